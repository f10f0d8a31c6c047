"""The newsletter: an issue's content in, one compiled message with holes out."""

from comms.channels.newsletter.compiled import Compiled, Recipient
from comms.channels.newsletter.content import Block, IssueContent, Occasion, Picture, Sender
from comms.channels.newsletter.letters import LetterWords
from comms.channels.newsletter.look import Look
from comms.channels.newsletter.press import PRACTICE_BANNER, Press

__all__ = [
    "PRACTICE_BANNER",
    "Block",
    "Compiled",
    "IssueContent",
    "LetterWords",
    "Look",
    "Occasion",
    "Picture",
    "Press",
    "Recipient",
    "Sender",
]
