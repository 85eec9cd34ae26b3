-- What was allocated, spent or donated, in which currency?
SELECT country, year, currency, value, qualifier, breakdown, period, reporter, source, edition, figure_id
FROM series
WHERE indicator = 'funding' AND status <> 'not_reported'
    AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
ORDER BY country, currency, year
LIMIT 1000
