"""The newsletter as it leaves: what a reader, a mailbox and a screen reader get."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comms.channels.newsletter import (
    NEARLY,
    PRACTICE_BANNER,
    Block,
    Compiled,
    IssueContent,
    Picture,
    Recipient,
)
from comms.channels.newsletter.compiled import greeting
from comms.errors import BadInput
from tests.channels.issue_samples import ISSUE, MEAL, WHOLE, press

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ANNA = Recipient(
    "anna@example.dk", "Anna Øst", "https://nyt.example.dk/afmeld/abc?x=1&y=2", "<d-1@example.dk>"
)


def mail(content: IssueContent = ISSUE, *, practice: bool = False) -> EmailMessage:
    raw = press(practice=practice).compile(content).message(ANNA, AT)
    parsed = message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


class Page(HTMLParser):
    """What the HTML holds, by tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def every(self, tag: str, attribute: str) -> list[str | None]:
        return [attrs.get(attribute) for name, attrs in self.tags if name == tag]


def test_the_headers_let_a_reader_answer_and_leave() -> None:
    got = mail()
    assert got["From"] == "Strategi for Udsathed <nyt@example.dk>"
    assert got["Reply-To"] == "Strategi for Udsathed <faelles@example.dk>"
    assert got["To"] == "anna@example.dk"
    assert got["Subject"] == ISSUE.title
    assert got["Message-ID"] == "<d-1@example.dk>"
    assert got["Date"].datetime == AT
    assert got["List-Id"] == "<nyhedsbrev.example.dk>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Precedence"] is None
    assert got["List-Unsubscribe"] == f"<{ANNA.leave_url}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_plain_text_comes_first_and_is_written_as_text() -> None:
    got = mail()
    assert [each.get_content_type() for each in got.iter_parts()] == ["text/plain", "text/html"]
    text = part(got, "plain")
    assert "Hej Anna Øst,\n" in text
    assert "Fællesspisning i Medborgerhuset\n-------------------------------\n" in text
    assert "- Tag en ven med\n- Meld dig på https://example.dk/spis?a=1&b=2.\n" in text
    assert '[Billede: Et langt bord med "suppe" Foto: Bo E.]' in text
    assert f"Afmeld nyhedsbrevet:\n{ANNA.leave_url}\n" in text
    assert "<" not in text


def test_the_text_has_the_same_parts_with_dates_as_a_list_and_links_on_their_own_lines() -> None:
    text = part(mail(WHOLE), "plain")
    assert "Flere historier\n---------------\n\nGratis gældsrådgivning\n~~~~" in text
    assert (
        "Det sker\n--------\n\n- Fællesspisning\n  tirsdag den 1. december kl. 17.00–19.00\n"
        "  Medborgerhuset\n  Tilmelding senest fredag den 27. november 2026\n  Pris: 50 kr.\n"
    ) in text
    assert "Nyttig viden\n------------\n\nNy rapport\n~~~~~~~~~~\n" in text
    assert "\nLæs mere:\nhttps://example.dk/f%C3%A6llesspisning\n" in text
    assert "\n\n\n" not in text


def test_headings_go_down_one_step_at_a_time() -> None:
    names = [tag for tag, _ in Page(part(mail(WHOLE), "html")).tags]
    steps = [int(tag[1]) for tag in names if tag in ("h1", "h2", "h3", "h4")]
    assert steps == [1, 2, 2, 3, 2, 2, 3, 2, 2]
    assert all(after - before <= 1 for before, after in pairwise(steps))


def test_the_subject_is_the_chosen_one_and_the_heading_stays() -> None:
    got = mail(replace(ISSUE, subject="Fællesspisning – og én historie til"))
    assert got["Subject"] == "Fællesspisning – og én historie til"
    assert ISSUE.title in part(got, "html")


def test_a_portrait_is_shown_no_taller_than_a_page() -> None:
    tall = Picture("https://example.dk/p.jpg", "En port", 1500, 2000)
    assert tall.within(592, 600) == (450, 600)
    assert Picture("https://example.dk/s.jpg", "En knap", 40, 20).within(592, 600) == (40, 20)


def test_the_html_has_one_h1_a_heading_for_each_story_and_its_language() -> None:
    page = Page(part(mail(), "html"))
    names = [tag for tag, _ in page.tags]
    assert page.every("html", "lang") == ["da"]
    assert (names.count("h1"), names.count("h2")) == (1, 5)


def test_each_picture_has_its_alternative_text() -> None:
    page = Page(part(mail(), "html"))
    assert page.every("img", "alt") == ['Et langt bord med "suppe"']
    assert page.every("img", "src") == ["https://example.dk/f.jpg"]
    assert (page.every("img", "width"), page.every("img", "height")) == (["592"], ["311"])


def test_links_lead_where_the_reader_expects_and_nothing_is_fetched_from_elsewhere() -> None:
    page = Page(part(mail(), "html"))
    assert page.every("a", "href") == [
        "https://example.dk/spis?a=1&b=2",
        "https://example.dk/f%C3%A6llesspisning",
        "mailto:faelles@example.dk",
        "https://nyt.example.dk/nyhedsbreve/2026/uge-48",
        "https://www.example.dk/strategi",
        "https://was.example.dk/",
        "https://www.example.dk/privatliv",
        ANNA.leave_url,
    ]
    assert page.every("link", "href") == []
    assert "@import" not in part(mail(), "html")


def test_no_address_is_a_no_reply_address() -> None:
    whole = press().compile(ISSUE).message(ANNA, AT).decode("ascii").lower()
    assert "no-reply" not in whole
    assert "noreply" not in whole


def test_practice_mode_is_said_in_every_part() -> None:
    got = mail(practice=True)
    assert PRACTICE_BANNER in part(got, "plain")
    assert PRACTICE_BANNER in part(got, "html")
    assert got["Subject"].startswith("[Testtilstand] ")
    assert "Testtilstand" not in mail().as_string()


def test_the_newsletter_is_small_enough_that_gmail_shows_it_whole() -> None:
    story = replace(
        MEAL, text="\n\n".join(["Alle er velkomne, også dig, der ikke kender nogen. " * 7] * 2)
    )
    many = replace(WHOLE, blocks=tuple(replace(story, section=f"Del {n % 5}") for n in range(12)))
    weight = press(practice=True).compile(many).weight
    assert weight < NEARLY


def test_a_link_that_could_run_is_left_out() -> None:
    bad = Block("Prøv", "Se javascript:alert(1)", link="javascript:alert(1)")
    page = Page(part(mail(replace(ISSUE, blocks=(bad,))), "html"))
    assert not [href for href in page.every("a", "href") if href and "javascript" in href]


ODD = st.one_of(
    st.text(max_size=30),
    st.sampled_from(['<script>"', "</h2><h1>", "{{ 7*7 }}", "mj-text", "]]>", "<!--", "&amp;&#0;"]),
    st.sampled_from(
        [".", "\n.\n", "æøå 👩‍👧", "\u202eעברית", "=3D", "\r\nBcc: x@y.dk", "\x00\x0b"]
    ),
)
WORDS = st.lists(ODD, min_size=1, max_size=4).map("".join)


@settings(max_examples=60, deadline=None)
@given(title=WORDS, text=WORDS, link=WORDS, name=WORDS)
def test_whatever_people_write_stays_text(title: str, text: str, link: str, name: str) -> None:
    block = Block(title, text, link="https://example.dk/" + link, section=text)
    issue = replace(ISSUE, title=title, subject=title, preheader=text, blocks=(block,), intro=text)
    compiled = press().compile(issue)
    assert Compiled.from_bytes(compiled.to_bytes()) == compiled
    raw = compiled.message(replace(ANNA, name=name), AT)
    got = message_from_bytes(raw, policy=policy.default)
    assert isinstance(got, EmailMessage)
    assert got["Bcc"] is None
    assert len(got.keys()) == 12
    page = Page(part(got, "html"))
    names = [tag for tag, _ in page.tags]
    assert (names.count("h1"), names.count("h2"), names.count("script")) == (1, 4, 0)
    assert page.every("a", "href")[-1] == ANNA.leave_url


def test_the_same_issue_compiles_to_the_same_bytes() -> None:
    assert press().compile(ISSUE).to_bytes() == press().compile(ISSUE).to_bytes()


def test_a_frozen_issue_is_read_again_as_it_was() -> None:
    compiled = press().compile(ISSUE)
    assert Compiled.from_bytes(compiled.to_bytes()) == compiled


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"subject": 1, "mould": 2}'])
def test_frozen_bytes_that_are_none_are_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        Compiled.from_bytes(data)


def test_a_preview_shows_the_issue_and_leaves_nobody_out() -> None:
    page = Page(press().compile(ISSUE).html())
    assert page.every("a", "href")[-1] == "#"
    assert page.every("img", "alt") == ['Et langt bord med "suppe"']
    assert "Afmeld nyhedsbrevet:\n#\n" in press().compile(ISSUE).text()


def test_the_public_page_holds_the_stories_and_no_recipient() -> None:
    archive = press().compile(ISSUE).archive
    assert "<h1>Nyt fra Strategi for Udsathed – uge 48</h1>" in archive
    assert "<h3>Gratis gældsrådgivning</h3>" in archive
    assert 'alt="Et langt bord med &#34;suppe&#34;"' in archive
    assert "afmeld" not in archive.lower()
    assert "mark-" not in archive
    assert "Hej" not in archive


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Anna", "Hej Anna,"),
        (" Åse  Ørsted-Bæk ", "Hej Åse Ørsted-Bæk,"),
        ("", "Hej,"),
        ("Vind på www.snyd.example", "Hej,"),
        ("https://snyd.example", "Hej,"),
        ("snyd.dk", "Hej,"),
        ("a" * 61, "Hej,"),
        ("Anna\r\nBcc: b@c.dk", "Hej,"),
    ],
)
def test_a_greeting_carries_a_name_and_no_advertisement(name: str, said: str) -> None:
    assert greeting(name) == said
