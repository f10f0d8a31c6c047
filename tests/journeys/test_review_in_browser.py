"""Two colleagues, one draft: log in, answer, put right, and a second person says yes."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from comms.model.draft import Status
from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.servers.browser import SIZES, served
from tests.web.twin import PASSWORD, Filled, Twin, fill


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


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desk(
    request: pytest.FixtureRequest,
    browser: Browser,
    twin: Twin,
    filled: Filled,
) -> Iterator[Page]:
    """A phone's window on the pages; all must work without our script too."""
    with served(create_app(twin)) as address:
        window = browser.new_context(
            viewport=SIZES["phone"], base_url=address, java_script_enabled=request.param
        )
        yield window.new_page()
        window.close()


def _enter(page: Page, name: str) -> None:
    page.goto("/login")
    page.get_by_label("Navn eller mailadresse").fill(name)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()


def test_one_writes_and_another_approves(desk: Page, twin: Twin, filled: Filled) -> None:
    _enter(desk, "Åse Bæk")
    desk.get_by_role("link", name="Åben café i Medborgerhuset").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Åben café i Medborgerhuset")

    desk.get_by_role("button", name="Kontaktperson eller arrangør").click()
    expect(desk.get_by_role("status")).to_have_text("Svaret er skrevet ned.")
    desk.get_by_label("Ja", exact=True).check()
    desk.get_by_role("button", name="Gem om billede 1").click()
    expect(desk.get_by_role("alert")).to_contain_text("Skriv, hvad billedet viser.")
    expect(desk.get_by_label("Ja", exact=True)).to_be_checked()
    form = desk.locator("form.photo")
    form.get_by_label("Alternativ tekst").fill("Tre gæster bager boller i køkkenet")
    form.get_by_label("Grundlag").select_option("Samtykke")
    form.get_by_label("Formål").fill("Opslag om caféen")
    form.get_by_label("Henvisning eller vurdering").fill("Mail af 1.11.2026")
    form.get_by_label("Fotograf").fill("Mette Holm")
    form.get_by_label("Tilladelse").fill("Mette Holm, mail af 1.11.2026")
    desk.get_by_role("button", name="Gem om billede 1").click()
    expect(desk.get_by_role("status")).to_have_text("Oplysningerne om billedet er gemt.")
    desk.get_by_role("textbox", name="Tekst", exact=True).fill("Kom til café på onsdag kl. 17-19.")
    desk.get_by_role("button", name="Gem", exact=True).click()
    expect(desk.get_by_role("status")).to_have_text("Gemt som version 3.")

    expect(desk.get_by_text("Kun en godkender kan godkende.")).to_be_visible()
    desk.get_by_role("button", name="Log ud").click()

    _enter(desk, "Ib Skov")
    desk.goto(f"/udkast/{filled.facebook}")
    desk.get_by_role("button", name="Godkend version 3").click()
    expect(desk.get_by_role("status")).to_have_text("Udkastet er godkendt.")

    with twin.read() as tx:
        draft = tx.drafts.get(filled.facebook)
        verbs = [event.verb for event in tx.audit.about("draft", filled.facebook)]
        assert tx.audit.broken_at() is None
    assert draft.status is Status.APPROVED
    assert (draft.written_by, draft.approved_by) == ("Åse Bæk", "Ib Skov")
    assert verbs == ["draft", "edit", "edit", "approve"]
