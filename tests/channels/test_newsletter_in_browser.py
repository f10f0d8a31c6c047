"""The newsletter in a real browser: readable, and no wider than the window."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.channels.issue_samples import ISSUE, press

CHROMIUM = Path("/usr/bin/chromium")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 700])
def test_it_is_accessible_and_fits_the_window(browser: Browser, width: int, scheme: str) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.route("**/*", lambda route: route.abort())
    page.set_content(press(practice=True).compile(ISSUE).html("Anna"))
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [each["id"] for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
