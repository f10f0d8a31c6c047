"""Pictures of a mail: turned upright, scaled, and pasted into fresh ones so that nothing follows.

A plain re-save keeps JPEG comments; a paste keeps pixels only. Pixels are counted before loading:
a file of 17 kB may hold 144 megapixels.
"""

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comms.model.mail import Picture
from comms.sources.mail.limits import Limits
from comms.sources.mail.tree import Part
from comms.sources.mail.words import clean

if TYPE_CHECKING:
    from PIL import Image, ImageFile

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "BMP", "TIFF", "MPO")
_GPS = 0x8825  # the Exif tag that points to the GPS directory (CIPA DC-008)
_EXIF = 0x8769  # the one that points to the Exif directory, where a UserComment stands
_BINARY = ("exif", "icc_profile", "photoshop", "mp")
_LOGO_SIDE = 400  # pixels: an inline picture that is no larger this way and that is a logo


def is_picture(part: Part) -> bool:
    """By its type, or by its name when the type says nothing."""
    endings = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".bmp", ".tif", ".tiff")
    return part.mime.startswith("image/") or (
        part.mime in ("application/octet-stream", "") and part.name.lower().endswith(endings)
    )


@dataclass
class Room:
    """left: bytes that the pictures of a mail may still take, all together."""

    left: int


def read_picture(
    part: Part, limits: Limits, *, in_signature: bool = False, room: Room | None = None
) -> Picture:
    """The cleaned picture; one that cannot be read says why in `problem`."""
    name = part.name or "billede"
    if part.mime.startswith("image/svg") or part.name.lower().endswith((".svg", ".svgz")):
        return Picture(name, editorial=False, problem="SVG-filer vises ikke: bed om en JPEG")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _cleaned(
                part, name, limits, in_signature=in_signature, room=room or Room(limits.bitmap)
            )
    except MemoryError:
        return Picture(name, problem="billedet kræver mere hukommelse, end vi tillader")
    except Exception as error:  # these libraries raise nearly anything on broken files
        return Picture(name, problem=f"billedet kan ikke læses ({_reason(error)})")


def _cleaned(part: Part, name: str, limits: Limits, *, in_signature: bool, room: Room) -> Picture:
    from PIL import Image, ImageOps
    from pillow_heif import register_heif_opener

    register_heif_opener()
    with Image.open(io.BytesIO(part.raw), formats=FORMATS) as picture:
        width, height = picture.size
        _check_size(picture, limits, room)
        gps = bool(picture.getexif().get_ifd(_GPS))
        notes = _notes(picture)
        editorial = not _is_logo(part, width, height, in_signature=in_signature)
        longest = (limits.longest_side, limits.longest_side)
        picture.draft("RGB", longest)
        small = _eight_bits(picture)
        small.thumbnail(longest)
        upright = _in_srgb(ImageOps.exif_transpose(small), picture.info.get("icc_profile"))
        data, mime, size = _fresh(upright)
    return Picture(name, data, mime, *size, gps, editorial, metadata=notes)


def _check_size(picture: "ImageFile.ImageFile", limits: Limits, room: Room) -> None:
    """Refuse by pixels, and by the bytes that reading takes: they depend on format and mode."""
    width, height = picture.size
    if width * height > limits.pixels:
        raise ValueError(f"{width} × {height} pixels; højst {limits.pixels}")
    needed = int(width * height * _bytes_each(picture))
    if needed > limits.bitmap:
        raise ValueError(f"{width} × {height} pixels fylder for meget: bed om en mindre udgave")
    if needed > room.left:
        raise ValueError("mailen har for mange store billeder: dette er ikke læst")
    room.left -= needed


def _bytes_each(picture: "ImageFile.ImageFile") -> float:
    """What a pixel takes at the most while we read it, measured."""
    if picture.format in ("JPEG", "MPO"):
        # A baseline file is scaled while it is decoded; a progressive one is held as a whole.
        return 6.0 if picture.info.get("progressive") else 0.5
    if picture.format == "HEIF":
        return 7.0
    return {"1": 1, "L": 1, "P": 1}.get(picture.mode) or (4 if picture.mode == "RGB" else 8)


def _eight_bits(picture: "Image.Image") -> "Image.Image":
    """16 bits a channel would be cut off at white, not scaled, by a plain conversion."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("L") if picture.mode == "F" else picture


def _in_srgb(picture: "Image.Image", profile: bytes | None) -> "Image.Image":
    """The colours as they were meant: phones write Display P3, printers CMYK; the web is sRGB."""
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    from PIL import ImageCms

    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(
            picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return turned or picture


def _notes(picture: "ImageFile.ImageFile") -> str:
    """Words in Exif, XMP, IPTC, comments and PNG texts.

    They are dropped, but a CPR number there is told.
    """
    exif = picture.getexif()
    told = [value for key, value in picture.info.items() if key not in _BINARY]
    values = [*told, *exif.values(), *exif.get_ifd(_EXIF).values(), *_captions(picture)]
    texts = [_words(value) for value in values if isinstance(value, str | bytes)]
    return "\n".join(clean(text[:5000]) for text in texts if text.strip())[:20_000]


def _words(value: str | bytes) -> str:
    """A field's words. CIPA DC-008: a UserComment begins with eight bytes that name its code.

    Windows' own fields (XPTitle, XPComment) are UTF-16, two bytes a sign.
    """
    if isinstance(value, str):
        return value
    if value[:8] in (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", b"\0" * 8):
        value = value[8:]
    code = "utf-8"
    if len(value) > 3 and value[1:8:2].count(0) == len(value[1:8:2]):
        code = "utf-16-le"
    elif len(value) > 3 and value[0:8:2].count(0) == len(value[0:8:2]):
        code = "utf-16-be"
    return value.decode(code, "replace")


def _captions(picture: "ImageFile.ImageFile") -> list[bytes]:
    """What agencies write into a photo: headline, caption, by-line (IPTC-IIM, record 2)."""
    from PIL import IptcImagePlugin

    found = IptcImagePlugin.getiptcinfo(picture) or {}
    told: list[bytes] = []
    for values in found.values():
        told += values if isinstance(values, list) else [values]
    return told


def _fresh(picture: "Image.Image") -> tuple[bytes, str, tuple[int, int]]:
    """Pixels only. JPEG for photos; PNG where there is transparency or a small palette."""
    from PIL import Image

    drawn = picture.mode in ("P", "1", "L", "LA", "RGBA", "PA")
    mode = "RGBA" if picture.mode in ("RGBA", "LA", "PA", "P") else "RGB"
    fresh = Image.new(mode, picture.size)
    fresh.paste(picture.convert(mode))
    out = io.BytesIO()
    if drawn:
        fresh.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png", fresh.size
    fresh.convert("RGB").save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue(), "image/jpeg", fresh.size


def _is_logo(part: Part, width: int, height: int, *, in_signature: bool) -> bool:
    """Small pictures that the text shows inline are logos, icons and lines, not press photos."""
    if min(width, height) < 40 or width * height < 8000:
        return True
    related = "multipart/related" in part.within
    inline = bool(part.content_id) and (related or part.disposition != "attachment")
    small = max(width, height) <= _LOGO_SIDE or min(width, height) <= 120
    return (inline or in_signature) and (small or max(width, height) > 4 * min(width, height))


def _reason(error: Exception) -> str:
    if isinstance(error, Warning) or "Bomb" in type(error).__name__:
        return "for mange pixels"
    if type(error).__name__ in ("KeyError", "UnidentifiedImageError"):
        return "det er ikke en billedfil, vi kender: JPEG, PNG, GIF, WEBP, HEIC, BMP, TIFF"
    if isinstance(error, OSError | SyntaxError):
        return "filen er ødelagt"
    text = str(error) if isinstance(error, ValueError) else type(error).__name__
    return " ".join(text.split())[:120]
