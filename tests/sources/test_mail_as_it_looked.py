"""What of a mail's HTML is shown: its look and its own pictures, and nothing that runs or loads."""

import re
from email.message import EmailMessage

import pytest

from comms.errors import BadInput
from comms.sources.mail.limits import Limits
from comms.sources.mail.shown import safe_markup, safe_style, shown
from tests.sources.hostile_markup import HOSTILE
from tests.sources.mails import mail, photo

TRAP = "http://trap.example"
LOADS = re.compile(
    r"\b(?:on\w+|href|srcset|poster|background|action|formaction|data|ping|cite|http-equiv|srcdoc|"
    r"attributionsrc|class|id|name)\s*=|url\(|@import|javascript:|<(?:script|style|iframe|svg|math|"
    r"form|input|button|link|meta|base|object|embed|video|audio|template|picture|source)\b",
    re.IGNORECASE,
)


def with_html(markup: str, plain: str = "Ren tekst") -> EmailMessage:
    made = mail(plain)
    made.add_alternative(markup, subtype="html")
    return made


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_keeps_nothing_that_runs_or_loads(name: str) -> None:
    clean, _ = safe_markup(HOSTILE[name].replace("{trap}", TRAP), {})
    tags = "".join(re.findall(r"<[^>]*>", clean))
    assert LOADS.search(tags) is None, tags
    assert "src=" not in tags


def test_the_look_of_a_mail_is_kept() -> None:
    clean, _ = safe_markup(
        '<table bgcolor="#ffeecc"><tr><td style="color: #b00; padding: 4px; position: fixed">'
        "<b>Kom</b> <font color=navy>og vær med</font></td></tr></table>",
        {},
    )
    assert 'bgcolor="#ffeecc"' in clean
    assert 'style="color: #b00; padding: 4px"' in clean
    assert '<font color="navy">' in clean


def test_a_style_with_a_function_or_an_escape_is_left_out_and_the_others_are_kept() -> None:
    assert safe_style("color: red; background-color: rgb(1, 2, 3)") == (
        "color: red; background-color: rgb(1, 2, 3)"
    )
    assert safe_style(r"color: \75rl(x); width: calc(1px); font-size: 12pt") == "font-size: 12pt"
    assert safe_style("background-color: url(x); behavior: y; z-index: 9") == ""


def test_a_picture_of_the_mail_is_shown_clean_and_one_from_elsewhere_is_counted() -> None:
    made = with_html('<p>Se <img src="cid:logo" alt="Vores"><img src="http://x.example/p.gif"></p>')
    part = made.get_payload()[1]  # type: ignore[index]
    part.add_related(photo(comment="hemmelig"), "image", "jpeg", cid="<logo>")  # type: ignore[union-attr]
    (one,) = shown(made.as_bytes(), Limits())
    assert 'src="data:image/jpeg;base64,' in one.html
    assert 'alt="Vores"' in one.html
    assert "x.example" not in one.html
    assert one.left_out == 1


def test_an_attached_mail_is_shown_below_the_one_that_carries_it() -> None:
    outer = mail("Se nedenfor", subject="VS: Kom til fest")
    outer.add_attachment(with_html("<p>Kom til fest</p>"))
    first, second = shown(outer.as_bytes(), Limits())
    assert first.text.strip() == "Se nedenfor"
    assert "<p>Kom til fest</p>" in second.html
    assert dict(second.heads)["Sendt"] == "fredag den 20. november 2026 kl. 10.00"


def test_markup_too_deep_to_be_cleaned_in_time_is_shown_as_its_plain_text() -> None:
    (one,) = shown(with_html("<div>" * 20_000 + "x").as_bytes(), Limits())
    assert one.html == ""
    assert one.text.strip() == "Ren tekst"


def test_what_is_no_mail_is_refused_with_a_reason() -> None:
    with pytest.raises(BadInput, match="tom"):
        shown(b"  ", Limits())
