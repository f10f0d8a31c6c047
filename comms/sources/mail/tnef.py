"""winmail.dat: what Outlook packs attachments into for people who may have no Outlook."""

from comms.sources.mail.limits import Limits
from comms.sources.mail.tree import Part
from comms.sources.mail.words import header


def is_tnef(part: Part) -> bool:
    """By its type or its name."""
    return part.mime in ("application/ms-tnef", "application/vnd.ms-tnef") or (
        part.name.lower() == "winmail.dat"
    )


def unpacked(part: Part, limits: Limits) -> tuple[tuple[Part, ...], str]:
    """(the parts inside, why not). The text of the mail is among them, when it has one."""
    import logging
    import mimetypes

    from tnefparse import TNEF

    logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)
    try:
        package = TNEF(part.raw)
        found = []
        for attachment in package.attachments[: limits.parts]:
            name = header(str(attachment.long_filename() or attachment.name or ""))
            mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
            found.append(Part(mime, bytes(attachment.data), name=name, disposition="attachment"))
        if body := package.body:
            raw = body if isinstance(body, bytes) else str(body).encode("utf-8", "replace")
            found.append(Part("text/plain", raw))
        if page := package.htmlbody:
            raw = page if isinstance(page, bytes) else str(page).encode("utf-8", "replace")
            found.append(Part("text/html", raw))
    except Exception as error:  # these libraries raise nearly anything on broken files
        return (), f"winmail.dat kan ikke læses ({type(error).__name__})"
    return tuple(found), ""
