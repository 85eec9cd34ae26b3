-- How many officials were held to account for each mention of complicity?
-- `told` counts the indicators with a number, of four; the sum is over those only.
WITH held AS (
    SELECT country, year, sum(value) AS officials, count(value) AS told, count(*) FILTER (status = 'zero') AS zeros,
        count(*) FILTER (status = 'not_reported') AS silences
    FROM coverage
    WHERE indicator IN ('officials_investigated', 'officials_prosecuted', 'officials_convicted',
        'officials_disciplined')
    GROUP BY ALL
),
complicity AS (
    SELECT country, year, sum(complicity + bribery + obstruction) AS complicity, sum(impunity) AS impunity
    FROM corruption_by_year GROUP BY ALL
)
SELECT country, year, complicity, impunity, officials, told, zeros, silences,
    round(officials / nullif(complicity, 0), 2) AS officials_per_mention
FROM complicity LEFT JOIN held USING (country, year)
WHERE ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
ORDER BY country, year
