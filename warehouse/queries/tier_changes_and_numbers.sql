-- What happened to the numbers in the year in which a tier went up or down?
-- A missing number is a silence or a year that was not processed, never a zero: see coverage.
SELECT t.country, t.edition, t.previous_tier, t.tier, t.change AS tier_change, y.indicator, y.unit,
    y.previous_value, y.value, y.change, y.flags
FROM tier_history AS t
LEFT JOIN yoy AS y ON y.country = t.country AND y.year = t.edition - 1 AND y.breakdown IS NULL
    AND y.indicator IN ('prosecutions', 'convictions', 'victims_identified')
WHERE t.change IN ('upgraded', 'downgraded')
    AND ($countries::VARCHAR[] IS NULL OR t.country IN (SELECT unnest($countries::VARCHAR[])))
    AND t.edition BETWEEN $from_year AND $to_year
ORDER BY t.edition, t.country, y.indicator, y.unit
LIMIT 500
