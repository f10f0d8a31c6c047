"""What a call may end in besides an answer, each with a Danish sentence for staff.

`str(error)` is for the log (English, with Facebook's own words); `error.staff` is for people.
Neither, nor any attribute, ever holds the token: `failures` takes it out of Facebook's words.
"""

from dataclasses import dataclass
from enum import StrEnum

from comms.errors import OutcomeUnknown, Refused

# Subcodes of code 190 (Graph API, "Debug and Validate Access Tokens").
TOKEN_TROUBLE = {
    458: "Appens adgang er fjernet på Facebook. ",
    459: "Brugeren bag adgangen skal logge på Facebook og bekræfte sin konto. ",
    460: "Brugeren bag adgangen har skiftet adgangskode. ",
    463: "Adgangen er udløbet. ",
    464: "Brugeren bag adgangen er ikke bekræftet på Facebook. ",
    467: "Adgangen er trukket tilbage. ",
    492: "Brugeren bag adgangen har ikke længere en rolle på siden. ",
}


class Reach(StrEnum):
    """Whom a refusal concerns."""

    POST = "post"  # this post alone; the others may go on
    WAIT = "wait"  # everything, for a while: it passes by itself
    STOP = "stop"  # everything, until a person has done something


@dataclass(frozen=True)
class Answer:
    """Facebook's error as it came, words cleaned of secrets; all empty when it was not Facebook."""

    where: str
    words: str = ""
    code: int = 0
    subcode: int = 0
    trace: str = ""
    status: int = 0

    def __str__(self) -> str:
        told = f"code {self.code}" if self.code else f"HTTP {self.status}" if self.status else ""
        told += f" subcode {self.subcode}" if self.subcode else ""
        trace = f" [fbtrace_id {self.trace}]" if self.trace else ""
        return f"Graph {self.where}: {told or 'no answer'}: {self.words}{trace}"


class GraphRefused(Refused):
    """Facebook (or the road to it) said no, and nothing was changed.

    `reach`: what it means for the queue. `wait_minutes`: when to try again, 0 = not known.
    """

    reach = Reach.POST
    lasting = True
    sentence = (
        "Facebook sagde nej til opslaget (kode {code}): {words} Ret opslaget, eller vis "
        "koden til jeres IT-afdeling."
    )

    def __init__(self, answer: Answer, *, wait_minutes: int = 0) -> None:
        super().__init__(str(answer), permanent=self.lasting, code=answer.code)
        self.subcode = answer.subcode
        self.fbtrace_id = answer.trace
        self.wait_minutes = wait_minutes
        self.staff = self.sentence.format(
            code=answer.code,
            words=f"»{answer.words}«." if answer.words else "",
            why=TOKEN_TROUBLE.get(answer.subcode, ""),
            later=f" om cirka {wait_minutes} minutter" if wait_minutes else "",
        )


class TokenRejected(GraphRefused):
    """Codes 102 and 190: the page's token no longer works. `staff` says why, by the subcode."""

    reach = Reach.STOP
    lasting = False
    sentence = (
        "Facebook godkender ikke længere vores adgang til siden. {why}Intet er lagt op, og køen "
        "venter. Bed IT om at forbinde siden igen med en ny nøgle (FACEBOOK_PAGE_TOKEN)."
    )


class Blocked(GraphRefused):
    """Code 368: what we do looks like abuse to Facebook, so it closed for a while."""

    reach = Reach.STOP
    lasting = False
    sentence = (
        "Facebook har spærret siden for nye opslag for en tid. Intet er lagt op, og køen venter. "
        "Se under Sidekvalitet på Facebook, hvorfor og hvor længe, og genoptag derefter."
    )


class TooManyCalls(GraphRefused):
    """Codes 4, 17, 32, 341, 613, 80001, or our own stop above 95 % of the allowance."""

    reach = Reach.WAIT
    lasting = False
    sentence = (
        "Facebook beder os vente, fordi der er sendt for mange kald. Opslaget er ikke lagt op; "
        "det prøves igen af sig selv{later}."
    )


class NotPermitted(GraphRefused):
    """Codes 3, 10 and 200–299: the token lacks a permission. Facebook's words name it."""

    sentence = (
        "Vores adgang til Facebook mangler en tilladelse (kode {code}): {words} Opslaget er ikke "
        "lagt op. Bed IT om at give adgangen tilladelsen (oftest pages_manage_posts) og prøv igen."
    )


class Invalid(GraphRefused):
    """Code 100: a parameter or metric that Facebook does not take. A bug of ours, or retired."""

    sentence = (
        "Facebook forstod ikke kaldet (kode {code}): {words} Det er en fejl i programmet eller "
        "noget, Facebook har afskaffet. Vis koden til jeres IT-afdeling."
    )


class Gone(GraphRefused):
    """Code 100 subcode 33, code 803 or HTTP 404: no such object, or not for us to see."""

    sentence = "Opslaget findes ikke længere på Facebook, eller vi har ikke adgang til det."


class MaybeDuplicate(GraphRefused):
    """Code 506 or subcode 1366051: Facebook has this text already. Look it up before a new try."""

    sentence = (
        "Facebook siger, at det samme opslag allerede er lagt op. Se på siden, om det er der, før "
        "I prøver igen."
    )


class PhotoRefused(GraphRefused):
    """Code or subcode 1366046: the photo is too large (4 MB) or of a wrong kind."""

    sentence = (
        "Facebook tager ikke imod billedet: det er over 4 MB eller ikke JPG, PNG, GIF eller TIFF. "
        "Skift billedet, og godkend igen."
    )


class LinkRefused(GraphRefused):
    """Code or subcode 1609005: Facebook could not read the linked page for a preview."""

    sentence = (
        "Facebook kunne ikke læse siden bag linket, så det kan ikke vises med billede og "
        "overskrift. Se, om linket virker, eller fjern det, og godkend igen."
    )


class NotReached(GraphRefused):
    """No connection, so nothing was sent; or a read that stayed without a readable answer."""

    reach = Reach.WAIT
    lasting = False
    sentence = (
        "Vi kan ikke få fat i Facebook lige nu. Intet er ændret på siden; det prøves igen af sig "
        "selv. Bliver det ved, så bed IT om at se på netforbindelsen."
    )


class Silence(OutcomeUnknown):
    """A write whose answer never came or could not be read (timeouts, HTTP 5xx, codes 1 and 2)."""

    staff = (
        "Facebook svarede ikke, så vi ved ikke, om det lykkedes. Vi slår det op på siden, før der "
        "prøves igen."
    )

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer))
        self.code = answer.code
        self.fbtrace_id = answer.trace
