-- The complete grid country × year × indicator: a value, or the reason why there is none.

CREATE TABLE coverage AS
WITH processed AS (  -- which documents speak of which country and year
    SELECT n.country, n.edition + coalesce(year_offset, -1) AS year,
        list_sort(list(DISTINCT n.source)) AS sources, count(DISTINCT n.document_id) AS documents
    FROM narratives AS n JOIN documents USING (document_id) LEFT JOIN publishers AS p ON p.source = n.source
    WHERE replaced_by IS NULL AND n.country IS NOT NULL AND n.edition IS NOT NULL
    GROUP BY ALL
),
failed AS (  -- a report on all countries that failed is missing for each of them
    SELECT country, edition + coalesce(year_offset, -1) AS year FROM documents LEFT JOIN publishers USING (source)
    WHERE failed AND replaced_by IS NULL AND edition IS NOT NULL
),
years AS (  -- from the year that the first edition compares itself with
    SELECT unnest(range(min(year) - 1, max(year) + 1)) AS year
    FROM (SELECT year FROM processed UNION ALL SELECT year FROM failed)
),
grid AS (
    FROM (SELECT DISTINCT country FROM processed UNION SELECT country FROM failed WHERE country IS NOT NULL)
    CROSS JOIN years CROSS JOIN (SELECT indicator, pillar, units FROM indicators)
),
totals AS (  -- the unit that the codebook names first
    SELECT s.* FROM series AS s JOIN indicators AS i USING (indicator)
    WHERE breakdown IS NULL AND status <> 'not_reported'
    QUALIFY row_number() OVER (
        PARTITION BY country, indicator, year
        ORDER BY coalesce(list_position(units, unit), 99), status = 'zero', basis_rank(period_basis), unit
    ) = 1
),
said AS (
    SELECT country, indicator, year, count(*) AS statements,
        count(*) FILTER (status = 'not_reported') AS silences,
        count(*) FILTER (status <> 'not_reported') AS parts
    FROM figures GROUP BY ALL
)
SELECT grid.country, grid.year, grid.indicator, grid.pillar,
    CASE
        WHEN totals.status IS NOT NULL THEN totals.status
        WHEN said.silences > 0 THEN 'not_reported'
        WHEN said.parts > 0 THEN 'parts_only'
        WHEN processed.documents IS NOT NULL THEN 'not_mentioned'
        WHEN coalesce(failed.year, all_failed.year) IS NOT NULL THEN 'failed'
        ELSE 'not_processed'
    END AS status,
    totals.value, totals.unit, totals.qualifier, totals.period_basis, totals.figure_id,
    coalesce(said.statements, 0) AS statements,
    coalesce(processed.documents, 0) AS documents,
    coalesce(processed.sources, []) AS sources
FROM grid
LEFT JOIN totals USING (country, year, indicator)
LEFT JOIN said USING (country, year, indicator)
LEFT JOIN processed USING (country, year)
LEFT JOIN (SELECT DISTINCT year, country FROM failed) AS failed USING (country, year)
LEFT JOIN (SELECT DISTINCT year FROM failed WHERE country IS NULL) AS all_failed USING (year)
ORDER BY grid.country, grid.indicator, grid.year;
