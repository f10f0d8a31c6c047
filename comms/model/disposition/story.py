"""Why a mail is a contribution."""

from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Disposition, Facts, Verdict


def story(letter: Letter, facts: Facts) -> Verdict:
    """What is nothing else goes before staff as something to tell."""
    if facts.events:
        return Verdict(Disposition.STORY, "bidrag: mailen fortæller om et arrangement")
    if facts.cancelled:
        return Verdict(Disposition.STORY, "bidrag: et arrangement er aflyst")
    if letter.shows:
        return Verdict(Disposition.STORY, "bidrag: mailen har noget med, der kan vises")
    return Verdict(Disposition.STORY, "bidrag: en tekst, som nogen vil have fortalt")
