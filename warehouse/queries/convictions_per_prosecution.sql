-- How many convictions for each prosecution, year by year, in the same unit?
SELECT p.country, p.year, p.unit, p.value AS prosecutions, c.value AS convictions,
    round(c.value / nullif(p.value, 0), 2) AS per_prosecution,
    list_filter([
        CASE WHEN p.qualifier <> 'exact' OR c.qualifier <> 'exact' THEN 'not exact' END,
        CASE WHEN p.period_basis <> c.period_basis THEN 'mixed period basis' END,
        CASE WHEN p.source <> c.source THEN 'different source' END
    ], lambda flag: flag IS NOT NULL) AS flags
FROM series AS p JOIN series AS c
    ON c.country = p.country AND c.year = p.year AND c.unit = p.unit AND c.indicator = 'convictions'
    AND c.breakdown IS NULL AND c.status <> 'not_reported'
WHERE p.indicator = 'prosecutions' AND p.breakdown IS NULL AND p.status <> 'not_reported'
    AND ($countries::VARCHAR[] IS NULL OR p.country IN (SELECT unnest($countries::VARCHAR[])))
    AND p.year BETWEEN $from_year AND $to_year
ORDER BY p.country, p.unit, p.year
