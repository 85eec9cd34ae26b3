-- How much of what could be told does each country tell: numbers, zeros, silences, nothing?
SELECT country, count(*) FILTER (status = 'reported') AS numbers, count(*) FILTER (status = 'zero') AS zeros,
    count(*) FILTER (status = 'parts_only') AS parts_only, count(*) FILTER (status = 'not_reported') AS silences,
    count(*) FILTER (status = 'not_mentioned') AS not_mentioned, count(*) AS cells,
    round(100 * count(*) FILTER (status IN ('reported', 'zero', 'parts_only')) / count(*), 1) AS percent_told
FROM coverage
WHERE status NOT IN ('not_processed', 'failed')
    AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
GROUP BY country ORDER BY percent_told DESC, country
