"""The check of a template's MJML: the compiler itself lets nearly everything pass in silence."""

import pytest

from comms.channels.newsletter.markup import to_html
from comms.errors import BadInput

PICTURE = 'alt="Et bord" width="592" height="311"'


def in_text(html: str) -> str:
    return (
        "<mjml><mj-body><mj-section><mj-column>"
        f"<mj-text>{html}</mj-text></mj-column></mj-section></mj-body></mjml>"
    )


def in_head(mjml: str) -> str:
    return f"<mjml><mj-head>{mjml}</mj-head><mj-body></mj-body></mjml>"


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("<mjml><mj-body><mj-social></mj-social></mj-body></mjml>", "<mj-social> is not known"),
        ("<mjml><mj-body><mj-sektion/></mj-body></mjml>", "<mj-sektion> is not known"),
        ('<mjml><mj-body bgcolor="#fff"></mj-body></mjml>', "<mj-body> takes no bgcolor"),
        (in_head('<mj-style inline="inline">p {}</mj-style>'), "<mj-style> takes no inline"),
        (in_head('<mj-font name="X" href="https://x.dk"/>'), "<mj-font> is not known"),
        (in_head("<mj-style>@import 'https://x.dk/f.css';</mj-style>"), "fetches something"),
        (in_head("<mj-style>p {background: URL (https://x.dk/p)}</mj-style>"), "fetches something"),
        (in_text('<p style="background:url(https://x.dk/p)">x</p>'), "<p> takes no style"),
        (in_text('<h2 style="background:url(https://x.dk/p)">x</h2>'), "fetches something"),
        (in_text('<a href="javascript:alert(1)">x</a>'), "a link leads to 'javascript:alert"),
        (in_text('<a href=" javascript:alert(1)">x</a>'), "a link leads to ' javascript:"),
        (in_text('<a href="/nyhedsbreve">x</a>'), "a link leads to '/nyhedsbreve'"),
        (in_text("<a>x</a>"), "<a> needs href"),
        (in_text('<a href="https://x.dk" onclick="x()">x</a>'), "<a> takes no onclick"),
        (
            in_text(f'<img src="data:image/png;base64,AA" {PICTURE}/>'),
            "a picture comes from 'data:",
        ),
        (in_text('<img src="https://x.dk/a.jpg" alt="x"/>'), "<img> needs width"),
        (in_text('<img src="https://x.dk/a.jpg" width="1" height="1"/>'), "<img> needs alt"),
        (in_text("<script>x()</script>"), "<script> is not known"),
        (in_text("<p>1 < 2</p>"), "not well-formed"),
        (in_text("<p>et<p>to"), "not well-formed"),
    ],
)
def test_what_the_compiler_would_let_pass_is_refused_and_named(source: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        to_html(source)
    assert says in str(refused.value)


def test_all_that_is_wrong_is_told_once() -> None:
    twice = '<a href="x:1">1</a><a href="x:1">2</a><b>fed</b>'
    with pytest.raises(BadInput) as refused:
        to_html(in_text(twice))
    assert str(refused.value).endswith("a link leads to 'x:1'; <b> is not known here")


def test_what_is_allowed_is_compiled_and_fetches_nothing() -> None:
    mark = "mark-0123456789abcdef01234567-leave"
    links = "".join(f'<a href="{one}">x</a>' for one in ("https://x.dk", "mailto:a@x.dk", mark))
    html = to_html(in_text(f'<img src="https://x.dk/a.jpg" {PICTURE}/>{links}'))
    assert "fonts.googleapis" not in html
    assert f'href="{mark}"' in html
