"""The report in a real browser: accessible, and no wider than the window."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from comms.stages.measure import report
from tests.stages.measure_content import content

CHROMIUM = Path("/usr/bin/chromium")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_report_is_accessible_and_fits_the_window(browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.route("http*://**", lambda route: route.abort())
    page.set_content(report.html(content(practice=True)))
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [each["id"] for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("figure img").evaluate("img => img.complete && img.naturalWidth > 0")
    page.close()


def test_a_phone_gets_a_picture_of_its_own_shape(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(report.html(content()))
    wide, high = page.locator("figure img").evaluate("img => [img.width, img.height]")
    assert wide == pytest.approx(high, abs=2)
    page.close()
