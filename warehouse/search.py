"""Full text of the sentences: DuckDB's FTS extension, and plain matching where it is not there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipeline.errors import UserError
from warehouse.fulltext import has_index, load_extension


@dataclass(frozen=True, slots=True)
class Hit:
    score: float  # BM25, or the number of words found
    country: str | None
    source: str
    edition: int | None
    doc: str
    page: int | None
    section: str | None
    sentence: str
    sentence_id: str
    figures: list[str]  # ids of the figures that the sentence states


def search(
    connection: duckdb.DuckDBPyConnection,
    words: str,
    *,
    countries: Sequence[str] = (),
    source: str | None = None,
    edition: int | None = None,
    all_words: bool = False,
    limit: int = 20,
) -> tuple[list[Hit], bool]:
    """The sentences that fit best, and whether the full-text index ranked them.

    Without the extension (or the index) a sentence scores by how many of the words it holds, as they
    are written; nothing is stemmed then.
    """
    wanted = re.findall(r"[a-z0-9]+", words.lower())
    if not wanted:
        raise UserError('no word to search for; for instance: tiptrace search "brick kilns debt"')
    indexed = has_index(connection) and load_extension(connection)
    if indexed:
        score = "fts_main_sentences.match_bm25(sentence_id, $words, conjunctive := $all)"
        given: dict[str, object] = {"words": " ".join(wanted), "all": int(all_words)}
    else:
        score = "nullif(len(list_filter($words, lambda w: contains(lower(text), w))), 0)"
        if all_words:
            score = f"CASE WHEN {score} = len($words) THEN len($words) END"
        given = {"words": sorted(set(wanted))}
    sql = f"""
        WITH found AS (SELECT sentence_id, document_id, {score}::DOUBLE AS score FROM sentences),
        best AS (
            SELECT found.score, n.country, n.source, n.edition, d.doc, s.page, s.section, s.text,
                s.sentence_id, s.document_id, s.start
            FROM found
            JOIN sentences AS s USING (sentence_id, document_id)
            JOIN documents AS d ON d.document_id = s.document_id AND d.replaced_by IS NULL
            JOIN narratives AS n ON n.narrative_id = s.narrative_id AND n.document_id = s.document_id
            WHERE found.score IS NOT NULL
                AND ($countries::VARCHAR[] IS NULL OR n.country IN (SELECT unnest($countries::VARCHAR[])))
                AND ($source::VARCHAR IS NULL OR n.source = $source)
                AND ($edition::INTEGER IS NULL OR n.edition = $edition)
            ORDER BY found.score DESC, n.edition DESC, d.doc, s.start LIMIT $limit
        )
        SELECT score, country, source, edition, doc, page, section, text, sentence_id,
            (SELECT coalesce(list(figure_id ORDER BY f.start), []) FROM figures AS f
             WHERE f.sentence_id = best.sentence_id)
        FROM best ORDER BY score DESC, edition DESC, doc, start
    """
    given |= {"countries": list(countries) or None, "source": source, "edition": edition, "limit": limit}
    rows = connection.execute(sql, given).fetchall()
    return [Hit(*row) for row in rows], indexed
