"""Mail that no person wrote to us: returns, our own mail, answers of machines."""

import re

from comms.danish.pattern import Pattern
from comms.model.disposition.automatic import automatic
from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Disposition, Verdict
from comms.model.evidence import Sign, Weight, weigh, when

_ROBOT = Pattern(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|bounces?|microsoftexchange\w*)\b", re.IGNORECASE
)
_BOUNCE_SUBJECT = Pattern(
    r"undeliver|delivery\s+(?:status\s+notification|(?:has\s+)?(?:failed|failure|delayed)|delay"
    r"|incomplete)"
    r"|returned\s+(?:mail|to\s+sender)|mail\s+delivery|failure\s+notice|non.?delivery"
    r"|nicht\s+zugestellt"
    r"|unzustellbar|(?:kan|kunne)\s+ikke\s+(?:leveres|afleveres|sendes)|ikke\s+(?:leveret"
    r"|afleveret)"
    r"|ulever\w+|returneret|leverings?(?:fejl|status)|retur(?:mail|post|neret)"
    r"|lever(?:ing|et|ings\w*)\w*\s+(?:er\s+|blev\s+)?(?:mislyk|forsink|fejl)\w*"
    r"|message\s+(?:delayed|not\s+sent)",
    re.IGNORECASE,
)
_UNDELIVERED = (
    Sign(
        "mailen nåede ikke frem",
        2,
        r"""
        (?:kunne|kan|blev)\s+ikke\s+(?:leveres|afleveres|leveret|sendes|nå)
      |(?:ikke|endnu\s+ikke)\s+(?:leveret|afleveret)|could\s?(?:n.t|\s+not)\s+be\s+delivered
        |wasn.t\s+delivered
      |not\s+been\s+delivered|delivery\s+.{0,40}\bfailed|undeliverable|unable\s+to\s+deliver
        |able\s+to\s+deliver
      |nicht\s+zugestellt|levering\w*\s+.{0,60}mislyk|returned\s+to\s+sender""",
    ),
    Sign(
        "en fejlkode fra et mailsystem",
        2,
        r"\b[45]\d\d[\s-]+\#?[45]\.\d{1,2}\.\d{1,2}\b|\bsmtp\b.{0,40}\b[45]\d\d\b",
    ),
    Sign(
        "adressen findes ikke, eller postkassen er fuld",
        1,
        r"""
        (?:mail|post)(?:boks|kasse)\w*\s+(?:er\s+)?(?:fuld|fyldt)
      |mailbox\s+(?:is\s+)?full|over\s?quota|user\s+unknown|no\s+such\s+user|(?:wasn.t
        |couldn.t\s+be|not)\s+found
      |blev\s+ikke\s+fundet|does\s+not\s+exist|findes\s+ikke|ukendt\s+modtager|address\s+rejected""",
    ),
)
_ENOUGH = 3


def machine(letter: Letter) -> Verdict | None:
    """What a machine sent, told by its headers and its form; None: a person's mail."""
    returned = _returned(letter)
    if returned.points >= _ENOUGH:
        why = f"retur: mailsystemet melder, at en mail ikke nåede frem ({returned.shown})"
        return Verdict(Disposition.BOUNCE, why)
    loop = _loop(letter)
    if loop:
        return Verdict(Disposition.LOOP, loop)
    return automatic(letter)


def calendar_answer(letter: Letter) -> Verdict | None:
    """An answer to an invitation (RFC 5546): with words of its own it is for a person."""
    if not any(one.method in ("REPLY", "COUNTER") for one in letter.mail.invitations):
        return None
    if len(_MADE_BY_CALENDAR.sub("", letter.mail.text).split()) > 2:
        return Verdict(
            Disposition.QUESTION, "svar på en indbydelse med en kommentar, som nogen skal læse"
        )
    return Verdict(Disposition.AUTO_REPLY, "automatisk: svar på en indbydelse uden kommentar")


_MADE_BY_CALENDAR = Pattern(
    r"^[^\n]{0,120}\b(?:har\s+(?:accepteret|afslået|foreløbigt\s+accepteret|takket\s+(?:ja|nej"
    r"|måske))|"
    r"has\s+(?:accepted|declined|tentatively\s+accepted))\b[^\n]{0,120}$",
    re.IGNORECASE | re.MULTILINE,
)


def _returned(letter: Letter) -> Weight:
    mail = letter.mail
    report = "multipart/report" in mail.parts
    if report and "message/disposition-notification" in mail.parts:
        return Weight()
    delivery = report and "report-type=disposition" not in mail.header("content-type").lower()
    robot = bool(_ROBOT.match(mail.sender.email.partition("@")[0]))
    words = weigh(_UNDELIVERED, f"{mail.text}\n{mail.quoted[:2000]}"[:6000])
    return (
        when(delivery, "en leveringsrapport", 3)
        + when(robot, "sendt af et mailsystem", 2)
        + when(bool(_BOUNCE_SUBJECT.search(mail.subject)), "emnet er en returmails", 2)
        + when(mail.header("return-path").strip() == "<>", "uden returadresse", 1)
        + words
    )


def _loop(letter: Letter) -> str:
    mail, ours = letter.mail, letter.mailbox.lower()
    if ours and mail.sender.email.lower() == ours:
        return "sløjfe: vores egen mail er kommet tilbage"
    if mail.header("x-opslagstavlen"):
        return "sløjfe: mailen bærer vores eget mærke"
    if ours and mail.author.email.lower() == ours and not mail.intro:
        return "sløjfe: vores egen mail er kommet tilbage"
    # A list that writes From anew leaves our Reply-To and our Message-ID as they were.
    home = "@" + ours.partition("@")[2]
    written_by_us = len(home) > 1 and mail.message_id.lower().rstrip(" >").endswith(home)
    answers_come_here = bool(ours) and ours in mail.header("reply-to").lower()
    relayed = letter.listed or any(name.startswith("resent-") for name, _ in mail.headers)
    foreign = not mail.sender.email.lower().endswith(home)
    if foreign and (relayed or answers_come_here) and written_by_us:
        return "sløjfe: en liste eller en regel har sendt vores egen mail tilbage"
    return ""
