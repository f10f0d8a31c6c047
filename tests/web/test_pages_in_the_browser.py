"""Every page in a real browser, small and wide, light and dark: axe finds nothing, nothing is too
wide, the focus shows everywhere and goes in the order one reads in.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copyfile
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from comms.model.draft import Content, Draft
from comms.model.issue import Issue, IssueItem, IssueStatus
from comms.model.story import Story
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.store.ledger import Ledger
from comms.store.transaction import Transaction
from comms.web import create_app
from tests.clock import NOON
from tests.servers.browser import served, too_wide, unfocused, violations
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
    "/adgang/et-link",
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
    "/bidrag/{story}/del",
    "/udgaver/",
    "/udgaver/{issue}",
    "/udgaver/{sent_issue}",
    "/udgaver/modtaget",
    "/skriv",
    "/temaer",
    "/indstillinger",
    "/indstillinger/historik?key=core_story",
    "/konto",
    "/brugere",
    "/henvendelser/",
    "/henvendelser/?vis=story",
    "/henvendelser/{question}",
    "/lagt-til-side/",
    "/test/facebook",
    "/udkast/999",
)


# Those that the tests below come to by themselves.
LATER = ("/login", "/udkast/{facebook}/versioner")
# What a GET answers that is no page to look at: frames, files, numbers; and a special issue, which
# is shown by the page of a week's.
NO_PAGE = {
    "/nyhedsbreve/<name>", "/nyhedsbreve/atom.xml", "/nyhedsbreve/<int:year>/<name>.pdf",
    "/billede/<digest>", "/fotos/<digest>", "/nyhedsbreve/billede/<digest>.jpg",
    "/static/<path:filename>", "/robots.txt", "/healthz", "/readyz", "/metrics",
    "/henvendelser/<int:item_id>/mail", "/henvendelser/<int:item_id>/mail.eml",
    "/lagt-til-side/<int:raw_id>.eml", "/udgaver/<int:issue_id>/mail",
    "/udgaver/<int:issue_id>/fremgang",
    "/udkast/<int:draft_id>/mail", "/indstillinger/schedules.yaml", "/webhooks/facebook",
}  # fmt: skip
# Where something is missing or wrong: the page, and a field of the form that is sent empty.
WRONG = (
    ("/udkast/{facebook}", "#edit-title"),
    ("/bidrag/{story}", "#told-title"),
    ("/brugere", "#email"),
)
# A page of 320 px is one of 640 px at twice the size too (WCAG 2.2, 1.4.4 and 1.4.10).
# In dark on the small page only what colours change is looked at.
LOOKS: tuple[tuple[int, Literal["light", "dark"], str], ...] = (
    (320, "light", ""),
    (320, "dark", "color-contrast"),
    (1280, "dark", ""),
)


@pytest.fixture(scope="module")
def twin(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    """A house in a file, for pages that are asked for by several threads."""
    folder = tmp_path_factory.mktemp("pages")
    copyfile(migrated_sqlite, folder / "comms.db")
    database = Database(f"sqlite:///{folder}/comms.db")
    yield Twin(database, FolderFiles(folder / "files"), NOON)
    database.close()


@pytest.fixture(scope="module")
def filled(twin: Twin) -> Filled:
    there = fill(twin)
    theirs = Content("Åben café", "Andre ord om caféen.")
    twin.review.edit(there.newsletter, theirs, "Åse Bæk", NOON)
    twin.review.send_back(there.newsletter, "Ib Skov", "Skriv kortere.", NOON)
    twin.editing.comment(there.facebook, "Skal vi bruge et andet billede?", "Åse Bæk", NOON)
    with twin.database.begin() as tx:
        tx.password_links.add(1, "et-link", "Eva Lund", NOON, NOON + timedelta(days=1))
        issue = tx.issues.get(there.issue)
        second, third = _block(tx, "Kagebord på Rådhuset"), _block(tx, "Gratis gældsrådgivning")
        tx.issues.update(issue, replace(issue, items=(*issue.items, second), dropped=(third,)))
    return there


def _block(tx: Transaction, title: str) -> IssueItem:
    story = tx.stories.add(Story(title, f"{title}."), NOON)
    made = tx.drafts.add(Draft(story, "newsletter", Content(title, f"{title}.")), NOON)
    assert made is not None
    return IssueItem(made, 1, tx.drafts.get(made).content_hash, 1)


@pytest.fixture(scope="module")
def page(browser: Browser, twin: Twin, filled: Filled) -> Iterator[Page]:
    """One window for the whole file; anything told on its console fails the last test."""
    with served(create_app(twin)) as url:
        window = browser.new_context(locale="da-DK", base_url=url, reduced_motion="reduce")
        opened = window.new_page()
        told: list[str] = []
        opened.on("console", lambda message: told.append(message.text))
        yield opened
        window.close()
    assert [one for one in told if "status of 4" not in one] == []


def _enter(page: Page, name: str = "Eva Lund") -> None:
    page.context.clear_cookies()
    page.goto("/login")
    page.evaluate("localStorage.clear(); sessionStorage.clear()")  # words that were not sent
    page.get_by_label("Navn eller mailadresse").fill(name)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def _look(page: Page) -> None:
    """Small and light, dark, then wide, without asking for the page again."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width, scheme, rule in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert not too_wide(page), (page.url, width)
        assert violations(page, rule) == [], (page.url, width, scheme)
        lacks = unfocused(page)
        assert not lacks, (page.url, width, scheme, lacks)


def test_every_page_is_among_those_looked_at(twin: Twin, filled: Filled) -> None:
    rules = create_app(twin).url_map
    paths = [one.format(**vars(filled)).partition("?")[0] for one in (*PUBLIC, *STAFF, *LATER)]
    match = rules.bind("localhost").match
    seen = {match(one, return_rule=True)[0].rule for one in paths if one != "/findes-ikke"}
    pages = {rule.rule for rule in rules.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - NO_PAGE - seen == set(), "add a path to PUBLIC or STAFF, or say it is NO_PAGE"


def test_public_pages(page: Page, filled: Filled) -> None:
    page.context.clear_cookies()
    for path in (*PUBLIC, "/login"):
        page.goto(path)
        _look(page)


@pytest.mark.parametrize("part", [0, 1])
def test_staff_pages(page: Page, filled: Filled, part: int) -> None:
    _enter(page)
    for path in STAFF[part::2]:
        page.goto(path.format(**vars(filled)))
        _look(page)


def test_pages_with_something_wrong(page: Page, filled: Filled) -> None:
    _enter(page)
    for path, field in WRONG:
        page.goto(path.format(**vars(filled)))
        sent = page.locator(f"form:has({field})")
        with page.expect_navigation():
            sent.evaluate(
                "form => { for (const one of form.querySelectorAll('input, textarea'))"
                " if (!['hidden', 'radio', 'checkbox', 'file'].includes(one.type)) one.value = '';"
                " form.submit(); }"
            )
        assert page.locator(".alert-error a").count(), path
        _look(page)


def test_two_who_changed_the_same_and_a_stop(page: Page, twin: Twin, filled: Filled) -> None:
    _enter(page)
    page.goto(f"/udkast/{filled.facebook}")
    twin.review.edit(filled.facebook, Content("Åben café", "Andre ord"), "Åse Bæk", NOON)
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Mine ord")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("heading", name="I har rettet samtidig").wait_for()
    _look(page)
    page.goto(f"/udkast/{filled.facebook}/versioner")
    _look(page)
    twin.review.stop("Ib Skov", "Øvelse", NOON)
    page.goto("/")
    _look(page)
    twin.review.resume("Ib Skov", NOON)


def test_the_walk_would_tell(page: Page, filled: Filled) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme="light")
    page.goto("/tilmeld")
    strong = (
        "a:focus-visible, input:focus-visible { outline: 3px solid rgb(238 242 247) !important }"
    )
    page.evaluate("rule => document.styleSheets[0].insertRule(rule, 0)", strong)
    assert any("does not show" in one for one in unfocused(page))
    page.evaluate("document.styleSheets[0].insertRule('footer { order: -1 }', 0)")
    assert any("stands above" in one for one in unfocused(page))
    page.evaluate("document.styleSheets[0].insertRule('main { min-width: 40rem }', 0)")
    assert too_wide(page)


def test_the_preview_follows_the_words_as_they_are_typed(page: Page, filled: Filled) -> None:
    _enter(page)
    page.goto(f"/udkast/{filled.facebook}")
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Kom til café! " * 20)
    page.locator('[data-shows="text"]', has_text="Kom til café!").wait_for()
    assert page.locator(".post-more").count() == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/")


def test_a_sending_shows_its_figures_live(page: Page, twin: Twin, filled: Filled) -> None:
    with twin.database.begin() as tx:
        under_way = Issue("Nyt om udsathed", "", week="2026-W52", status=IssueStatus.SENDING)
        issue_id = tx.issues.add(under_way, NOON)
        assert issue_id is not None
        tx.deliveries.fill(issue_id)
        [row] = tx.deliveries.batch(issue_id, 0, NOON, 10)
    _enter(page, "Ib Skov")
    page.goto(f"/udgaver/{issue_id}")
    page.get_by_text("0 sendt").wait_for()
    _look(page)
    assert not page.get_by_role("link", name="Opdatér").is_visible()
    with Ledger(twin.database.engine, "en:1:2:3", "newsletter") as ledger:
        ledger.turn([], [row], NOON)
        ledger.turn([(row, "250 taget")], [], NOON)
    page.get_by_text("1 sendt").wait_for()
    page.get_by_role("button", name="Sæt afsendelsen på pause").click()
    page.get_by_role("button", name="Fortsæt afsendelsen").wait_for()
    _look(page)
    with twin.database.begin() as tx:
        seen = tx.issues.get(issue_id)
        tx.issues.update(seen, replace(seen, status=IssueStatus.SENT, sent_at=NOON))
    page.get_by_role("button", name="Fortsæt afsendelsen").wait_for(state="detached")
    assert page.locator("progress").count() == 0
