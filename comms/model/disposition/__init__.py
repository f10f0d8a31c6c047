"""What a mail is: a contribution, a wish about the newsletter, a question, or a machine's."""

from comms.model.disposition.ambassadors import ambassador
from comms.model.disposition.bulk import bulk
from comms.model.disposition.letter import Letter
from comms.model.disposition.machines import calendar_answer, machine
from comms.model.disposition.opinion import DOUBT, Examples, no_examples, reconsidered
from comms.model.disposition.questions import question
from comms.model.disposition.story import story
from comms.model.disposition.telling import tells
from comms.model.disposition.verdict import Disposition, Facts, Verdict
from comms.model.disposition.wishes import wish
from comms.model.mail import Mail

__all__ = ["DOUBT", "Disposition", "Examples", "Facts", "Verdict", "dispose", "no_examples"]


def dispose(mail: Mail, facts: Facts, mailbox: str, examples: Examples = no_examples) -> Verdict:
    """Judge a mail. mailbox: our own address. The first of these that is sure decides.

    examples: texts with what they are, asked where the rules are not sure.
    """
    letter = Letter(mail, mailbox)
    by_machine = machine(letter)
    told = reconsidered(by_machine, letter, examples) if by_machine else None
    if told and not (facts.acute and told is not by_machine):
        return told
    if facts.acute:
        return Verdict(
            Disposition.QUESTION, "akut: nogen kan være i fare, et menneske skal se den nu"
        )
    telling = tells(letter, facts)
    first = (
        calendar_answer(letter)
        or bulk(letter, facts, telling)
        or ambassador(letter, facts, telling)
        or wish(letter, facts, telling)
        or question(letter, facts, telling)
        or story(letter, facts, telling)
    )
    return reconsidered(first, letter, examples)
