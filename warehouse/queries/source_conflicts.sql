-- Where do two publishers give different numbers for the same year?
SELECT country, indicator, unit, breakdown, year, source, value, other_source, other_value,
    round(other_value / nullif(value, 0), 2) AS ratio, period, other_period, figure_id, other_figure_id
FROM conflicts
WHERE ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
    AND year BETWEEN $from_year AND $to_year
ORDER BY same_period DESC, abs(ln(greatest(other_value, 0.5) / greatest(value, 0.5))) DESC, country, indicator
LIMIT 200
