-- One value for each line and year, out of everything that was said of it.
-- A line is a country, indicator, unit, currency and breakdown; no breakdown means the total. A part of a
-- total that names no breakdown of its own belongs to no line: it would pass for the total.

-- What each edition of each source says of each period. Where it says it twice, in this order: a number
-- before a silence, its own figure before a comparison, the government's before another's, a number before
-- a vague word, the larger before the smaller (the total before a single case).
CREATE TABLE edition_values AS
WITH told AS (
    SELECT *, count(*) OVER w AS statements,
        count(DISTINCT value) FILTER (status <> 'not_reported') OVER w AS different_values
    FROM figures
    WHERE breakdown IS DISTINCT FROM 'part' AND year IS NOT NULL AND country IS NOT NULL
    WINDOW w AS (PARTITION BY country, indicator, unit, currency, breakdown, period, source, edition)
    QUALIFY row_number() OVER (
        PARTITION BY country, indicator, unit, currency, breakdown, period, source, edition
        ORDER BY status = 'not_reported', comparison,
            list_position(['government', 'report', 'io', 'ngo', 'foreign_government', 'media'], reporter),
            qualifier = 'vague', status = 'zero', value DESC, document_id, start
    ) = 1
)
SELECT country, indicator, unit, currency, breakdown, exploitation, sex, age, nationality, place,
    year, first_year, period, period_basis, source, edition, coalesce(precedence, 9) AS precedence,
    status, value, low, high, qualifier, comparison, reporter, decision, figure_id, document_id,
    statements, different_values
FROM told LEFT JOIN publishers USING (source)
ORDER BY country, indicator, unit, currency, breakdown, year, source, edition;

-- What was known when the editions up to a year were out. First the reports on trafficking themselves: where
-- they say that a number was not reported, a case told in passing elsewhere does not pass for it. Then a
-- number before a silence, the calendar year before the reporting period, and the latest edition.
CREATE MACRO "asof"(edition_year) AS TABLE
SELECT country, indicator, unit, currency, breakdown, year, status, value, low, high, qualifier, period, period_basis, first_year, source, edition, reporter,
    comparison, decision, figure_id,
    first_value(value) OVER first_told AS first_published_value,
    first_value(edition) OVER first_told AS first_edition,
    count(*) OVER line AS told,
    count(*) FILTER (status = 'not_reported') OVER line AS silences,
    count(DISTINCT source) OVER line AS sources,
    count(DISTINCT edition) OVER line AS editions,
    (count(DISTINCT struct_pack(low, high)) FILTER (status <> 'not_reported') OVER line) > 1 AS disagree,
    exploitation, sex, age, nationality, place
FROM edition_values
WHERE edition IS NULL OR edition <= edition_year
WINDOW
    line AS (PARTITION BY country, indicator, unit, currency, breakdown, year),
    first_told AS (
        PARTITION BY country, indicator, unit, currency, breakdown, year
        ORDER BY status = 'not_reported', edition, precedence, basis_rank(period_basis), figure_id
    )
QUALIFY row_number() OVER (
    PARTITION BY country, indicator, unit, currency, breakdown, year
    ORDER BY precedence > 2, status = 'not_reported', precedence, basis_rank(period_basis), edition DESC, figure_id
) = 1;

CREATE TABLE series AS
FROM "asof"(9999) ORDER BY country, indicator, unit, currency, breakdown, year;

-- Each value against the one before it; silences hold no value and are passed over (see `coverage`).
CREATE MACRO is_bound(qualifier) AS qualifier NOT IN ('exact', 'about');

CREATE TABLE yoy AS
WITH lines AS (
    SELECT *, lag(struct_pack(year, value, qualifier, period_basis, source, reporter, decision, disagree, figure_id))
        OVER (PARTITION BY country, indicator, unit, currency, breakdown ORDER BY year) AS before
    FROM series WHERE status <> 'not_reported'
)
SELECT country, indicator, unit, currency, breakdown, year, value,
    before.year AS previous_year, before.value AS previous_value, value - before.value AS change,
    round(100 * (value - before.value) / nullif(before.value, 0), 1) AS percent,
    list_filter([
        CASE WHEN before.year < year - 1 THEN 'years between' END,
        CASE WHEN period_basis <> before.period_basis THEN 'mixed period basis' END,
        CASE WHEN is_bound(qualifier) <> is_bound(before.qualifier) THEN 'bound against number' END,
        CASE WHEN source <> before.source THEN 'different source' END,
        CASE WHEN reporter <> before.reporter THEN 'different reporter' END,
        CASE WHEN period_basis IN ('part_year', 'span') OR before.period_basis IN ('part_year', 'span')
             THEN 'partial data' END,
        CASE WHEN disagree OR before.disagree THEN 'editions disagree' END,
        CASE WHEN decision = 'correct' OR before.decision = 'correct' THEN 'human-corrected' END
    ], lambda flag: flag IS NOT NULL) AS flags,
    low, high, qualifier, status, period, period_basis, source, edition, reporter, figure_id,
    before.figure_id AS previous_figure_id, exploitation, sex, age, nationality, place
FROM lines
ORDER BY country, indicator, unit, currency, breakdown, year;
