"""Small documents of our own, set for the tests."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

TIP = """CAMBODIA: Tier 2

The government does not yet meet the minimum standards for the elimination of trafficking. Courts
convicted nine persons.

PROSECUTION

Police held 14 men.
"""

HRR = """<!doctype html><html><head><title>Cambodia - United States Department of State</title>
<link rel="canonical" href="https://www.state.gov/reports/2021-country-reports-on-human-rights-practices/cambodia/">
</head><body><main><h1>2021 Country Reports on Human Rights Practices: Cambodia</h1>
<p>Police raided three places.</p></main></body></html>
"""


def pdf(path: Path, *pages: str, title: str = "") -> Path:
    """A PDF of `pages`, one string each, its lines under each other; the same bytes each time."""
    canvas = Canvas(str(path), invariant=True)
    if title:
        canvas.setTitle(title)
    for page in pages:
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(72, 720 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
