"""Loading figures: Parquet into the warehouse in one transaction, against row-by-row inserts."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.records import Document
from pipeline.tables import SCHEMAS
from tests.bench import Row
from warehouse.writer import Load, Writer

FIGURES = 100_000
INSERTED = 2_000  # the slow way takes minutes for all of them


def main() -> list[Row]:
    rows = [_figure(n) for n in range(FIGURES)]
    with tempfile.TemporaryDirectory() as folder:
        stages = Path(folder) / "mined"
        stages.mkdir()
        for name, schema in SCHEMAS.items():
            pq.write_table(
                pa.Table.from_pylist(rows if name == "figures" else [], schema), stages / f"{name}.parquet"
            )
        document = Document("0" * 64, stages, "bench.pdf", "bench/bench", "pdf", 1, "state-tip", 2018)
        with Writer(Path(folder) / "working.duckdb") as writer:
            run = writer.begin_run("bench")
            start = time.perf_counter()
            writer.load_all([Load(document, stages)], run)
            ours = time.perf_counter() - start
    theirs = _executemany(rows[:INSERTED])
    return [
        Row(
            "loading figures",
            FIGURES / ours,
            "rows/s",
            "executemany",
            INSERTED / theirs,
            f"{FIGURES:,} figures of one document, what changed included",
        )
    ]


def _figure(n: int) -> dict[str, Any]:
    return {field.name: None for field in SCHEMAS["figures"]} | {
        "figure_id": f"{n:012x}",
        "document_id": "0" * 16,
        "narrative_id": f"{n // 40:012x}",
        "sentence_id": f"{n // 2:012x}",
        "country": "KHM",
        "indicator": "convictions",
        "unit": "person",
        "low": float(n),
        "high": float(n),
        "qualifier": "exact",
        "status": "reported",
        "period": "2017",
        "comparison": False,
        "anchor": f"{n} traffickers",
        "start": n * 20,
        "end": n * 20 + 12,
        "page": n // 60 + 1,
        "boxes": [{"page": n // 60 + 1, "x0": 72.0, "top": 90.0, "x1": 180.0, "bottom": 101.0}],
        "rule": "bench",
        "confidence": 0.9,
        "extractor": "bench",
    }


def _executemany(rows: list[dict[str, Any]]) -> float:
    """The seconds that DuckDB takes for the same rows one by one."""
    with duckdb.connect() as connection:
        empty = pa.Table.from_pylist([], SCHEMAS["figures"])
        connection.register("empty", empty)
        connection.execute("CREATE TABLE figures AS FROM empty")
        marks = ", ".join("?" * len(rows[0]))
        start = time.perf_counter()
        connection.executemany(f"INSERT INTO figures VALUES ({marks})", [list(row.values()) for row in rows])
        return time.perf_counter() - start
