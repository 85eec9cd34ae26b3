-- From which countries were victims returned, and how many?
SELECT country, year, place AS returned_from, value AS victims, qualifier, source, edition, figure_id
FROM series
WHERE indicator = 'victims_repatriated' AND place IS NOT NULL AND place <> country AND status <> 'not_reported'
    AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
ORDER BY country, year, victims DESC
LIMIT 1000
