-- The matrix that a legal scholar draws by hand: what the state did on each duty, and where it fell short.

CREATE TABLE obligation_by_year AS
SELECT e.country, n.edition + year_offset(n.source) AS year, n.edition, n.source, e.duty,
    count(*) FILTER (e.direction = 'effort') AS efforts,
    count(*) FILTER (e.direction = 'shortfall') AS shortfalls,
    count(*) FILTER (e.direction = 'neutral') AS neutral,
    arg_max(s.text, coalesce(e.confidence, 0)) FILTER (e.direction = 'effort') AS sample_effort,
    arg_max(s.text, coalesce(e.confidence, 0)) FILTER (e.direction = 'shortfall') AS sample_shortfall,
    list(e.evidence_id ORDER BY e.confidence DESC, e.evidence_id)[:5] AS evidence
FROM obligation_evidence AS e
JOIN documents AS d ON d.document_id = e.document_id AND d.replaced_by IS NULL
JOIN narratives AS n ON n.narrative_id = e.narrative_id AND n.document_id = e.document_id
LEFT JOIN sentences AS s ON s.sentence_id = e.sentence_id AND s.document_id = e.document_id
WHERE e.country IS NOT NULL
GROUP BY e.country, n.edition, n.source, e.duty
ORDER BY e.country, e.duty, n.edition, n.source;
