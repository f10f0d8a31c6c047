"""The project's samples in practice mode, and a phone on its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from comms.cli.demo import house_at
from comms.web import create_app
from comms.wiring import House
from tests.servers.browser import SIZES, served


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The project's samples in practice mode: mail collected, drafts made."""
    with house_at(tmp_path) as (made, _):
        made.first_login()
        made.collect_inbox()
        made.drafting.draft_missing(made.clock())
        yield made


@pytest.fixture
def phone(browser: Browser, house: House) -> Iterator[Page]:
    with served(create_app(house)) as address:
        window = browser.new_context(
            viewport=SIZES["phone"], base_url=address, locale="da-DK", reduced_motion="reduce"
        )
        yield window.new_page()
        window.close()
