"""On a phone, by the keys alone: two stories made one, their sender answered, one mail split."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from comms.store.database import Database
from comms.store.files import FolderFiles
from comms.web import create_app
from tests.journeys.keyboard import enter, press, sound, unfold, write
from tests.servers.browser import SIZES, served
from tests.web.twin import PASSWORD, Filled, Twin, fill


@pytest.fixture
def house(
    sqlite_url: str, files: FolderFiles, now: datetime, browser: Browser
) -> Iterator[tuple[Page, Filled]]:
    """A phone in a house where the café has been told by two."""
    database = Database(sqlite_url)
    database.upgrade()
    twin = Twin(database, files, now)
    filled = fill(twin)
    with database.begin() as tx:
        known = tx.stories.get(filled.story)
        other = replace(known, title="Café i Medborgerhuset", text="Der er boller.", item_id=None)
        tx.stories.add(replace(other, source="feed:kommunen", photos=()), now)
    twin.drafting.draft_missing(now)
    with served(create_app(twin)) as url:
        window = browser.new_context(
            locale="da-DK", base_url=url, viewport=SIZES["phone"], reduced_motion="reduce"
        )
        yield window.new_page(), filled
        window.close()
    database.close()


def _sound_by_day_and_night(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        sound(page)


def test_stories_are_merged_answered_taken_apart_and_split(house: tuple[Page, Filled]) -> None:
    page, filled = house
    enter(page, "Åse Bæk", PASSWORD)
    page.goto(f"/bidrag/{filled.story}")
    press(page, "button", "Læg bidrag 2 ind i dette")
    page.get_by_role("heading", name="Kom også herfra").wait_for()
    _sound_by_day_and_night(page)
    unfold(page, "Skriv et svar til Mette Holm")
    press(page, "link", "Vi mangler noget")
    reply = page.get_by_label("Dit svar")
    assert "[skriv hvad]" in reply.input_value()
    press(page, "button", "Send svaret")
    expect(page.get_by_role("alert")).to_contain_text("Der mangler stadig noget: [skriv hvad]")
    _sound_by_day_and_night(page)
    write(page, "Dit svar", "Hej Mette\n\nHvornår åbner I?")
    press(page, "button", "Send svaret")
    page.get_by_text("Åse Bæk svarede i dag").wait_for()
    press(page, "button", "Skil bidrag 2 ud igen")
    page.get_by_text("Bidraget er sit eget igen.").wait_for()
    page.goto(f"/bidrag/{filled.story}")
    press(page, "link", "Del bidraget i to")
    press(page, "button", "Del bidraget")
    _sound_by_day_and_night(page)
    page.get_by_label("Overskrift").first.fill("Kortspil")
    page.get_by_label("Tekst").first.fill("Kom og spil kort.")
    press(page, "button", "Del bidraget")
    page.get_by_role("heading", name="Kortspil", level=1).wait_for()
