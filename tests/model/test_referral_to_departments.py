"""A department is proposed by the words of the mail, in any of their forms."""

from pathlib import Path

import pytest

from comms.config.schedules import Department, Schedules
from comms.errors import SettingsError
from comms.model.referral import proposal

BOLIG = Department("bolig", "Boligrådgivningen", "bolig@example.dk", ("husleje", "lejlighed"))
GAELD = Department("gaeld", "Gældsrådgivningen", "gaeld@example.dk", ("gæld", "regning", "rykker"))


def test_the_department_with_most_words_is_proposed_and_the_words_are_told() -> None:
    found = proposal(
        "Jeg kan ikke betale huslejen og har fået tre rykkere og nye regninger", (BOLIG, GAELD)
    )
    assert found is not None
    assert found.department.key == "gaeld"
    assert found.why == "fordi der står »regninger« og »rykkere«"


def test_a_word_inside_a_longer_one_counts() -> None:
    found = proposal("Hvem taler jeg med om ungdomslejligheder?", (BOLIG, GAELD))
    assert found is not None
    assert found.department is BOLIG


def test_nothing_is_proposed_where_no_word_speaks_for_anybody() -> None:
    assert proposal("Må hunden komme med til cafeen?", (BOLIG, GAELD)) is None
    assert proposal("Huslejen er steget", ()) is None


def test_a_department_that_stands_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "schedules.yaml"
    path.write_text(
        "organisation: {name: K, strategy: S, mailbox: p@example.dk}\n"
        "departments:\n"
        "  - {key: bolig, name: Bolig, email: b@example.dk}\n"
        "  - {key: bolig, name: Hus, email: h@example.dk}\n",
        encoding="utf-8",
    )
    with pytest.raises(SettingsError, match="departments: the key bolig stands twice"):
        Schedules.load(path)
