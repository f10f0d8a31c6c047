"""Why a mail is a contribution."""

from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Disposition, Facts, Verdict
from comms.model.evidence import Weight


def story(letter: Letter, facts: Facts, telling: Weight) -> Verdict:
    """What is nothing else goes before staff as something to tell."""
    if facts.events:
        return Verdict(Disposition.STORY, "bidrag: mailen fortæller om et arrangement")
    if facts.cancelled:
        return Verdict(Disposition.STORY, "bidrag: et arrangement er aflyst")
    if letter.shows:
        return Verdict(Disposition.STORY, "bidrag: mailen har noget med, der kan vises")
    if facts.pointing:
        return Verdict(Disposition.STORY, "bidrag: mailen henviser til en plakat eller et link")
    why = "bidrag: en tekst, som nogen vil have fortalt"
    return Verdict(Disposition.STORY, why, telling.points)
