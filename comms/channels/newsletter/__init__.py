"""The newsletter: an issue's content in, one compiled message with holes out."""

from comms.channels.newsletter.compiled import MOST_HTML, NEARLY, Compiled, Recipient
from comms.channels.newsletter.content import Block, IssueContent, Occasion, Part, Picture, Sender
from comms.channels.newsletter.letters import LetterWords
from comms.channels.newsletter.look import Look
from comms.channels.newsletter.press import PRACTICE_BANNER, Press

__all__ = [
    "MOST_HTML",
    "NEARLY",
    "PRACTICE_BANNER",
    "Block",
    "Compiled",
    "IssueContent",
    "LetterWords",
    "Look",
    "Occasion",
    "Part",
    "Picture",
    "Press",
    "Recipient",
    "Sender",
]
