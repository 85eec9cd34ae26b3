"""Decisions of reviewers as rows to train on: each one is a sentence that a person has judged."""

from __future__ import annotations

import duckdb

from pipeline.learn.mentions import Row

# Accepted and corrected readings teach that the sentence holds a mention, rejected ones that it does not;
# a decision counts while the machine still reads what the reviewer saw.
_DECIDED = """
SELECT d.doc, s.text, s.section,
    min(CASE WHEN r.decision <> 'reject' THEN decided(r.fields, 'category', m.category) END) AS category
FROM reviewed AS r
JOIN mined.mentions AS m ON m.mention_id = r.row_id
JOIN documents AS d ON d.document_id = m.document_id
JOIN sentences AS s ON s.sentence_id = m.sentence_id
WHERE r.kind = 'mention' AND r.state = 'applied'
GROUP BY ALL
ORDER BY ALL
"""


def reviewed_rows(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """One row for each sentence with a decision on a mention, from a published warehouse."""
    return [Row(*values) for values in connection.execute(_DECIDED).fetchall()]
