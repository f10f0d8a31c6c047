"""The newsletter in a real browser: readable, and no wider than the window."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from comms.channels.newsletter.look import TEXT, contrast
from tests.channels.issue_samples import WHOLE, press

CHROMIUM = Path("/usr/bin/chromium")
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # A mail is shown inside the page of a mailbox: the landmarks are that page's.
    "rules": {name: {"enabled": False} for name in ("region", "landmark-one-main")},
}
# Every text that is seen, with its colour and that of the nearest ground below it.
PAIRS = """() => {
  const hex = colour => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return a ? '#' + [r, g, b].map(n => n.toString(16).padStart(2, '0')).join('') : '';
  };
  const ground = one => {
    for (let at = one; at; at = at.parentElement) {
      const found = hex(getComputedStyle(at).backgroundColor);
      if (found) return found;
    }
    return '#ffffff';
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement, said = walk.currentNode.data.trim();
    if (!said || !one.getClientRects().length || getComputedStyle(one).opacity === '0') continue;
    found.push([hex(getComputedStyle(one).color), ground(one), said.slice(0, 40)]);
  }
  return found;
}"""
# Outlook.com marks what it recoloured by itself; our rules for [data-ogsc] then hold.
OUTLOOK = """() => {
  for (const name of ['data-ogsc', 'data-ogsb']) document.documentElement.setAttribute(name, '');
}"""

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")


def shown(browser: Browser, scheme: Any, width: int = 700) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.route("**/*", lambda route: route.abort())
    page.set_content(press(practice=True).compile(WHOLE).html("Anna"))
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_each_window(browser: Browser, scheme: str) -> None:
    page = shown(browser, scheme)
    for width in (320, 390, 700):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options=WCAG).response["violations"]
        assert [each["id"] for each in found] == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark", "outlook"])
def test_every_text_can_be_read_on_its_ground(browser: Browser, scheme: str) -> None:
    page = shown(browser, "light" if scheme == "outlook" else scheme)
    if scheme == "outlook":
        page.evaluate(OUTLOOK)
    pairs = page.evaluate(PAIRS)
    page.close()
    assert len(pairs) > 30
    assert len({ground for _, ground, _ in pairs}) == 3  # banner, band and the stories' surface
    assert (pairs[-1][1] == "#ffffff") is (scheme == "light")
    weak = [pair for pair in pairs if contrast(pair[0], pair[1]) < TEXT]
    assert weak == []
