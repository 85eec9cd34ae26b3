-- Where does the text say none, year after year?
SELECT country, indicator, count(*) AS years_of_none, min(year) AS first_year, max(year) AS last_year
FROM coverage
WHERE status = 'zero'
    AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
GROUP BY ALL ORDER BY years_of_none DESC, country, indicator
LIMIT 200
