-- How do victims identified compare with convictions, and where is either of them not told?
SELECT v.country, v.year, v.value AS victims_identified, v.status AS victims_status,
    c.value AS convictions, c.status AS convictions_status,
    round(v.value / nullif(c.value, 0), 1) AS victims_per_conviction
FROM coverage AS v JOIN coverage AS c USING (country, year)
WHERE v.indicator = 'victims_identified' AND c.indicator = 'convictions'
    AND (v.statements > 0 OR c.statements > 0)
    AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
ORDER BY country, year
