"""Results on disk are there whole or not at all, and come back as they were."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline import stages
from pipeline.records import Block, CharMap, Page, Problem, Reading


def test_a_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    text = "Courts convicted 12 traffickers\u2019 aides.\n\nÆ"
    reading = Reading(
        text=text,
        blocks=(Block(0, 40, "paragraph"), Block(42, 43, "heading", 2)),
        chars=CharMap(
            page=np.arange(len(text), dtype=np.int32),
            box=np.linspace(0, 700, 4 * len(text), dtype=np.float32).reshape(-1, 4),
        ),
        pages=(Page(1, 612.0, 792.0, 0, len(text), 90),),
        problems=(Problem("read", "no-text-layer", "Page 2 is a picture.", "warning", 2),),
        title="A title",
    )
    stages.write_reading(reading, tmp_path)
    back = stages.read_reading(tmp_path)
    assert (back.text, back.blocks, back.pages) == (reading.text, reading.blocks, reading.pages)
    assert (back.problems, back.title) == (reading.problems, reading.title)
    assert reading.chars.page is not None and reading.chars.box is not None
    assert back.chars.page is not None and back.chars.box is not None
    np.testing.assert_array_equal(back.chars.page, reading.chars.page)
    np.testing.assert_array_equal(back.chars.box, reading.chars.box)
    assert back.chars.offset is None


def test_offsets_of_a_text_come_back(tmp_path: Path) -> None:
    reading = Reading("line\r\n", (), CharMap(offset=np.array([0, 1, 2, 3, 5, 6], dtype=np.int32)))
    stages.write_reading(reading, tmp_path)
    back = stages.read_reading(tmp_path)
    assert back.text == "line\r\n"
    assert back.chars.offset is not None and back.chars.offset.tolist() == [0, 1, 2, 3, 5, 6]
    assert back.chars.page is None and back.chars.box is None


def test_an_interrupted_folder_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "key"
    with pytest.raises(KeyboardInterrupt), stages.whole(folder) as draft:
        (draft / "half").write_text("done")
        raise KeyboardInterrupt
    assert not folder.exists()
    assert list(folder.parent.iterdir()) == []


def test_the_second_of_two_finds_the_first_ones_result(tmp_path: Path) -> None:
    folder = tmp_path / "key"
    with stages.whole(folder) as slow:
        (slow / "who").write_text("slow")
        with stages.whole(folder) as fast:
            (fast / "who").write_text("fast")
    assert (folder / "who").read_text() == "fast"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_a_dropped_result_is_gone(tmp_path: Path) -> None:
    with stages.whole(tmp_path / "key") as draft:
        (draft / "file").write_text("x")
    stages.drop(tmp_path / "key")
    stages.drop(tmp_path / "never")
    assert list(tmp_path.iterdir()) == []
