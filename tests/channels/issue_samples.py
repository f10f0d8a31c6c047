"""An issue as tests know it."""

from dataclasses import replace
from pathlib import Path

from comms.channels.newsletter import Block, IssueContent, Occasion, Picture, Press, Sender
from comms.model.issue import KNOWLEDGE

TEMPLATES = Path(__file__).parents[2] / "templates"
SENDER = Sender(
    organisation="Eksempel Kommune",
    strategy="Strategi for Udsathed",
    address="nyt@example.dk",
    reply_to="faelles@example.dk",
    website="https://www.example.dk/strategi",
    was_url="https://was.example.dk/",
    privacy_url="https://www.example.dk/privatliv",
    postal_address="Eksempelgade 1, 7000 Eksempelby",
)
MEAL = Block(
    title="Fællesspisning i Medborgerhuset",
    text="Alle er velkomne.\n\n- Tag en ven med\n- Meld dig på https://example.dk/spis?a=1&b=2.",
    link="https://example.dk/fællesspisning",
    picture=Picture("https://example.dk/f.jpg", 'Et langt bord med "suppe"', 1200, 630, "Bo E."),
    section="Fællesskab",
)
ADVICE = Block("Gratis gældsrådgivning", "Kom forbi biblioteket.")
ISSUE = IssueContent(
    title="Nyt fra Strategi for Udsathed – uge 48",
    preheader="Fællesspisning og gældsrådgivning på biblioteket",
    blocks=(MEAL, ADVICE),
    occasions=(Occasion("Fællesspisning", "tirsdag den 1. december kl. 17.00–19.00"),),
    contribute="Svar på denne mail.",
    core_story="En samskabt strategi.",
    archive_url="https://nyt.example.dk/nyhedsbreve/2026/uge-48",
)
# With every part that an issue can have.
WHOLE = replace(
    ISSUE,
    blocks=(*ISSUE.blocks, Block("Ny rapport", "Om ensomhed.", section=KNOWLEDGE)),
    occasions=(
        Occasion(
            "Fællesspisning",
            "tirsdag den 1. december kl. 17.00–19.00",
            "Medborgerhuset",
            "fredag den 27. november 2026",
            "50 kr.",
        ),
        Occasion("Gåtur", "søndag den 6. december 2026"),
    ),
)


def press(*, practice: bool = False) -> Press:
    return Press(TEMPLATES, SENDER, practice=practice)
