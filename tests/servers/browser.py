"""A real browser (Debian's Chromium, headless), and the pages served to it on loopback."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = "/usr/bin/chromium"
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 900},
}
# WCAG 2.0 to 2.2, A and AA, and axe's own best practices.
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, running. Playwright takes one in a process: see the fixture `browser`."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The pages on a free port of loopback. Gives their address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def violations(page: Page, only: str = "") -> list[str]:
    """What axe finds wrong on the page as it stands, one line for each. only: this one rule."""
    rules = {**RULES, "runOnly": [only]} if only else RULES
    if not page.evaluate("'axe' in window"):  # half a megabyte, once for a page
        page.evaluate(Axe().axe_script)
    found = page.evaluate("rules => axe.run(rules).then((told) => told.violations)", rules)
    return [
        f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']]}"
        for one in found
    ]


def too_wide(page: Page) -> bool:
    """Must the reader scroll sideways?"""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


# Each thing that takes the focus, in the order of the keyboard: does it show, and is it in the
# order in which one reads? A ring of 2 px with 3:1 to what is around it (WCAG 2.2, 2.4.7, 2.4.13,
# 1.4.11); never back up the page but for what stands to the right (2.4.3).
_FOCUS = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (one) => {
    for (let up = one; up; up = up.parentElement) {
      const colour = parts(getComputedStyle(up).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const ratio = (a, b) => {
    const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const ring = (one) => {
    const style = getComputedStyle(one);
    const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const inside = parseFloat(style.outlineOffset) < 0;
    const around = ground(inside ? one : one.parentElement);
    return shown && ratio(parts(style.outlineColor), around) >= 3;
  };
  const told = [];
  const takes = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  let before = null;
  for (const one of document.querySelectorAll(takes)) {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility()) continue;
    const name = `${one.tagName} ${one.id || one.name || one.textContent.trim().slice(0, 30)}`;
    if (one.tabIndex > 0) told.push(`${name}: an order of its own`);
    if (document.activeElement) document.activeElement.blur();
    if (ring(one)) told.push(`${name}: has a ring without the focus`);
    one.focus({focusVisible: true, preventScroll: true});
    if (document.activeElement !== one) continue;
    if (!ring(one)) told.push(`${name}: the focus does not show`);
    const box = one.getBoundingClientRect();
    const here = {left: box.left, right: box.right,
                  top: box.top + scrollY, bottom: box.bottom + scrollY};
    if (before && here.bottom <= before.top && here.left < before.right && !one.matches(".skip"))
      told.push(`${name}: stands above what comes before it`);
    before = one.matches(".skip") ? null : here;
  }
  return told;
}"""


def unfocused(page: Page) -> list[str]:
    """Where the focus does not show, or comes in an order that nobody reads in."""
    return [str(one) for one in page.evaluate(_FOCUS)]
