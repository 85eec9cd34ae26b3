"""An evaluation as tables for the terminal, as Markdown for the README, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.evaluate.coded import Coded
from pipeline.evaluate.match import RECORD
from pipeline.evaluate.reliability import above, reliability
from pipeline.evaluate.rules import conflicts, rule_scores
from pipeline.evaluate.score import Evaluation, Score, constructions

ROWS = 25  # of the tables on rules


def by_indicator(row: Coded) -> tuple[str, ...]:
    return (str(row.fields["indicator"]),)


def by_doc(row: Coded) -> tuple[str, ...]:
    return (row.doc,)


def by_status(row: Coded) -> tuple[str, ...]:
    return (row.status,)


GROUPS = {"indicator": by_indicator, "status": by_status, "construction": constructions, "document": by_doc}


def tables(result: Evaluation, console: Console) -> None:
    """Everything that is measured, in tables that fit 80 columns."""
    console.print(_scores(f"{len(result.documents)} documents", "level", result.levels()))
    right = result.attributes()
    table = Table("field", "right", title="Fields of matched figures", **_STYLE)
    for name in RECORD:
        table.add_row(name, f"{right[name]:.3f}")
    table.add_row("stance (mentions)", f"{result.stance():.3f}")
    table.add_row("actors (mentions)", f"{result.actors():.3f}")
    console.print(table)
    for name, group in GROUPS.items():
        console.print(_scores(f"Figure level by {name}", name, result.by(group)))
    console.print(_rules(result))
    console.print(_conflicts(result))
    console.print(_reliability(result))
    sure, share = above(result)
    console.print(f"of {sure} figures that say 0.9 or more, {share:.1%} are right at the number level")


_STYLE: dict[str, Any] = {"box": None, "pad_edge": False, "header_style": "bold", "title_justify": "left"}


def _scores(title: str, name: str, scores: Mapping[str, Score]) -> Table:
    table = Table(title=f"\n{title}", **_STYLE)
    table.add_column(name)
    for heading in ("precision", "recall", "F1", "matched", "gold", "mined"):
        table.add_column(heading, justify="right")
    for key, s in scores.items():
        numbers = (f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.matched), str(s.gold))
        table.add_row(escape(key), *numbers, str(s.mined))
    return table


def _rules(result: Evaluation) -> Table:
    table = Table(title=f"\nRules (the {ROWS} busiest)", **_STYLE)
    table.add_column("rule", overflow="fold")
    for heading in ("mined", "number right", "figure right", "only by it"):
        table.add_column(heading, justify="right")
    for score in rule_scores(result)[:ROWS]:
        shares = (f"{score.numbers / score.mined:.3f}", f"{score.figures / score.mined:.3f}")
        table.add_row(escape(score.rule), str(score.mined), *shares, str(score.alone))
    return table


def _conflicts(result: Evaluation) -> Table:
    table = Table(title="\nConflicts: two rules read the same words differently", **_STYLE)
    table.add_column("rule", overflow="fold")
    table.add_column("against", overflow="fold")
    for heading in ("times", "first right", "second right"):
        table.add_column(heading, justify="right")
    for c in conflicts(result)[:ROWS]:
        table.add_row(
            escape(c.first), escape(c.second), str(c.times), str(c.first_right), str(c.second_right)
        )
    return table


def _reliability(result: Evaluation) -> Table:
    table = Table(title="\nReliability of confidence", **_STYLE)
    for heading in ("confidence", "mined", "said", "number right", "figure right"):
        table.add_column(heading, justify="right")
    for number, figure in zip(reliability(result), reliability(result, "figure"), strict=True):
        shares = (
            f"{share:.3f}" if number.mined else "" for share in (number.said, number.right, figure.right)
        )
        table.add_row(f"{number.low:.2f} to {number.high:.2f}", str(number.mined), *shares)
    return table


def errors(result: Evaluation, number: int, console: Console) -> None:
    """The first differences: wrong fields, rows missed, rows that are not in the gold set."""
    lines = []
    for doc, figures, mentions in zip(result.documents, result.figures, result.mentions, strict=True):
        for pair in figures.pairs:
            if wrong := pair.wrong():
                told = (f"{n}: {pair.gold.get(n)} → {pair.mined.get(n)}" for n in wrong)
                lines.append(("fields", doc, pair.gold, "; ".join(told)))
        for kind, rows in (("missed", figures.missed), ("spurious", figures.spurious)):
            lines += [
                (kind, doc, r, f"{r.fields['indicator']} {r.value} {r.fields.get('rule', '')}") for r in rows
            ]
        for pair in mentions.pairs:
            if pair.wrong(("category",)):
                told_category = f"{pair.gold.get('category')} → {pair.mined.get('category')}"
                lines.append(("category", doc, pair.gold, told_category))
        for kind, rows in (("missed mention", mentions.missed), ("spurious mention", mentions.spurious)):
            lines += [(kind, doc, r, str(r.get("category"))) for r in rows]
    for kind, doc, row, why in lines[:number]:
        console.print(
            f"[bold]{kind}[/] {doc} {row.start}:{row.end} “{escape(row.anchor)}” {escape(why)}",
            soft_wrap=True,
            highlight=False,
        )


def as_json(result: Evaluation) -> dict[str, Any]:
    """All numbers of the tables; the levels have the keys that the gold set's own scorer prints."""
    return {
        **{level: _numbers(score) for level, score in result.levels().items()},
        "attributes": {name: round(share, 4) for name, share in result.attributes().items()},
        "stance": round(result.stance(), 4),
        "actors": round(result.actors(), 4),
        "documents": len(result.documents),
        "by": {
            name: {key: _numbers(score) for key, score in result.by(group).items()}
            for name, group in GROUPS.items()
        },
        "rules": [score._asdict() for score in rule_scores(result)],
        "conflicts": [conflict._asdict() for conflict in conflicts(result)],
        "reliability": {
            level: [b._asdict() for b in reliability(result, level)] for level in ("number", "figure")
        },
    }


def _numbers(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "tp": score.matched,
        "gold": score.gold,
        "predicted": score.mined,
    }


def markdown(parts: Mapping[str, Evaluation]) -> str:
    """The README's accuracy tables: F1 by level and status for each part, then every indicator for the
    first part and the last.
    """
    names = list(parts)
    lines = [f"| F1 | {' | '.join(names)} |", f"|---|{'---:|' * len(names)}"]
    documents = " | ".join(str(len(result.documents)) for result in parts.values())
    lines.append(f"| *narratives* | {documents} |")
    levels = {name: result.levels() for name, result in parts.items()}
    for level in next(iter(levels.values())):
        lines.append(f"| {level} | {' | '.join(f'{levels[name][level].f1:.3f}' for name in names)} |")
    statuses = {name: result.by(by_status, "number") for name, result in parts.items()}
    for status in ("zero", "not_reported"):
        cells = (f"{statuses[n][status].f1:.3f}" if status in statuses[n] else "" for n in names)
        lines.append(f"| {status} (number) | {' | '.join(cells)} |")
    lines.append(f"| stance (share) | {' | '.join(f'{r.stance():.3f}' for r in parts.values())} |")
    lines.append(f"| actors (share) | {' | '.join(f'{r.actors():.3f}' for r in parts.values())} |")
    shown = list(dict.fromkeys((names[0], names[-1])))
    headings = " | ".join(f"{name}: rows | precision | recall | F1" for name in shown)
    lines += ["", f"| indicator | {headings} |", f"|---|{'---:|' * 4 * len(shown)}"]
    by_part = [parts[name].by(by_indicator) for name in shown]
    for name, score in sorted(by_part[0].items(), key=lambda kv: -kv[1].gold):
        if score.gold:
            cells = (_cells(each.get(name)) for each in by_part)
            lines.append(f"| `{name}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(score: Score | None) -> str:
    if score is None or not score.gold:
        return "0 | | | "
    return f"{score.gold} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f}"
