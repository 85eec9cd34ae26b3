-- How much of the law enforcement and the help is about sex trafficking, how much about labor?
SELECT country, year, indicator, unit, max(value) FILTER (exploitation = 'sex') AS sex,
    max(value) FILTER (exploitation = 'labor') AS labor, max(value) FILTER (breakdown IS NULL) AS total
FROM series
WHERE indicator IN ('investigations', 'prosecutions', 'convictions', 'victims_identified')
    AND (breakdown IS NULL OR breakdown IN ('sex', 'labor')) AND status <> 'not_reported'
    AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
GROUP BY ALL HAVING sex IS NOT NULL OR labor IS NOT NULL
ORDER BY country, indicator, unit, year
LIMIT 1000
