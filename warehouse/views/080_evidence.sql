-- Where a figure, mention or tier stands: its words, its sentence, the document and the place on the page.
-- An id may be shortened to its first digits.

CREATE MACRO evidence(figure_id) AS TABLE
WITH statements AS (
    SELECT 'figure' AS kind, f.figure_id AS id, f.country, f.indicator AS about, f.anchor, f.period, f.rule,
        f.confidence, f.page, f.boxes, f.sentence_id, f.document_id
    FROM figures AS f
    UNION ALL
    SELECT 'mention', mention_id, country, category, anchor, period, rule, confidence, page, boxes,
        sentence_id, document_id
    FROM mentions
    UNION ALL
    SELECT 'tier', tier_id, country, tier, anchor, 'rp:' || edition, rule, NULL, page, boxes, sentence_id,
        document_id
    FROM tiers
)
SELECT s.kind, s.id, s.country, s.about, s.anchor, s.period, t.text AS sentence, t.section, d.publisher,
    d.source, d.edition, d.doc, s.page, s.boxes, s.rule, s.confidence, d.url, d.path
FROM statements AS s
JOIN documents AS d ON d.document_id = s.document_id
LEFT JOIN sentences AS t ON t.sentence_id = s.sentence_id AND t.document_id = s.document_id
WHERE starts_with(s.id, figure_id)
ORDER BY s.kind, s.id;
