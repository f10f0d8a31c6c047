"""Quiet advice: what it says, and when it keeps still."""

from datetime import datetime, timedelta

import pytest

from comms.danish.calendar import COPENHAGEN
from comms.model.advice import Tip, Topic, advise, emojis
from comms.model.draft import Content
from comms.model.event import Event
from comms.model.photo import PhotoUse
from comms.model.story import Story

NOW = datetime(2026, 11, 23, 12, tzinfo=COPENHAGEN)
START = datetime(2026, 11, 25, 17, tzinfo=COPENHAGEN)
CAFE = Story(
    "Åben café",
    "Kom til café.",
    kind="event",
    events=(Event(START, START + timedelta(hours=2), "Medborgerhuset"),),
    created_at=NOW,
)
PLAIN = "Åben café\n\nOnsdag den 25. november 2026 kl. 17-19, Medborgerhuset\n\nKom og drik kaffe."


def tips(text: str, topic: Topic, channel: str = "facebook", story: Story = CAFE) -> list[Tip]:
    content = Content("Åben café", text)
    return [tip for tip in advise(channel, content, story, 125, NOW) if tip.topic is topic]


def test_a_plain_draft_is_told_its_lix_and_nothing_else() -> None:
    told = advise("facebook", Content("Åben café", PLAIN), CAFE, 125, NOW)
    assert [(tip.topic, tip.fine) for tip in told] == [(Topic.LIX, True)]


def test_hard_words_are_warned_of_above_forty() -> None:
    hard = "Kommunalbestyrelsens socialpolitiske udviklingsstrategi implementeres tværfagligt."
    (tip,) = tips(hard, Topic.LIX)
    assert not tip.fine
    assert "meget svær" in tip.says


def test_a_text_is_measured_by_its_own_channel() -> None:
    long = "Kom med. " * 100
    assert tips(long, Topic.LENGTH, "facebook") == []
    (tip,) = tips(long, Topic.LENGTH, "newsletter")
    assert "900 tegn" in tip.says


@pytest.mark.parametrize(
    ("text", "count"), [("Fest 🎉", 1), ("👨‍👩‍👧 og 🇩🇰", 2), ("👍🏽 ❤️ ☕", 3), ("kl. 17–19", 0)]
)
def test_an_emoji_of_several_signs_is_one(text: str, count: int) -> None:
    assert emojis(text) == count


def test_more_than_three_emojis_are_too_many() -> None:
    assert tips("Fest 🎉🎉🎉", Topic.EMOJIS) == []
    assert len(tips("Fest 🎉🎉🎉🎉", Topic.EMOJIS)) == 1


def test_a_first_line_beyond_the_fold_is_told_on_facebook_only() -> None:
    line = "Vi åbner dørene " + "og dørene " * 15
    assert "folder efter 125" in tips(line, Topic.FIRST_LINE)[0].says
    assert tips(line, Topic.FIRST_LINE, "newsletter") == []


def test_an_opening_that_says_nothing_is_told() -> None:
    (tip,) = tips("Vi vil gerne fortælle, at caféen åbner.", Topic.FIRST_LINE)
    assert "Begynd med det vigtigste" in tip.says


def test_each_photo_without_words_is_named_by_its_number() -> None:
    content = Content("Café", PLAIN, photos=(PhotoUse("a", "Gæster"), PhotoUse("b", " ")))
    told = advise("facebook", content, CAFE, 125, NOW)
    assert [tip.says for tip in told if tip.topic is Topic.ALT] == [
        "Billede 2 mangler en alternativ tekst."
    ]


def test_a_link_beside_photos_on_facebook_is_told() -> None:
    content = Content("Café", PLAIN, "https://example.dk", (PhotoUse("a", "Gæster"),))
    told = advise("facebook", content, CAFE, 125, NOW)
    assert [tip.field for tip in told if tip.topic is Topic.LINK] == ["link"]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("Onsdag den 25.", "Torsdag den 26.", "Bidraget siger onsdag den 25. november 2026."),
        ("kl. 17-19", "kl. 18-20", "Teksten siger kl. 18.00. Bidraget siger kl. 17.00."),
        ("Medborgerhuset", "i Sundhedshuset", "Bidraget siger »Medborgerhuset«."),
        ("Onsdag den 25.", "Fredag den 25.", "Ugedag og dato passer ikke sammen"),
    ],
)
def test_facts_that_disagree_with_the_event_are_told(before: str, after: str, says: str) -> None:
    content = Content("Åben café", PLAIN.replace(before, after))
    told = advise("facebook", content, CAFE, 125, NOW, ("Sundhedshuset", "Medborgerhuset"))
    assert says in " ".join(tip.says for tip in told if tip.topic is Topic.FACTS)


def test_an_event_without_its_day_in_the_words_is_told() -> None:
    (tip,) = tips("Kom og drik kaffe.", Topic.FACTS)
    assert tip.says == "Teksten siger ikke, hvornår det er: onsdag den 25. november 2026 kl. 17.00."


def test_a_story_without_events_has_no_facts_to_disagree_with() -> None:
    assert tips("Vi ses den 1. december.", Topic.FACTS, story=Story("Nyt", "Nyt")) == []
