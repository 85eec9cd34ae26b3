"""Files that cannot be read: an outcome and a reason for each, never a crash."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from pipeline.read import Unreadable, read
from tests.read.setting import LEFT, TOP, document, lines, set_pdf

WORDS = "The harbour police counted forty-one men without papers."


def code_of(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read(document(path))
    assert caught.value.problem.severity == "error"
    assert caught.value.problem.reason.endswith((".", ")"))
    return caught.value.problem.code


def test_encrypted_says_that_a_password_is_needed(tmp_path: Path) -> None:
    path = set_pdf(tmp_path / "locked.pdf", lambda canvas: lines(canvas, LEFT, TOP, WORDS), encrypt="secret")
    assert code_of(path) == "encrypted"


def test_scanned_says_that_ocr_is_needed(tmp_path: Path) -> None:
    picture = ImageReader(Image.new("L", (60, 80), 200))
    path = set_pdf(tmp_path / "scan.pdf", lambda canvas: canvas.drawImage(picture, 0, 0, 612, 792))
    assert code_of(path) == "no-text-layer"


def test_a_drawing_without_text(tmp_path: Path) -> None:
    path = set_pdf(tmp_path / "lines.pdf", lambda canvas: canvas.line(10, 10, 500, 500))
    assert code_of(path) == "no-text"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"<html>Not found</html>", "not-a-pdf"), (b"%PDF-1.4\n1 0 obj\n<<", "damaged")],
)
def test_files_that_are_no_pdf(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    assert code_of(path) == code


def test_unreadable_crosses_processes() -> None:
    from pipeline.read.unreadable import unreadable

    error = pickle.loads(pickle.dumps(unreadable("damaged", "Cut short.")))
    assert error.problem.code == "damaged"


def test_every_nasty_file_has_an_outcome(shared: Path) -> None:
    folder = shared / "corpus" / "nasty"
    outcomes: dict[str, set[str]] = {}
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest):
            try:
                found = read(document(folder / row["file"]))
            except Unreadable as error:
                outcome = error.problem.code
            else:
                assert len(found.chars.page) == len(found.text)  # type: ignore[arg-type]
                outcome = "read"
            outcomes.setdefault(row["class"], set()).add(outcome)
    assert outcomes["encrypted"] == {"encrypted"}
    assert outcomes["scan"] <= {"no-text-layer", "read"}
    assert outcomes["rotated"] == outcomes["dup-chars"] == outcomes["cid-garbage"] == {"read"}
    assert outcomes["no-root"] == outcomes["bad-dict"] == {"damaged"}
    assert "no-pages" in outcomes["zero-pages"]
