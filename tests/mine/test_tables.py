"""Figures of ruled tables, against the examples of their rule file."""

from __future__ import annotations

import pytest

from pipeline.mine import mine
from pipeline.mine.tables import TableExample, table_rules
from pipeline.records import Figure, Mined, Narrative, Section, Sentence

LEAD = "Police made 12 arrests of traffickers.\n\n"


def mined(rows: tuple[str, ...]) -> tuple[str, Mined]:
    text = LEAD + "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)
    narrative = Narrative(
        "t/t", "ilab-tda", 2020, "KHM", "", 0, len(text),
        (Section("prosecution", "", 0, len(text)),), (Sentence(0, len(LEAD) - 2, 0, 0),),
        ((len(LEAD), len(text)),),
    )  # fmt: skip
    return text, mine(narrative, text)


def written(figure: Figure) -> str:
    amount = {"zero": "zero", "not_reported": "silent"}.get(figure.status) or f"{figure.low:.12g}"
    flags = " earlier" * figure.comparison + " part" * (figure.part_of is not None)
    return f"{figure.indicator} {amount} {figure.period}{flags}"


@pytest.mark.parametrize("example", table_rules().examples, ids=lambda example: example.table[0])
def test_examples(example: TableExample) -> None:
    text, found = mined(example.table)
    arrests, *figures = found.figures
    assert arrests.anchor == "12 arrests"
    assert [written(figure) for figure in figures] == list(example.gives)
    for figure in figures:
        assert text[figure.start : figure.end] == figure.anchor
        if figure.part_of is not None:
            total = found.figures[figure.part_of]
            assert (total.indicator, total.period) == (figure.indicator, figure.period)
            assert total.start < figure.start
