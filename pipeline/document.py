"""The work on one document: read, segment, mine, as Parquet named by the key of the work.

`process` is what the local pool, a Prefect task and a Dask worker all call. It takes and returns
small records that can be pickled; everything large goes through the stages folder. A document that
is large enough to be worth it can be mined in shares by several workers: `read_stage`, `mine_share`
for each share, then `finish`. Trouble of the document's own never raises: it is in the outcome.
"""

from __future__ import annotations

import json
import time
import traceback
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import keys, stages
from pipeline.home import Home
from pipeline.outcome import (
    KEY,
    OUTCOME,
    STORED,
    Outcome,
    finished,
    mined_folder,
    reading_folder,
    share_folder,
)
from pipeline.records import CharMap, Document, Problem, Reading, Stage
from pipeline.tables import SCHEMAS

if TYPE_CHECKING:
    from pipeline.rows import Found


def process(document: Document, home_root: Path) -> Outcome:
    """Everything for one document; what was done before under the same key is used again."""
    home = Home(home_root)
    done = finished(document, home)
    if done is not None:
        return done
    start = time.perf_counter()
    read_again = read_stage(document, home_root)
    mine_share(document, home_root, 0, 1)
    return finish(document, home_root, 1, read_again, time.perf_counter() - start)


def read_stage(document: Document, home_root: Path) -> bool:
    """Make sure that the reading is in the stages folder; True where the file had to be opened."""
    folder = reading_folder(document, Home(home_root))
    if folder.is_dir():
        return False
    reading = read(document)
    with stages.whole(folder) as draft:
        stages.write_reading(reading, draft)
    return True


def read(document: Document) -> Reading:
    """The document's text; an empty reading that says why where it cannot be had.

    An empty reading is kept like any other: the document is not tried again until the code of
    reading changes. Trouble of the machine (no memory, no disk) raises instead.
    """
    from pipeline.read import Unreadable
    from pipeline.read import read as read_file

    try:
        return read_file(document)
    except (MemoryError, OSError):
        raise
    except Unreadable as unreadable:
        problem = unreadable.problem
    except Exception as error:
        problem = _unexpected("read", error)
    return Reading("", (), CharMap(), problems=(problem,))


def mine(
    document: Document, reading: Reading, share: int = 0, of: int = 1
) -> tuple[list[Found], list[Problem]]:
    """Every `of`-th narrative from the `share`-th on, mined; an error in one costs no other."""
    from pipeline.mine import mine as mine_narrative
    from pipeline.rows import Found
    from pipeline.segment import segment
    from pipeline.segment.soundness import unsound
    from pipeline.segment.topic import on_topic

    found: list[Found] = []
    problems: list[Problem] = []
    if not reading.text:
        return found, problems
    try:
        narratives = segment(document, reading)
    except Exception as error:
        return found, [_unexpected("segment", error)]
    if share == 0:
        problems += unsound(document.source, narratives, reading.text)
    if not narratives and share == 0:
        reason = (
            "The text was read, but no narrative was found in it. Check --source, or give it a sidecar file."
        )
        problems.append(Problem("segment", "no-narrative", reason))
    for narrative in narratives[share::of]:
        try:
            mined = mine_narrative(on_topic(narrative, reading.text), reading.text)
        except Exception as error:
            page = reading.page_at(narrative.start)
            problems.append(replace(_unexpected("mine", error, narrative.title), page=page))
        else:
            found.append(Found(narrative, mined))
            problems += mined.problems
    return found, problems


def mine_share(document: Document, home_root: Path, share: int, of: int) -> None:
    """Mine one share of a document that has been read, into a folder of its own."""
    home = Home(home_root)
    folder = share_folder(document, home, share, of)
    if folder.is_dir():
        return
    import pyarrow.parquet as pq

    from pipeline import rows

    reading = stages.read_reading(reading_folder(document, home))
    found, problems = mine(document, reading, share, of)
    if share == 0:
        problems[:0] = reading.problems
    tables = rows.tables(document, reading, found, keys.parts(document).extractor)
    if share > 0:
        tables["pages"] = tables["pages"].slice(0, 0)  # the first share tells them
    tables["problems"] = rows.problem_table(document, problems)
    with stages.whole(folder) as draft:
        for name, table in tables.items():
            pq.write_table(table, draft / f"{name}.parquet", compression="zstd")


def finish(document: Document, home_root: Path, of: int, read_again: bool, seconds: float) -> Outcome:
    """Put the shares together under the document's key."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    home, parts = Home(home_root), keys.parts(document)
    shares = [share_folder(document, home, share, of) for share in range(of)]
    joined = {}
    for name in SCHEMAS:
        joined[name] = pa.concat_tables([pq.read_table(share / f"{name}.parquet") for share in shares])
    problems = tuple(
        Problem(**{name: row[name] for name in ("stage", "code", "reason", "severity", "page")})
        for row in joined["problems"].to_pylist()
    )
    folder = mined_folder(document, home)
    outcome = Outcome(
        document,
        parts.mine_key,
        folder,
        failed=not joined["narratives"].num_rows,
        pages=joined["pages"].num_rows,
        words=pc.sum(joined["narratives"]["words"]).as_py() or 0,
        narratives=joined["narratives"].num_rows,
        figures=joined["figures"].num_rows,
        mentions=joined["mentions"].num_rows,
        tiers=joined["tiers"].num_rows,
        problems=problems,
        seconds=round(seconds, 3),
    )
    stored = {name: getattr(outcome, name) for name in STORED} | {"problems": [asdict(p) for p in problems]}
    with stages.whole(folder) as draft:
        for name, table in joined.items():
            pq.write_table(table, draft / f"{name}.parquet", compression="zstd")
        (draft / KEY).write_text(parts.as_json(), encoding="utf-8")
        (draft / OUTCOME).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
    for share in shares:
        stages.drop(share)
    return replace(outcome, read_again=read_again, mined_again=True)


def failure(document: Document, home: Home, problem: Problem) -> Outcome:
    """The outcome of a document whose worker was lost. It has no key: the next run tries again."""
    import pyarrow.parquet as pq

    from pipeline import rows

    folder = home.stages / "lost" / document.id
    stages.drop(folder)
    with stages.whole(folder) as draft:
        for name, schema in SCHEMAS.items():
            table = rows.problem_table(document, [problem]) if name == "problems" else schema.empty_table()
            pq.write_table(table, draft / f"{name}.parquet")
    return Outcome(document, "", folder, failed=True, mined_again=True, problems=(problem,))


def _unexpected(stage: Stage, error: Exception, where: str = "") -> Problem:
    """An error of ours, told like any other problem; the code's place helps to mend it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    subject = f"'{where}'" if where else "The document"
    reason = (
        f"{subject} met an error that tiptrace did not expect: {type(error).__name__}: {error}{place}. "
        "Report it with the file."
    )
    return Problem(stage, "unexpected", reason)
