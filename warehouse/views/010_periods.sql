-- From the period that a text states to the year that a figure is counted under.
--
-- 1. A calendar year that the text names wins: '2017' is 2017.
-- 2. 'rp:N', the reporting period of edition N, is the year in which most of it lies: a TIP report of
--    edition N speaks of April N-1 to March N, hence N-1. Publishers differ: see table `publishers`.
-- 3. Months ('2016-10/2017-09') are the year of their middle month.
-- 4. A span of years ('2014-2016') is its last year, and flagged: it is not comparable with one year.
-- 5. No period at all is taken as the year that the edition speaks of, and flagged.

CREATE TABLE publishers AS
FROM (VALUES
    -- source, what to add to edition N, whose word comes first (1 and 2: reports on trafficking itself),
    -- the period that edition N speaks of
    ('state-tip', -1, 1, 'April of the year before to March of the edition'),
    ('unodc-glotip', -2, 2, 'mostly the second year before the edition'),
    ('state-hrr', 0, 3, 'the calendar year that the report is named after'),
    ('ilab-tda', 0, 4, 'the calendar year that the report is named after'),
    ('ngo-study', -1, 5, 'taken as the year before publication'),
    ('factbook', -1, 6, 'the period of the TIP report that it sums up')
) AS rule (source, year_offset, precedence, speaks_of);

CREATE MACRO year_offset(its_source) AS
    coalesce((SELECT any_value(year_offset) FROM publishers WHERE source = its_source), -1);

CREATE MACRO period_months(p) AS
    12 * (p[9:12]::INTEGER - p[1:4]::INTEGER) + p[14:15]::INTEGER - p[6:7]::INTEGER + 1;

CREATE MACRO period_basis(p) AS CASE
    WHEN p IS NULL THEN 'edition'
    WHEN p LIKE 'rp:%' THEN 'reporting_period'
    WHEN regexp_full_match(p, '\d{4}') OR (regexp_full_match(p, '\d{4}-\d{4}') AND p[1:4] = p[6:9])
        THEN 'calendar_year'
    WHEN regexp_full_match(p, '\d{4}-\d{4}') THEN 'span'
    WHEN regexp_full_match(p, '\d{4}-\d{2}/\d{4}-\d{2}') THEN
        CASE WHEN period_months(p) < 10 THEN 'part_year' WHEN period_months(p) < 15 THEN 'twelve_months'
             ELSE 'span' END
    ELSE 'part_year'
END;

-- A calendar year first, then what comes near it; a span or a part of a year only where nothing else is.
CREATE MACRO basis_rank(basis) AS
    list_position(['calendar_year', 'reporting_period', 'twelve_months', 'edition', 'part_year', 'span'], basis);

CREATE MACRO period_year(p, edition, year_offset) AS CASE
    WHEN p IS NULL THEN edition + year_offset
    WHEN p LIKE 'rp:%' THEN try_cast(p[4:7] AS INTEGER) + year_offset
    WHEN regexp_full_match(p, '\d{4}-\d{4}') THEN p[6:9]::INTEGER
    WHEN regexp_full_match(p, '\d{4}-\d{2}/\d{4}-\d{2}') THEN
        (12 * p[1:4]::INTEGER + p[6:7]::INTEGER - 1 + (period_months(p) - 1) // 2) // 12
    ELSE try_cast(p[1:4] AS INTEGER)
END;

CREATE MACRO period_first_year(p, edition, year_offset) AS
    CASE WHEN regexp_full_match(p, '\d{4}-.*') THEN p[1:4]::INTEGER
         ELSE period_year(p, edition, year_offset) END;
