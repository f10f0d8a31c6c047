"""What a mail is, in the words that staff read, and what they may call it."""

from comms.model.disposition import Disposition

IN_DANISH: dict[Disposition, str] = {
    Disposition.STORY: "et bidrag",
    Disposition.QUESTION: "et spørgsmål",
    Disposition.SUBSCRIBE: "en tilmelding til nyhedsbrevet",
    Disposition.UNSUBSCRIBE: "en afmelding fra nyhedsbrevet",
    Disposition.AMBASSADOR: "en, der vil være ambassadør",
    Disposition.BULK: "reklame eller masseudsendelse",
    Disposition.AUTO_REPLY: "et automatisk svar",
    Disposition.BOUNCE: "en returmail",
    Disposition.LOOP: "vores egen mail, der er kommet tilbage",
}
CHOICES = (
    Disposition.STORY,
    Disposition.QUESTION,
    Disposition.SUBSCRIBE,
    Disposition.UNSUBSCRIBE,
    Disposition.AMBASSADOR,
    Disposition.BULK,
)
# Those that nobody but a person can end, or that a stage ends and may leave to a person.
FOR_A_PERSON = (
    Disposition.QUESTION,
    Disposition.SUBSCRIBE,
    Disposition.UNSUBSCRIBE,
    Disposition.AMBASSADOR,
    Disposition.BOUNCE,
)
