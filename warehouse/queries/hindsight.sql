-- What did the first edition say, and what is the latest word on the same year?
SELECT country, indicator, unit, year, first_edition, first_published_value AS first_said, edition, value AS latest,
    value - first_published_value AS change, editions, sources, figure_id
FROM series
WHERE breakdown IS NULL AND status <> 'not_reported' AND editions > 1 AND value <> first_published_value
    AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
ORDER BY abs(change) DESC, country, indicator, year
LIMIT 200
