"""The report of the embedded sample, made as a user makes it, and a real Chromium to open it in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from sources.sample.typeset import HERE

TIPTRACE = Path(sys.executable).with_name("tiptrace")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the embedded sample has been loaded."""
    home = tmp_path_factory.mktemp("sample-home")
    subprocess.run([TIPTRACE, "run", HERE, "--home", home], check=True, capture_output=True)
    return home


@pytest.fixture(scope="session")
def report_page(sample_home: Path) -> Path:
    """The report on Cambodia, as a file."""
    done = subprocess.run(
        [TIPTRACE, "report", "KHM", "--home", sample_home], check=True, capture_output=True, text=True
    )
    path = sample_home / "reports" / "KHM.html"
    assert done.stdout.strip().endswith(str(path))
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its module: Playwright keeps an event loop running that other tests would stumble over."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()
