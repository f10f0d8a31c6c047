"""Mails for tests, made of plain words. All people and places are invented."""

from email.message import EmailMessage

MAILBOX = "mindreudsathed@fredericia.dk"
INVITATION = """Hej

Vi holder fællesspisning torsdag den 3. december kl. 17.30-20 i Sejlhuset, Mastevej 14.
Alle er velkomne, også dem der kommer alene.

Venlig hilsen
Rigmor Tangaa
Sejlhuset
"""


def mail(
    text: str = INVITATION,
    subject: str = "Fællesspisning i Sejlhuset",
    sender: str = "Rigmor Tangaa <rigmor@sejlhuset.example.dk>",
    number: int = 1,
    **headers: str,
) -> EmailMessage:
    """A mail to the shared mailbox, written on Friday 20 November 2026."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = MAILBOX
    made["Subject"] = subject
    made["Date"] = "Fri, 20 Nov 2026 10:00:00 +0100"
    made["Message-ID"] = f"<{number}@example.dk>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def raw(text: str = INVITATION, subject: str = "Fællesspisning i Sejlhuset", **rest: str) -> bytes:
    """The same in bytes."""
    return mail(text, subject, **rest).as_bytes()  # type: ignore[arg-type]


def photo(width: int = 800, height: int = 600, *, gps: bool = False, comment: str = "") -> bytes:
    """A JPEG, with a position or a comment in it."""
    import io

    from PIL import Image

    picture = Image.new("RGB", (width, height), "navy")
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 33.0, 0.0), 3: "E", 4: (9.0, 45.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=comment.encode())
    return out.getvalue()
