"""The themes in a real browser: with what was learned, and with an error beside the boxes."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page

from comms.model.story import Story
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.servers.browser import SIZES, served, too_wide, violations
from tests.web.twin import PASSWORD, Filled, Twin, fill


@pytest.fixture
def twin(sqlite_url: str, files: FolderFiles, now: datetime) -> Iterator[Twin]:
    database = Database(sqlite_url)
    database.upgrade()
    yield Twin(database, files, now)
    database.close()


@pytest.fixture
def filled(twin: Twin) -> Filled:
    """Also three stories about a garden, whose themes were corrected."""
    made = fill(twin)
    for number in range(12):
        what = "i nyttehaven" if number < 3 else f"med {number} bænke"
        with twin.database.begin() as tx:
            story = tx.stories.add(Story("Nyt", f"Vi mødes {what}.", themes=(5,)), twin.moment)
        if number < 3:
            twin.theming.correct(story, [10], "Ib Skov", twin.moment)
    return made


@pytest.fixture(params=[("phone", "light"), ("desk", "dark")], ids=" ".join)
def page(
    request: pytest.FixtureRequest, browser: Browser, twin: Twin, filled: Filled
) -> Iterator[Page]:
    size, scheme = request.param
    with served(create_app(twin)) as url:
        window = browser.new_context(
            viewport=SIZES[size], color_scheme=scheme, locale="da-DK", base_url=url
        )
        opened = window.new_page()
        opened.goto("/login")
        opened.get_by_label("Navn eller mailadresse").fill("Ib Skov")
        opened.get_by_label("Adgangskode").fill(PASSWORD)
        opened.get_by_role("button", name="Log ind").click()
        yield opened
        window.close()


def test_what_was_learned_is_told_and_can_be_forgotten(page: Page) -> None:
    page.goto("/temaer")
    assert page.get_by_text("nyttehaven").count() == 2  # for one theme, against the other
    assert (violations(page), too_wide(page)) == ([], False)
    page.get_by_role("button", name="Glem alle rettelser").click()
    assert page.get_by_text("Der er ikke lært noget endnu.").is_visible()


def test_the_error_leads_to_the_boxes(page: Page, filled: Filled) -> None:
    page.goto(f"/bidrag/{filled.story}")
    boxes = page.get_by_role("group", name="Hvad handler bidraget om?")
    for box in boxes.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Gem temaer").click()
    assert (violations(page), too_wide(page)) == ([], False)
    page.get_by_role("link", name="Vælg mindst ét tema.").click()
    assert page.evaluate("document.activeElement.id") == "story-themes"


def test_themes_are_set_with_the_keyboard_alone(page: Page, twin: Twin, filled: Filled) -> None:
    page.goto(f"/bidrag/{filled.story}")
    box = page.get_by_label("10. Frivillighed")
    box.focus()
    if not box.is_checked():
        page.keyboard.press("Space")
    page.get_by_label("Det vigtigste tema").select_option("10")
    page.get_by_role("button", name="Gem temaer").press("Enter")
    assert page.get_by_text("Temaerne er rettet.").is_visible()
    with twin.read() as tx:
        assert tx.stories.get(filled.story).themes[0] == 10
