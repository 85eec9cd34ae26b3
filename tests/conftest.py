"""Where the real reports are, for the tests that need them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports and the gold set; the test is skipped where it is absent."""
    folder = Path(os.environ.get("TIPTRACE_SHARED") or ROOT.parent / "shared")
    if not (folder / "corpus").is_dir():
        pytest.skip(f"the real reports are not at {folder} (set TIPTRACE_SHARED)")
    return folder.resolve()
