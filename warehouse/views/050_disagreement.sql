-- Where what was said does not agree, side by side.

-- The same source, the same period, a later edition, another number.
CREATE TABLE revisions AS
WITH editions AS (
    SELECT *, lag(struct_pack(edition, status, value, low, high, qualifier, figure_id)) OVER (
        PARTITION BY country, indicator, unit, currency, breakdown, period, source ORDER BY edition, figure_id
    ) AS before
    FROM edition_values WHERE period IS NOT NULL
)
SELECT country, indicator, unit, currency, breakdown, year, period, source,
    before.edition AS first_edition, before.status AS first_status, before.value AS first_value,
    before.qualifier AS first_qualifier, before.figure_id AS first_figure_id,
    edition, status, value, qualifier, figure_id,
    value - before.value AS change, round(100 * (value - before.value) / nullif(before.value, 0), 1) AS percent
FROM editions
WHERE before.edition < edition
    AND value IS DISTINCT FROM before.value
ORDER BY country, indicator, unit, year, edition;

-- The same year, the latest word of two sources, another number.
CREATE TABLE conflicts AS
WITH latest AS (
    SELECT * FROM edition_values WHERE status <> 'not_reported'
    QUALIFY row_number() OVER (
        PARTITION BY country, indicator, unit, currency, breakdown, year, source
        ORDER BY basis_rank(period_basis), edition DESC, figure_id
    ) = 1
)
SELECT a.country, a.indicator, a.unit, a.currency, a.breakdown, a.year,
    a.source, a.edition, a.period, a.value, a.qualifier, a.reporter, a.figure_id,
    b.source AS other_source, b.edition AS other_edition, b.period AS other_period, b.value AS other_value,
    b.qualifier AS other_qualifier, b.reporter AS other_reporter, b.figure_id AS other_figure_id,
    a.period IS NOT DISTINCT FROM b.period AS same_period
FROM latest AS a JOIN latest AS b
    ON a.country = b.country AND a.indicator = b.indicator AND a.unit IS NOT DISTINCT FROM b.unit
    AND a.currency IS NOT DISTINCT FROM b.currency AND a.breakdown IS NOT DISTINCT FROM b.breakdown
    AND a.year = b.year
WHERE (a.precedence, a.source) < (b.precedence, b.source)
    AND a.value <> b.value
ORDER BY ALL;
