-- Do the figures mined from the child labor reports agree with the publisher's own values?
-- needs: reference.labor_enforcement
-- A value is of the year that its edition is named after; the next edition prints it once more.
WITH official AS (
    SELECT country, edition AS year, field, value,
        CASE field WHEN 'Criminal_Investigations' THEN 'investigations'
                   WHEN 'Criminal_Prosecutions' THEN 'prosecutions'
                   WHEN 'Criminal_Convictions' THEN 'convictions'
                   WHEN 'Labor_Inspections' THEN 'inspections' END AS indicator
    FROM reference.labor_enforcement
    WHERE value IS NOT NULL
        AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
        AND edition BETWEEN $from_year AND $to_year
),
mined AS (
    SELECT country, year, indicator, list(DISTINCT value ORDER BY value) AS mined
    FROM figures WHERE source = 'ilab-tda' AND status <> 'not_reported' GROUP BY ALL
)
SELECT country, year, indicator, value AS official, coalesce(list_contains(mined, value), false) AS found, mined
FROM official LEFT JOIN mined USING (country, year, indicator)
WHERE indicator IS NOT NULL
ORDER BY country, indicator, year
