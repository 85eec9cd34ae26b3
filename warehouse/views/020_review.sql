-- Decisions of reviewers. The machine's reading stays in schema `mined`; the latest decision on a row
-- counts while the machine still reads what it read when the decision was made.

CREATE MACRO reading_of(fields) AS left(md5(fields::VARCHAR), 12);

CREATE TEMP TABLE figure_readings AS
SELECT figure_id, document_id, reading_of(struct_pack(
    country, indicator, unit, low, high, qualifier, status, period, comparison, reporter, exploitation,
    sex, age, nationality, place, currency, anchor)) AS reading
FROM mined.figures;

CREATE TEMP TABLE mention_readings AS
SELECT mention_id, document_id,
    reading_of(struct_pack(country, category, stance, actors, period, anchor)) AS reading
FROM mined.mentions;

CREATE TABLE reviewed AS
WITH readings AS (
    SELECT 'figure' AS kind, figure_id AS row_id, document_id, reading FROM figure_readings
    UNION ALL SELECT 'mention', mention_id, document_id, reading FROM mention_readings
)
SELECT d.*, CASE
        WHEN lead(d.decision_id) OVER (PARTITION BY d.kind, d.row_id ORDER BY d.decision_id) IS NOT NULL
            THEN 'superseded'
        WHEN r.reading IS NULL OR documents.document_id IS NULL THEN 'source gone'
        WHEN documents.replaced_by IS NOT NULL THEN 'source restated'
        WHEN r.reading <> d.reading THEN 'reading changed'
        ELSE 'applied'
    END AS state
FROM review_decisions AS d
LEFT JOIN readings AS r USING (kind, row_id)
LEFT JOIN documents ON documents.document_id = r.document_id;

-- The value of a field after review: what the reviewer wrote, also where that is null.
CREATE MACRO decided(fields, name, machine) AS
    CASE WHEN json_exists(fields, '$.' || name) THEN fields ->> ('$.' || name) ELSE machine::VARCHAR END;
