import io

import pytest

from comms.model.mail import Picture
from comms.sources.mail import Limits, read
from comms.sources.mail.pictures import Room, read_picture
from comms.sources.mail.tree import Part
from tests.sources.mails import mail, photo

LIMITS = Limits(longest_side=400)


def cleaned(raw: bytes, mime: str = "image/jpeg", name: str = "a.jpg") -> Picture:
    """Read one picture."""
    return read_picture(Part(mime, raw, name=name, disposition="attachment"), LIMITS)


def drawn(mode: str, form: str, size: tuple[int, int] = (600, 400), **more: object) -> bytes:
    """A picture of one colour that has a mark in its upper left corner."""
    from PIL import Image

    picture = Image.new(mode, size)
    out = io.BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def opened(picture: Picture) -> object:
    """The cleaned picture, as Pillow sees it."""
    from PIL import Image

    return Image.open(io.BytesIO(picture.data))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_whichever_way_the_phone_was_held(orientation: int) -> None:
    from PIL import Image, ImageOps

    upright = Image.new("RGB", (120, 80), "white")
    upright.paste((255, 0, 0), (0, 0, 40, 40))
    turn = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    held = upright if turn is None else upright.transpose(Image.Transpose(turn))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    held.save(out, "PNG", exif=exif)
    assert ImageOps.exif_transpose(Image.open(out)).size == (120, 80)
    found = cleaned(out.getvalue(), "image/png")
    assert (found.width, found.height) == (120, 80)
    shown = Image.open(io.BytesIO(found.data)).convert("RGB")
    assert shown.getpixel((10, 10)) == pytest.approx((255, 0, 0), abs=30)
    assert shown.getpixel((100, 70)) == pytest.approx((255, 255, 255), abs=30)


@pytest.mark.parametrize(
    ("raw", "mime"),
    [
        (drawn("RGB", "JPEG"), "image/jpeg"),
        (drawn("CMYK", "JPEG"), "image/jpeg"),
        (drawn("L", "JPEG"), "image/jpeg"),
        (drawn("RGB", "JPEG", progressive=True), "image/jpeg"),
        (drawn("RGBA", "PNG"), "image/png"),
        (drawn("I;16", "PNG"), "image/png"),
        (drawn("1", "PNG"), "image/png"),
        (drawn("P", "GIF"), "image/gif"),
        (drawn("RGB", "WEBP"), "image/webp"),
        (drawn("RGBA", "WEBP"), "image/webp"),
        (drawn("RGB", "TIFF"), "image/tiff"),
        (drawn("CMYK", "TIFF"), "image/tiff"),
        (drawn("RGB", "BMP"), "image/bmp"),
    ],
    ids=range(13),
)
def test_every_usual_format_becomes_a_jpeg_or_a_png_of_the_size_we_show(
    raw: bytes, mime: str
) -> None:
    found = cleaned(raw, mime, "billede")
    assert (found.problem, found.width, found.height) == ("", 400, 267)
    assert found.mime in ("image/jpeg", "image/png")


def test_a_photo_from_an_iphone_is_read() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    from PIL import Image

    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "navy").save(out, "HEIF")
    found = cleaned(out.getvalue(), "application/octet-stream", "IMG_0001.HEIC")
    assert (found.problem, found.mime, found.width) == ("", "image/jpeg", 400)


def test_nothing_but_pixels_is_left() -> None:
    from PIL import Image, ImageCms, PngImagePlugin

    exif = Image.Exif()
    exif[0x010E] = "Hemmelig note"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 33.0, 0.0), 3: "E", 4: (9.0, 45.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    Image.new("RGB", (100, 100)).save(
        out, "JPEG", exif=exif, comment=b"Hemmelig", icc_profile=profile,
        xmp=b"<x:xmpmeta>Hemmelig</x:xmpmeta>",
    )  # fmt: skip
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "Hemmelig")
    second = drawn("RGBA", "PNG", pnginfo=notes)
    for raw, mime in ((out.getvalue(), "image/jpeg"), (second, "image/png")):
        found = cleaned(raw, mime)
        assert b"Hemmelig" in raw
        assert "Hemmelig" in found.metadata
        assert b"Hemmelig" not in found.data
        left = set(Image.open(io.BytesIO(found.data)).info)
        assert left <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert cleaned(out.getvalue()).gps


def test_colours_of_another_profile_become_those_of_the_web() -> None:
    from PIL import Image, ImageCms

    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The same profile with red and green changed about: a grass-green photo is red by it.
    red, green = lab.find(b"rXYZ"), lab.find(b"gXYZ")
    swapped = bytearray(lab)
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    out = io.BytesIO()
    Image.new("RGB", (100, 100), (0, 200, 0)).save(out, "JPEG", icc_profile=bytes(swapped))
    shown = Image.open(io.BytesIO(cleaned(out.getvalue()).data))
    r, g, _ = shown.convert("RGB").getpixel((50, 50))  # type: ignore[misc]
    assert r > g


def test_a_broken_profile_costs_nothing() -> None:
    assert cleaned(drawn("RGB", "JPEG", icc_profile=b"no profile")).problem == ""


def test_sixteen_bits_are_scaled_and_not_cut() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("I;16", (100, 100), 32768).save(out, "PNG")
    shown = Image.open(io.BytesIO(cleaned(out.getvalue(), "image/png").data)).convert("L")
    assert shown.getpixel((50, 50)) == pytest.approx(128, abs=3)


def test_of_an_animation_the_first_picture_is_shown() -> None:
    from PIL import Image

    out = io.BytesIO()
    frames = [Image.new("RGB", (100, 100), colour) for colour in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    shown = Image.open(io.BytesIO(cleaned(out.getvalue(), "image/gif").data))
    assert getattr(shown, "n_frames", 1) == 1
    assert shown.convert("RGB").getpixel((50, 50)) == pytest.approx((255, 0, 0), abs=10)


@pytest.mark.parametrize(("mime", "name"), [("image/svg+xml", "a"), ("image/x", "a.svg")])
def test_drawings_that_may_hold_programs_are_not_taken(mime: str, name: str) -> None:
    found = cleaned(b"<svg xmlns='http://www.w3.org/2000/svg'/>", mime, name)
    assert (found.data, found.editorial) == (b"", False)
    assert found.problem == "SVG-filer vises ikke: bed om en JPEG"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"ingen fil", "det er ikke en billedfil"),
        (photo()[:400], "filen er ødelagt"),
        (b"", "det er ikke en billedfil"),
    ],
)
def test_a_picture_that_cannot_be_read_says_why(raw: bytes, reason: str) -> None:
    assert reason in cleaned(raw).problem


def test_a_picture_that_would_fill_the_memory_is_left() -> None:
    limits = Limits(bitmap=1_000_000)
    found = read_picture(Part("image/png", drawn("RGB", "PNG"), name="a.png"), limits)
    assert found.problem == ""
    found = read_picture(Part("image/png", drawn("RGB", "PNG", (600, 600)), name="a"), limits)
    assert "fylder for meget: bed om en mindre udgave" in found.problem


def test_pictures_share_the_room_of_their_mail() -> None:
    part, room = Part("image/png", drawn("RGB", "PNG"), name="a.png"), Room(1_500_000)
    told = [bool(read_picture(part, Limits(), room=room).problem) for _ in range(3)]
    assert told == [False, True, True]


def test_pictures_beyond_the_most_are_named() -> None:
    made = mail("Se billederne.")
    for number in range(3):
        made.add_attachment(photo(), maintype="image", subtype="jpeg", filename=f"{number}.jpg")
    shown = read(made.as_bytes(), Limits(pictures=2)).pictures
    assert [(one.name, bool(one.data)) for one in shown] == [
        ("0.jpg", True),
        ("1.jpg", True),
        ("2.jpg", False),
    ]


@pytest.mark.parametrize(
    ("width", "height", "inline", "editorial"),
    [
        (160, 60, True, False),
        (1200, 90, True, False),
        (1200, 800, True, True),
        (30, 30, False, False),
        (1, 1, True, False),
        (600, 400, False, True),
    ],
    ids=["logo", "banner", "photo in the text", "icon", "counting pixel", "file"],
)
def test_logos_are_told_from_photos(
    width: int, height: int, *, inline: bool, editorial: bool
) -> None:
    made = mail("Hej")
    made.add_alternative('<p>Hej</p><img src="cid:x@y">', subtype="html")
    if inline:
        page = made.get_payload()[1]  # type: ignore[index]
        page.add_related(photo(width, height), "image", "jpeg", cid="<x@y>")  # type: ignore[union-attr]
    else:
        made.add_attachment(
            photo(width, height), maintype="image", subtype="jpeg", filename="a.jpg"
        )
    assert [one.editorial for one in read(made.as_bytes()).pictures] == [editorial]


def test_a_picture_that_the_text_shows_twice_is_a_logo() -> None:
    made = mail("Hej")
    for name in ("image001.jpg", "image002.jpg"):
        made.add_attachment(
            photo(500, 300), maintype="image", subtype="jpeg", filename=name, cid=f"<{name}>",
            disposition="inline",
        )  # fmt: skip
    assert [one.editorial for one in read(made.as_bytes()).pictures] == [False, False]


def test_a_photo_that_is_sent_twice_counts_once() -> None:
    made = mail("Hej")
    for name in ("a.jpg", "b.jpg"):
        made.add_attachment(photo(), maintype="image", subtype="jpeg", filename=name)
    assert [one.editorial for one in read(made.as_bytes()).pictures] == [True, False]
