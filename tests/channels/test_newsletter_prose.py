"""Plain text from people, as HTML and as lines."""

import pytest

from comms.channels.newsletter.prose import safe_link, to_html, to_lines


def test_blank_lines_make_paragraphs_and_single_ones_breaks() -> None:
    assert to_html("Et\r\nto\n\n \ntre") == "<p>Et<br />to</p><p>tre</p>"


def test_lines_with_a_dash_make_a_list() -> None:
    assert to_html("- æble\n- pære") == "<ul><li>æble</li><li>pære</li></ul>"


def test_signs_of_html_are_text() -> None:
    assert to_html('<b> & "x"') == "<p>&lt;b&gt; &amp; &quot;x&quot;</p>"


def test_an_address_becomes_a_link_without_the_full_stop_after_it() -> None:
    assert to_html("Se https://example.dk/a?b=1&c.") == (
        '<p>Se <a href="https://example.dk/a?b=1&amp;c">https://example.dk/a?b=1&amp;c</a>.</p>'
    )


def test_nothing_makes_nothing() -> None:
    assert (to_html(" \n "), to_lines("")) == ("", "")


def test_lines_are_short_and_addresses_whole() -> None:
    url = "https://example.dk/" + "x" * 80
    lines = to_lines("ord " * 40 + url).split("\n")
    assert max(len(line) for line in lines if line != url) <= 72
    assert url in lines


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://øl.dk/sø?q=å#æ", "https://xn--l-4ga.dk/s%C3%B8?q=%C3%A5#%C3%A6"),
        ("mailto:anna@example.dk", "mailto:anna@example.dk"),
        ("https://example.dk/a%20b", "https://example.dk/a%20b"),
        ("http://example.dk:8080/", "http://example.dk:8080/"),
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("//example.dk", ""),
        ("https://bruger:kode@example.dk/", ""),
        ("https://", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_only_addresses_to_follow_are_links(url: str, safe: str) -> None:
    assert safe_link(url) == safe
