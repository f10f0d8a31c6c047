"""A page used by its keys alone, as those do who have no mouse."""

from playwright.sync_api import Page

from comms.wiring import House
from tests.servers.browser import too_wide, violations

MOST = 160  # presses of the tab key before a thing counts as out of reach


def reach(page: Page, role: str, name: str) -> None:
    """Press tab until the thing has the focus, and see that the focus is seen."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    wanted.wait_for()
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            shown = "one => getComputedStyle(one).outlineStyle !== 'none'"
            assert wanted.evaluate(shown), f"{name}: the focus is not seen"
            return
    raise AssertionError(f"{name} cannot be reached by the tab key")


def press(page: Page, role: str, name: str) -> None:
    """Reach it, press Enter, and wait for the page that follows."""
    reach(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    """Put words in the place of those in a field."""
    reach(page, "textbox", name)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def unfold(page: Page, words: str) -> None:
    """Open what is folded, as a keyboard does."""
    summary = page.locator("summary", has_text=words).first
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if summary.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{words} cannot be reached by the tab key")


def sound(page: Page) -> None:
    """axe finds nothing, and nobody must scroll sideways."""
    found = violations(page)
    assert not found, found
    assert not too_wide(page)


def password(house: House, name: str) -> str:
    """What `run` wrote down for a first login in practice mode."""
    note = (house.settings.data_dir / "login.txt").read_text("utf-8").splitlines()
    return next(line for line in note if name in line).rpartition(": ")[2]


def enter(page: Page, name: str, password: str) -> None:
    """Log in."""
    page.goto("/login")
    write(page, "Navn eller mailadresse", name)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Overblik").wait_for()
