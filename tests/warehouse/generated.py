"""A generated warehouse for the measurements: the shape of the real one, many times its size."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from models.codebook import codebook
from pipeline.records import Document
from pipeline.tables import SCHEMAS
from sources.countries import countries
from warehouse.writer import Load

COUNTRIES = 190
LAST_EDITION = 2025

# One row for each figure: editions state their own year and, one time in four, the year before.
_FIGURES = """
SELECT left(md5(concat($id, i)), 12) AS figure_id, $id AS document_id,
    left(md5(concat($id, c.country)), 12) AS narrative_id, left(md5(concat($id, 's', i)), 12) AS sentence_id,
    c.country, k.indicator, k.unit, CASE WHEN h < 85 THEN value WHEN h < 93 THEN 0 END AS low,
    CASE WHEN h < 75 THEN value WHEN h BETWEEN 85 AND 92 THEN 0 END AS high,
    CASE WHEN h BETWEEN 75 AND 84 THEN 'at_least' ELSE 'exact' END AS qualifier,
    CASE WHEN h < 85 THEN 'reported' WHEN h < 93 THEN 'zero' ELSE 'not_reported' END AS status,
    CASE i % 4 WHEN 0 THEN 'rp:' || $edition WHEN 1 THEN ($edition - 2)::VARCHAR
        ELSE ($edition - 1)::VARCHAR END AS period,
    i % 4 = 1 AS comparison, CASE WHEN i % 11 = 0 THEN 'ngo' ELSE 'government' END AS reporter,
    CASE i % 7 WHEN 0 THEN 'sex' WHEN 1 THEN 'labor' END AS exploitation,
    CASE i % 13 WHEN 0 THEN 'female' END AS sex, CASE i % 5 WHEN 0 THEN 'child' END AS age,
    NULL AS nationality, NULL AS place, CASE k.unit WHEN 'currency' THEN 'USD' END AS currency,
    NULL AS part_of, 'convicted ' || value || ' traffickers' AS anchor, (i * 60)::INTEGER AS start,
    (i * 60 + 30)::INTEGER AS "end", (i // 40 + 1)::INTEGER AS page,
    [{'page': (i // 40 + 1)::INTEGER, 'x0': 72.0, 'top': 100.0, 'x1': 250.0, 'bottom': 112.0}] AS boxes,
    'count.verb-object' AS rule, 0.9 + (h % 10) / 100.0 AS confidence, 'generated' AS extractor
FROM (
    SELECT i, i % $many AS country_number, (i // $many) % len($indicators) AS indicator_number,
        hash(i, $edition) % 100 AS h, (hash(i, $edition, 'v') % 500 + 1)::DOUBLE AS value
    FROM range($figures) AS t(i)
) JOIN (SELECT unnest($countries) AS country, unnest(range($many)) AS country_number) AS c
    USING (country_number)
JOIN (SELECT unnest($indicators) AS indicator, unnest($units) AS unit,
    unnest(range(len($indicators))) AS indicator_number) AS k USING (indicator_number)
"""
_TABLES = {
    "narratives": """
        SELECT DISTINCT narrative_id, document_id, 'state-tip' AS source, $edition::INTEGER AS edition,
            country, country AS title, 0 AS start, 10000 AS "end", 1 AS first_page, 2 AS last_page,
            2000 AS words
        FROM figures""",
    "sentences": """
        SELECT sentence_id, document_id, narrative_id, NULL AS section_id, 'prosecution' AS section,
            0 AS paragraph, start, "end", page, 'The government ' || anchor || ' under its law.' AS text
        FROM figures""",
    "figures": "FROM figures",
    "mentions": """
        SELECT left(md5(figure_id), 12) AS mention_id, document_id, narrative_id, sentence_id, country,
            ['complicity', 'bribery', 'impunity', 'accountability', 'policy'][start // 60 % 5 + 1]
                AS category, 'asserted' AS stance, ['police'] AS actors, period, anchor, start, "end", page,
                boxes, rule, confidence, extractor
        FROM figures WHERE start // 60 % 40 = 0""",
    "tiers": """
        SELECT min(figure_id) AS tier_id, document_id, narrative_id, min(sentence_id) AS sentence_id, country,
            $edition::INTEGER AS edition,
            ['1', '2', '2WL', '3'][(hash(country, $edition // 3) % 4 + 1)::BIGINT] AS tier,
            NULL AS change, NULL AS years_on, 'Tier' AS anchor, 0 AS start, 4 AS "end", 1 AS page,
            [{'page': 1, 'x0': 72.0, 'top': 60.0, 'x1': 100.0, 'bottom': 72.0}] AS boxes,
            'tier' AS rule, 'generated' AS extractor
        FROM figures GROUP BY ALL""",
}


def editions(folder: Path, number: int, figures: int) -> list[Load]:
    """`number` whole reports with `figures` figures each, as the Parquet that workers leave."""
    book = codebook().indicators
    loads = []
    for edition in range(LAST_EDITION - number + 1, LAST_EDITION + 1):
        sha256 = hashlib.sha256(f"generated {edition}".encode()).hexdigest()
        document = Document(
            sha256,
            Path("store") / sha256,
            f"tip-{edition}.pdf",
            f"tip/{edition}",
            "pdf",
            1,
            "state-tip",
            edition,
        )
        with duckdb.connect() as connection:
            parameters = {
                "id": document.id,
                "edition": edition,
                "figures": figures,
                "countries": list(countries())[:COUNTRIES],
                "indicators": list(book),
                "units": [one.units[0] for one in book.values()],
            }
            parameters["many"] = COUNTRIES
            connection.execute(f"CREATE TABLE figures AS {_FIGURES}", parameters)
            at = folder / str(edition)
            at.mkdir(parents=True)
            for name, schema in SCHEMAS.items():
                table = schema.empty_table()
                if name in _TABLES:
                    given = {"edition": edition} if "$edition" in _TABLES[name] else {}
                    table = connection.execute(_TABLES[name], given).fetch_arrow_table().select(schema.names)
                connection.register("rows", table.cast(schema))
                connection.execute(f"COPY rows TO '{at / name}.parquet'")
        loads.append(Load(document, at, key="generated"))
    return loads
