"""Every page in a real browser: axe finds nothing, light and dark, on a phone and at a desk."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from comms.model.draft import Content
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.servers.browser import SIZES, served, too_wide, violations
from tests.web.twin import PASSWORD, Filled, Twin, fill

PUBLIC = (
    "/nyhedsbreve/",
    "/nyhedsbreve/2026/uge-47",
    "/tilmeld",
    "/tilmeld/tak",
    "/bekraeft/laesers-link",
    "/afmeld/laesers-link",
    "/was",
    "/privatliv",
    "/findes-ikke",
)
STAFF = (
    "/",
    "/udkast/{facebook}",
    "/udkast/{newsletter}",
    "/bidrag/",
    "/bidrag/?q=cafe&slags=event",
    "/bidrag/?q=girafsafari",
    "/udkast/",
    "/udkast/?status=mig",
    "/bidrag/{story}",
    "/udgaver/",
    "/udgaver/{issue}",
    "/udgaver/{sent_issue}",
    "/skriv",
    "/temaer",
    "/indstillinger",
    "/konto",
    "/brugere",
    "/henvendelser/",
    "/henvendelser/?vis=story",
    "/henvendelser/{question}",
    "/lagt-til-side/",
    "/test/facebook",
    "/udkast/999",
)


@pytest.fixture
def twin(sqlite_url: str, files: FolderFiles, now: datetime) -> Iterator[Twin]:
    """A house in a file, for pages that are asked for by several threads."""
    database = Database(sqlite_url)
    database.upgrade()
    yield Twin(database, files, now)
    database.close()


@pytest.fixture
def filled(twin: Twin) -> Filled:
    return fill(twin)


@pytest.fixture
def address(twin: Twin, filled: Filled) -> Iterator[str]:
    app: Flask = create_app(twin)
    with served(app) as url:
        yield url


@pytest.fixture(params=[(size, scheme) for size in SIZES for scheme in ("light", "dark")])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A window of that size and in those colours; anything told on its console fails the test."""
    size, scheme = request.param
    window = browser.new_context(
        viewport=SIZES[size], color_scheme=scheme, locale="da-DK", base_url=address
    )
    opened = window.new_page()
    told: list[str] = []
    opened.on("console", lambda message: told.append(message.text))
    yield opened
    window.close()
    assert [one for one in told if "status of 4" not in one] == []


def _enter(page: Page, name: str = "Ib Skov") -> None:
    page.goto("/login")
    page.get_by_label("Navn eller mailadresse").fill(name)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def _look(page: Page) -> None:
    assert violations(page) == [], page.url
    assert not too_wide(page), page.url


def test_public_pages_have_no_violation(page: Page, filled: Filled) -> None:
    for path in PUBLIC:
        page.goto(path)
        _look(page)


def test_staff_pages_have_no_violation(page: Page, filled: Filled) -> None:
    page.goto("/login")
    _look(page)
    _enter(page)
    for path in STAFF:
        page.goto(path.format(**vars(filled)))
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        _look(page)


def test_pages_with_something_wrong_have_no_violation(
    page: Page, twin: Twin, filled: Filled
) -> None:
    page.goto("/tilmeld")
    page.get_by_role("button", name="Tilmeld mig").click()
    _look(page)
    page.goto("/login")
    page.get_by_role("button", name="Log ind").click()
    _look(page)
    _enter(page)
    page.goto(f"/udkast/{filled.facebook}")
    theirs = Content("Åben café", "Andre ord")
    twin.review.edit(filled.facebook, theirs, "Åse Bæk", twin.moment)
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Mine ord")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("heading", name="I har rettet samtidig").wait_for()
    _look(page)
    twin.review.stop("Ib Skov", "Øvelse", twin.moment)
    page.goto("/")
    _look(page)


def test_nothing_is_wider_than_a_small_phone(page: Page, filled: Filled) -> None:
    _enter(page)
    page.set_viewport_size({"width": 320, "height": 640})
    for path in (*PUBLIC, *STAFF):
        page.goto(path.format(**vars(filled)))
        assert not too_wide(page), path


def test_the_preview_follows_the_words_as_they_are_typed(page: Page, filled: Filled) -> None:
    _enter(page)
    page.goto(f"/udkast/{filled.facebook}")
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Kom til café! " * 20)
    page.locator('[data-shows="text"]', has_text="Kom til café!").wait_for()
    assert page.locator(".post-more").count() == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/")
