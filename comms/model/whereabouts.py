"""Where a finding stands, in the words staff would use."""

from comms.danish import cpr

_PIECES = {
    "body": "i teksten",
    "text": "i teksten",
    "subject": "i emnet",
    "title": "i overskriften",
    "intro": "i det, der er skrevet over den videresendte mail",
    "signature": "i signaturen",
    "quoted": "i den citerede tekst",
    "footer": "i teksten nederst i mailen",
    "form": "i formularens felter",
    "calendar": "i kalenderinvitationen",
    "hidden": "i skjult tekst i mailen",
    "sender": "hos afsenderen",
    "link": "i linket",
}
_OF_A_FILE = {
    "attachment": "i den vedhæftede fil {name}",
    "metadata": "i billedets skjulte oplysninger ({name})",
    "picture": "i billedet {name}",
}
LONGEST = 200  # characters of a place that is stored


def told_place(where: str) -> str:
    """As in "i den vedhæftede fil plakat.pdf". where: as in a Finding. Shows no CPR number."""
    if where in _PIECES:
        return _PIECES[where]
    kind, _, name = where.partition(":")
    name = masked(name)
    if kind == "filename":
        return f"i filnavnet {name}" if name else "i filnavnet"
    if kind in ("alt", "photo"):
        of = f"billede {name}" if name.isdigit() else name
        where = "i den alternative tekst til" if kind == "alt" else "på"
        return f"{where} {of}".rstrip()
    return _OF_A_FILE.get(kind, "i bidraget").format(name=name)


def masked(text: str) -> str:
    """The text with its CPR numbers dotted out, for sentences that end up in logs and mails."""
    out, at = [], 0
    for number in cpr.find(text):
        out += [text[at : number.start], "·" * (number.end - number.start)]
        at = number.end
    return "".join([*out, text[at:]])
