-- How many of the victims identified were children?
SELECT c.country, c.year, t.value AS victims, c.value AS children,
    round(100 * c.value / nullif(t.value, 0), 1) AS percent, c.period_basis, c.source
FROM series AS c
LEFT JOIN series AS t ON t.country = c.country AND t.year = c.year AND t.unit = c.unit
    AND t.indicator = c.indicator AND t.breakdown IS NULL AND t.status <> 'not_reported'
WHERE c.indicator = 'victims_identified' AND c.breakdown = 'child' AND c.status <> 'not_reported'
    AND ($countries::VARCHAR[] IS NULL OR c.country IN (SELECT unnest($countries::VARCHAR[])))
    AND c.year BETWEEN $from_year AND $to_year
ORDER BY c.country, c.year
