"""A link on the page for writing a story: fetched by its button alone, and only proposed."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from comms.errors import NotAllowed
from comms.practice.feeds import Fault, PracticeFeeds
from comms.sources.page import Pages
from comms.stages.intake import Linking
from comms.wire.http import Limits
from tests.web.twin import Filled, Twin, post

PAGE = (
    "<!doctype html><title>Ny cykelbane</title>"
    "<p>Fra lørdag kan alle låne en cykel gratis ved havnen i Eksempelby.</p>"
)


@pytest.fixture
def web(tmp_path: Path, twin: Twin) -> PracticeFeeds:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "bane.html").write_text(PAGE, encoding="utf-8")
    twin.ask = Pages(Limits(body=100_000, seconds=5), allow_private=True)
    return PracticeFeeds(tmp_path / "web")


def test_a_link_fills_what_is_empty_and_nothing_is_kept_before_it_is_saved(
    writer: FlaskClient, twin: Twin, filled: Filled, web: PracticeFeeds
) -> None:
    with web:
        link = web.url_of("bane.html")
        writer.get(f"/skriv?link={link}")
        post(writer, "/skriv", title="Kun et link", link=link)
        assert web.asked == []
        with twin.read() as tx:
            before = tx.stories.all()
        shown = post(writer, "/skriv/hent", link=link, title="Min egen").get_data(as_text=True)
    assert 'value="Min egen"' in shown
    assert "Fra lørdag kan alle låne en cykel gratis" in shown
    assert f'value="{link}"' in shown
    assert "Det, du selv havde skrevet, er ikke rørt." in shown
    with twin.read() as tx:
        assert tx.stories.all() == before


def test_a_page_that_does_not_answer_says_so_at_the_field_and_keeps_what_was_typed(
    writer: FlaskClient, twin: Twin, filled: Filled, web: PracticeFeeds
) -> None:
    web.faults["bane.html"] = Fault.SERVER_ERROR
    with web:
        link = web.url_of("bane.html")
        answer = post(writer, "/skriv/hent", link=link, text="Mine ord")
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert 'id="write-link-error"' in shown
    assert "svarer ikke lige nu" in shown
    assert "Mine ord" in shown


def test_practice_mode_asks_nobody_and_says_it(writer: FlaskClient, filled: Filled) -> None:
    answer = post(writer, "/skriv/hent", link="https://www.example.dk/nyhed")
    assert "I testtilstand henter vi intet fra nettet." in answer.get_data(as_text=True)


def test_only_who_is_a_user_may_have_a_page_fetched(
    twin: Twin, filled: Filled, web: PracticeFeeds
) -> None:
    linking: Linking = twin.linking
    with web, pytest.raises(NotAllowed):
        linking.propose(web.url_of("bane.html"), "En Fremmed")
    assert web.asked == []
