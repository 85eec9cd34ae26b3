"""Data files refuse what they do not know, and say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.codebook import codebook
from models.strict import DataFileError, Strict, load


class Cue(Strict):
    words: list[str]
    weight: float = 1.0


class Rules(Strict):
    name: str
    cues: dict[str, Cue]
    more: tuple[Cue, ...] = ()


def write(folder: Path, text: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_loads(tmp_path: Path) -> None:
    path = write(tmp_path, "name: zeros\ncues:\n  none:\n    words: [none, 'no']\n")
    assert load(path, Rules).cues["none"].words == ["none", "no"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("name: a\nnmae: b\ncues: {}\n", 2, "unknown key 'nmae' in the file; allowed: cues, more, name"),
        (
            "name: a\ncues:\n  none:\n    words: [x]\n    wieght: 2\n",
            5,
            "unknown key 'wieght' in cues.none; allowed: weight, words",
        ),
        (
            "name: a\ncues: {}\nmore:\n  - words: [x]\n  - word: [y]\n",
            5,
            "unknown key 'word' in more.1; allowed: weight, words",
        ),
        ("name: a\ncues:\n  none:\n    words: x\n", 4, "cues.none.words: Input should be a valid list"),
        ("name: [\n", 2, "not valid YAML"),
    ],
)
def test_an_error_names_file_line_and_choices(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(DataFileError) as error:
        load(path, Rules)
    assert f"{path}:{line}: " in str(error.value)
    assert says in str(error.value)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="name: Field required"):
        load(write(tmp_path, "cues: {}\n"), Rules)


def test_the_codebook_holds_every_indicator() -> None:
    book = codebook()
    assert len(book.indicators) == 31
    for name, indicator in book.indicators.items():
        assert set(indicator.units) <= set(book.units), name
