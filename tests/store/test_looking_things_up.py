"""Words find contributions and mails by our own stems, alike on SQLite and PostgreSQL."""

import pytest

from comms.model.disposition import Disposition
from comms.model.item import Item
from comms.model.mail import Address
from comms.store.database import Database
from comms.store.tables import stories, story_terms
from tests.clock import NOON
from tests.store.listing_house import put, titles


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Frivillige søges", "frivillig"),
        ("Vi mangler besøgsvenner", "besøgsven"),
        ("En besøgsven", "besøgsvenner"),
        ("Børnene synger", "barn"),
        ("Tv-avisen kommer", "tv-avis"),
        ("Socialpsykiatrien", "social-psykiatri"),
        ("ÅBENT HUS", "åbent"),
        ("Turen går til Aabenraa", "Åbenrå"),
        ("Kom på caféen", "cafe"),
        ("Frivilligcentret holder åbent", "friv"),
        ("Frivilligcentret holder åbent", "frivillig"),
        ("Det sker i uge 48", "uge 48"),
    ],
)
def test_a_word_finds_its_other_forms(database: Database, text: str, question: str) -> None:
    put(database, "Et andet bidrag", "Suppe og brød i kirken.")
    put(database, text)
    assert titles(database, question) == [text]


@pytest.mark.parametrize("question", ["mette holm", "Medborgerhuset", "harmonika"])
def test_contributor_place_and_text_are_looked_through_too(
    database: Database, question: str
) -> None:
    put(database, "Et andet bidrag", "Suppe og brød i kirken.", name="Mette Lund")
    text = "Der bliver spillet på harmonika."
    put(database, "Fællessang", text, name="Mette Holm", places=("Medborgerhuset",))
    assert titles(database, question) == ["Fællessang"]


def test_all_words_of_a_question_must_be_there(database: Database) -> None:
    put(database, "Frivillige til caféen")
    put(database, "Frivillige til væresteder")
    assert titles(database, "frivillig cafe") == ["Frivillige til caféen"]


def test_words_that_stand_everywhere_are_not_asked_for(database: Database) -> None:
    put(database, "Fællessang")
    assert titles(database, "det er fællessang og") == ["Fællessang"]


def test_a_short_word_is_no_beginning_of_longer_ones(database: Database) -> None:
    put(database, "Venstre og højre")
    assert titles(database, "ven") == []


def test_new_themes_are_found_and_old_ones_no_longer(database: Database) -> None:
    story_id = put(database, "Fællessang", themes=(5,))
    with database.begin() as tx:
        tx.stories.retheme(story_id, (10,))
    assert titles(database, theme=10) == ["Fællessang"]
    assert titles(database, theme=5) == []


def test_the_last_digits_of_a_cpr_number_are_no_word(database: Database) -> None:
    put(database, "Om mig", "Mit nummer er 010130-1234, eller 010130 1234.")
    assert titles(database, "1234") == titles(database)
    assert titles(database, "uge 123") == []


def test_changed_words_are_found_once_the_terms_are_made_anew(database: Database) -> None:
    story_id = put(database, "Fællessang")
    with database.begin() as tx:
        tx.db.execute(stories.update().values(title="Bankospil"))
        tx.terms.index_story(story_id)
    assert titles(database, "banko") == ["Bankospil"]
    assert titles(database, "fællessang") == []


def test_what_was_there_before_is_taken_in_a_few_at_a_time(database: Database) -> None:
    for number in range(5):
        put(database, f"Bankospil nummer {number}")
    with database.begin() as tx:
        tx.db.execute(story_terms.delete())
        tx.db.execute(stories.update().values(terms_version=0))
    with database.begin() as tx:
        assert tx.terms.index_behind(2) == 2
    assert len(titles(database, "bankospil")) == 2
    with database.begin() as tx:
        assert [tx.terms.index_behind(2) for _ in range(3)] == [2, 1, 0]
    assert len(titles(database, "bankospil")) == 5


def test_a_mail_is_found_by_its_words_and_its_sender(database: Database) -> None:
    mette = Address("Mette Holm", "mette@example.dk")
    with database.begin() as tx:
        for number, subject in enumerate(("Må hunden komme med?", "Parkering")):
            item = Item(Disposition.QUESTION, None, "", "", sender=mette, subject=subject)
            tx.items.add(item, source="inbox", external_key=str(number), raw_id=None, received=NOON)
    with database.read() as tx:
        found = tx.listings.items(question="mette hund")
    assert [one.subject for one in found.rows] == ["Må hunden komme med?"]
