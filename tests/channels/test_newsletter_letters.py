"""Letters: a subject, a text and the same words as HTML."""

from typing import Any

import pytest
from jinja2 import UndefinedError

from comms.channels.newsletter import letters
from comms.errors import UsageError
from tests.channels.issue_samples import press

_BY_ANNA = {
    "by": "Anna",
    "name": "Bo",
    "story": 12,
    "channel": "Facebook",
    "url": "https://nyt.example.dk/udkast/1",
}
_LINE = {"says": "Bidrag 12: Facebook", "url": "https://nyt.example.dk/udkast/1"}
_WAITING = {
    "name": "Bo",
    "count": "1 udkast",
    "groups": [{"heading": "Udkast", "lines": [_LINE], "more": 0}],
    "standing_in": "",
    "going": [],
    "url": "https://nyt.example.dk/",
}
FACTS: dict[str, dict[str, Any]] = {
    "notice": {
        "when": "torsdag den 26. november 2026 kl. 10.00",
        "approval": "stories",
        "title": "Nyt – uge 48",
        "subject": "Fællesspisning – og én historie til",
        "blocks": ["Fællesspisning", "<Gæld>"],
        "waiting": ["Gåtur"],
        "large": True,
        "url": "https://nyt.example.dk/udgaver/1",
    },
    "reminder": {"when": "i morgen", "title": "Nyt", "url": "https://nyt.example.dk/udgaver/1"},
    "skipped": {
        "closed": False,
        "week": 48,
        "reason": "ingen godkendte udkast",
        "url": "https://nyt.example.dk/",
    },
    "confirm": {
        "name": "Åse",
        "url": "https://nyt.example.dk/tilmeld/abc",
        "consent": "Jeg vil gerne have nyhedsbrevet.",
    },
    "answer": {"text": "Tak for din historie.", "by": "Anna"},
    "report": {"period": "uge 47", "summary": "940 følgere.", "url": "https://nyt.example.dk/"},
    "alert": {
        "subject": "Facebook er holdt tilbage",
        "what": "Facebook tager ikke imod vores adgang.",
        "advice": "Forbind siden igen.",
        "url": "",
    },
    "acknowledgement": {"acute": False, "next": "Vi læser den i denne uge."},
    "left": {"url": "https://nyt.example.dk/tilmeld"},
    "forward": {
        "department": "Borgerservice",
        "number": 7,
        "who": "Åse Munk <aase@example.dk>",
        "phones": "",
        "forwarder": "",
        "received": "mandag den 23. november 2026",
        "note": "Kan I hjælpe?",
        "by": "Anna",
        "words": "Hvor søger jeg om bolig?",
        "masked": True,
        "mailbox": "post@example.dk",
        "answerable": True,
    },
    "password_link": {
        "name": "Bo",
        "url": "https://nyt.example.dk/adgang/x",
        "until": "i morgen kl. 12.00",
        "by": "Anna",
    },
    "sent_back": _BY_ANNA,
    "alone": _BY_ANNA,
    "waiting": {**_WAITING, "step": "escalate"},
    "morning": _WAITING,
}


@pytest.mark.parametrize("kind", letters.KINDS)
def test_each_letter_has_a_subject_and_the_same_words_twice(kind: str) -> None:
    words = letters.write(press(), kind, **FACTS[kind])
    assert words.subject
    assert "\n" not in words.subject
    assert "Venlig hilsen" in words.text
    assert '<html lang="da"' in words.html
    assert "Venlig hilsen" in words.html
    assert "{" not in words.text


def test_a_notice_links_to_the_page_and_does_nothing_by_itself() -> None:
    words = letters.write(press(), "notice", **FACTS["notice"])
    assert words.subject == "Ugens udgave sendes torsdag den 26. november 2026 kl. 10.00"
    assert 'href="https://nyt.example.dk/udgaver/1"' in words.html
    assert "Du skal logge ind" in words.text
    assert "- <Gæld>" in words.text
    assert "Der var ikke plads til dette. Det kommer først i næste udgave:\n\n- Gåtur" in words.text
    assert "Kort den af." in words.text
    assert "<li>&lt;Gæld&gt;</li>" in words.html


def test_a_letter_says_practice_mode_three_times() -> None:
    words = letters.write(press(practice=True), "confirm", **FACTS["confirm"])
    assert words.subject.startswith("[Testtilstand] ")
    assert "Testtilstand: intet bliver sendt" in words.text
    assert "Testtilstand: intet bliver sendt" in words.html


def test_a_letter_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="allowed: notice"):
        letters.write(press(), "../issue")


def test_a_missing_fact_is_no_silent_hole() -> None:
    with pytest.raises(UndefinedError):
        letters.write(press(), "report")
