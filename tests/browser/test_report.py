"""The report page in a real browser: what a reader clicks, types and sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

CONVICTED_2023 = "convictions, 2023: 109"


@pytest.fixture
def page(browser: Browser, report_page: Path) -> Iterator[Page]:
    """The page, opened without a network; any request and any script error fails the test."""
    context = browser.new_context(offline=True, viewport={"width": 1200, "height": 900})
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    tab.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:")) else wrong.append(request.url),
    )
    tab.goto(report_page.as_uri())
    yield tab
    context.close()
    assert not wrong


def test_a_number_opens_its_sentence_and_its_page(page: Page) -> None:
    page.get_by_role("link", name=CONVICTED_2023).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("blockquote").first).to_contain_text("convicted 109 traffickers")
    expect(dialog.locator("mark").first).to_contain_text("109")
    picture = dialog.locator("img").first
    expect(picture).to_be_visible()
    width = picture.evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert width > 200, "the crop of the page is a real picture"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    """The arrow keys go from number to number; Enter opens one; closing gives the place back."""
    cell = page.get_by_role("link", name=CONVICTED_2023)
    cell.focus()
    page.keyboard.press("ArrowLeft")
    before = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert before.startswith("convictions, 20")
    assert before != CONVICTED_2023
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()


def test_zero_and_silence_look_and_sound_different(page: Page) -> None:
    table = page.locator(".matrix")
    zero = table.locator("a.cell.zero").first
    silence = table.locator("a.cell.not_reported").first
    expect(zero).to_have_text("0")
    expect(silence).to_have_text("n/r")
    assert "there was none" in (zero.get_attribute("aria-label") or "")
    assert "not given" in (silence.get_attribute("aria-label") or "")
    style = "cell => getComputedStyle(cell).borderTopStyle"
    assert zero.evaluate(style) != silence.evaluate(style)
    expect(page.get_by_role("list", name="What the cells mean")).to_contain_text("not processed")


def test_breakdowns_are_shown_on_demand(page: Page) -> None:
    part = page.locator(".matrix tr.part").filter(has_text="sex").first
    expect(part).to_be_hidden()
    page.get_by_label("Show breakdowns").check()
    expect(part).to_be_visible()


def test_without_a_script_a_number_leads_to_its_evidence(browser: Browser, report_page: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(report_page.as_uri())
    link = tab.get_by_role("link", name=CONVICTED_2023)
    target = link.get_attribute("href")
    assert target and tab.locator(target).count() == 1
    context.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_runs_off_the_side(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_and_light_have_contrast(page: Page) -> None:
    """Text against its ground, by the formula of WCAG 2: at least 4.5 to 1 in both themes."""
    ratio = """() => {
      const style = getComputedStyle(document.body);
      const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = light(style.backgroundColor);
      return [".note", ".lede", ".cell.not_reported", ".tier", "nav a"].map((name) => {
        const text = light(getComputedStyle(document.querySelector(name)).color);
        return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
      });
    }"""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert min(page.evaluate(ratio)) >= 4.5, scheme


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map((h) => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1


def test_the_file_is_small_enough_to_send(report_page: Path) -> None:
    assert report_page.stat().st_size < 5_000_000
