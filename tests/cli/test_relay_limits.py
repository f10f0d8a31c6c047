"""What `doctor` says of Microsoft 365 as the relay."""

import pytest

from comms.errors import BadInput
from comms.wiring.limits import Limits, is_microsoft


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("smtp.office365.com", True),
        ("SMTP-Mail.Outlook.com", True),
        ("eksempel-dk.mail.protection.outlook.com", True),
        ("office365.com.example.dk", False),
        ("smtp.example.dk", False),
    ],
)
def test_microsofts_relay_is_known_by_its_name(host: str, known: bool) -> None:
    assert is_microsoft(host) is known


@pytest.mark.parametrize(
    ("readers", "rate", "says"),
    [(2400, 0.5, "1 t. 20 min."), (20, 0.5, "1 min."), (3600, 0.25, "4 t."), (3600, 0, "2 t.")],
)
def test_how_long_the_list_takes_is_told(readers: int, rate: float, says: str) -> None:
    assert f"tager mindst {says}" in Limits(readers, rate).advice()


@pytest.mark.parametrize(("rate", "warns"), [(0, True), (2, True), (0.5, False), (0.1, False)])
def test_a_rate_that_the_relay_would_refuse_is_warned_of(rate: float, warns: bool) -> None:
    assert ("Sæt SMTP_RATE=0.5" in Limits(100, rate).advice()) is warns


def test_a_list_that_is_too_long_for_a_day_is_an_error() -> None:
    assert Limits(10_000, 0.5).advice()
    with pytest.raises(BadInput, match="for lang til ét døgn"):
        Limits(10_001, 0.5).advice()
