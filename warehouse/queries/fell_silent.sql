-- Which countries fell silent on an indicator that they used to report?
-- A silence counts where a report of that year was processed; years without a report are passed over.
WITH cells AS (
    SELECT country, indicator, year, status, value, status IN ('reported', 'zero', 'parts_only') AS told
    FROM coverage
    WHERE status NOT IN ('not_processed', 'failed')
        AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
        AND year BETWEEN $from_year AND $to_year
),
lines AS (
    SELECT country, indicator, max(year) FILTER (told) AS last_told,
        arg_max(value, year) FILTER (told AND value IS NOT NULL) AS last_value,
        count(*) FILTER (told) AS years_told, max(year) AS last_year, arg_max(status, year) AS now
    FROM cells GROUP BY ALL
)
SELECT country, indicator, years_told, last_told, last_value, last_year, now
FROM lines
WHERE last_told < last_year AND years_told >= 2
ORDER BY now = 'not_reported' DESC, years_told DESC, country, indicator
LIMIT 500
