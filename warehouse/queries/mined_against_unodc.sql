-- Victims and prosecutions as mined, beside what governments told UNODC for the same year.
-- needs: reference.glotip
WITH official AS (
    SELECT country, year,
        CASE measure WHEN 'Detected trafficking victims' THEN 'victims_identified'
                     WHEN 'Persons prosecuted' THEN 'prosecutions'
                     WHEN 'Persons convicted' THEN 'convictions' END AS indicator,
        max(low) AS unodc, any_value(text) AS as_printed
    FROM reference.glotip
    WHERE dimension = 'Total' AND sex = 'Total' AND age = 'Total'
        AND ($countries::VARCHAR[] IS NULL OR country IN (SELECT unnest($countries::VARCHAR[])))
        AND year BETWEEN $from_year AND $to_year
    GROUP BY ALL
)
SELECT country, year, indicator, m.value AS mined, m.status, unodc, as_printed, round(m.value / nullif(unodc, 0), 2) AS ratio,
    m.figure_id
FROM official JOIN coverage AS m USING (country, year, indicator)
WHERE m.status <> 'not_processed'
ORDER BY country, indicator, year
