-- Every statement of the current documents as it was published, with decisions applied.

-- A country takes home its own people: all victims repatriated, not a part of them.
CREATE MACRO nationality_part(its_indicator, its_country, its_nationality) AS
    CASE WHEN its_indicator = 'victims_repatriated' AND its_nationality IN (its_country, 'national') THEN NULL
         ELSE its_nationality END;

CREATE TABLE figures AS
WITH decisions AS (
    SELECT row_id, decision, fields, reviewer FROM reviewed WHERE kind = 'figure' AND state = 'applied'
),
corrected AS (
    SELECT f.* REPLACE (
        decided(fields, 'country', country) AS country,
        decided(fields, 'indicator', indicator) AS indicator,
        decided(fields, 'unit', unit) AS unit,
        decided(fields, 'low', low)::DOUBLE AS low,
        decided(fields, 'high', high)::DOUBLE AS high,
        decided(fields, 'qualifier', qualifier) AS qualifier,
        decided(fields, 'status', status) AS status,
        decided(fields, 'period', period) AS period,
        decided(fields, 'comparison', comparison)::BOOLEAN AS comparison,
        decided(fields, 'reporter', reporter) AS reporter,
        decided(fields, 'exploitation', exploitation) AS exploitation,
        decided(fields, 'sex', sex) AS sex,
        decided(fields, 'age', age) AS age,
        decided(fields, 'nationality', nationality) AS nationality,
        decided(fields, 'place', place) AS place,
        decided(fields, 'currency', currency) AS currency
    )
    FROM mined.figures AS f
    JOIN decisions ON row_id = figure_id AND decision = 'correct'
),
judged AS (
    FROM mined.figures WHERE figure_id NOT IN (SELECT row_id FROM decisions WHERE decision <> 'accept')
    UNION ALL FROM corrected
)
SELECT
    f.figure_id, n.source, d.publisher, n.edition, f.country, f.indicator, f.unit, f.currency,
    -- the number to plot: the number itself, the lower bound of "at least" and of a range, the upper of "up to"
    coalesce(f.low, f.high) AS value, f.low, f.high, f.qualifier, f.status,
    f.period,
    period_year(f.period, n.edition, coalesce(p.year_offset, -1)) AS year,
    period_first_year(f.period, n.edition, coalesce(p.year_offset, -1)) AS first_year,
    period_basis(f.period) AS period_basis,
    f.comparison, f.reporter,
    CASE
        WHEN concat(f.exploitation, f.sex, f.age, nationality_part(f.indicator, f.country, f.nationality), f.place) <> ''
        THEN concat_ws(', ', f.exploitation, f.sex, f.age, nationality_part(f.indicator, f.country, f.nationality),
            'place ' || f.place)
        WHEN total.figure_id IS NOT NULL THEN 'part'
    END AS breakdown,
    f.exploitation, f.sex, f.age, f.nationality, f.place, f.part_of,
    f.anchor, s.text AS sentence, s.section, f.page, f.boxes, f.start, f."end",
    f.rule, f.confidence, f.extractor,
    decisions.decision, decisions.reviewer, readings.reading,
    d.doc, f.document_id, f.narrative_id, f.sentence_id
FROM judged AS f
JOIN documents AS d ON d.document_id = f.document_id AND d.replaced_by IS NULL
JOIN narratives AS n ON n.narrative_id = f.narrative_id AND n.document_id = f.document_id
LEFT JOIN sentences AS s ON s.sentence_id = f.sentence_id AND s.document_id = f.document_id
LEFT JOIN publishers AS p ON p.source = n.source
LEFT JOIN judged AS total
    ON total.figure_id = f.part_of AND total.indicator = f.indicator AND total.unit = f.unit
LEFT JOIN figure_readings AS readings ON readings.figure_id = f.figure_id
LEFT JOIN decisions ON decisions.row_id = f.figure_id
ORDER BY f.country, f.indicator, n.edition, f.document_id, f.start;

CREATE TABLE mentions AS
WITH decisions AS (
    SELECT row_id, decision, fields, reviewer FROM reviewed WHERE kind = 'mention' AND state = 'applied'
),
corrected AS (
    SELECT m.* REPLACE (
        decided(fields, 'country', country) AS country,
        decided(fields, 'category', category) AS category,
        decided(fields, 'stance', stance) AS stance,
        CASE WHEN json_exists(fields, '$.actors') THEN from_json(fields -> '$.actors', '["VARCHAR"]')
             ELSE actors END AS actors,
        decided(fields, 'period', period) AS period
    )
    FROM mined.mentions AS m
    JOIN decisions ON row_id = mention_id AND decision = 'correct'
),
judged AS (
    FROM mined.mentions WHERE mention_id NOT IN (SELECT row_id FROM decisions WHERE decision <> 'accept')
    UNION ALL FROM corrected
)
SELECT
    m.mention_id, n.source, d.publisher, n.edition, m.country, m.category, m.stance, m.actors, m.period,
    period_year(m.period, n.edition, coalesce(p.year_offset, -1)) AS year,
    m.anchor, s.text AS sentence, s.section, m.page, m.boxes, m.start, m."end",
    m.rule, m.confidence, m.extractor,
    decisions.decision, decisions.reviewer, readings.reading,
    d.doc, m.document_id, m.narrative_id, m.sentence_id
FROM judged AS m
JOIN documents AS d ON d.document_id = m.document_id AND d.replaced_by IS NULL
JOIN narratives AS n ON n.narrative_id = m.narrative_id AND n.document_id = m.document_id
LEFT JOIN sentences AS s ON s.sentence_id = m.sentence_id AND s.document_id = m.document_id
LEFT JOIN publishers AS p ON p.source = n.source
LEFT JOIN mention_readings AS readings ON readings.mention_id = m.mention_id
LEFT JOIN decisions ON decisions.row_id = m.mention_id
ORDER BY m.country, n.edition, m.document_id, m.start;
