-- Which figures did a later edition restate the most?
SELECT country, indicator, unit, breakdown, period, first_edition, first_value, edition, value, change, percent,
    first_figure_id, figure_id
FROM revisions
WHERE ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
ORDER BY abs(ln(greatest(value, 0.5) / greatest(first_value, 0.5))) DESC NULLS LAST, country, indicator, edition
LIMIT 100
