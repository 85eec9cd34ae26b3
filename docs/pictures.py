"""Draw the README's pictures again from a report: `python -m docs.pictures REPORT.html`."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
COLOURS = 96


def main() -> None:
    report = Path(sys.argv[1]).resolve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1040, "height": 1560})
        page.goto(report.as_uri())
        _save(page.screenshot(), HERE / "report.png")
        page.set_viewport_size({"width": 1040, "height": 720})
        page.locator("#table table").scroll_into_view_if_needed()
        page.get_by_role("link", name="convictions, 2016").click()
        _save(page.screenshot(), HERE / "evidence.png")
        browser.close()


def _save(picture: bytes, path: Path) -> None:
    """In few colours, so that the pictures stay small."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
