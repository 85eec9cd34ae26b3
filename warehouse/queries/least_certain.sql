-- Which figures should a person look at first?
SELECT figure_id, country, edition, indicator, value, anchor, rule, confidence, doc, page
FROM figures
WHERE decision IS NULL
    AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND edition BETWEEN $from_year AND $to_year
ORDER BY confidence, figure_id
LIMIT 100
