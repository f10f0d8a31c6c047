"""What a page says of itself, read from real answers on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from comms.errors import BadInput
from comms.practice.feeds import Fault, PracticeFeeds
from comms.sources.page import READ, Page, Pages, read_page
from comms.wire.http import Limits

TOLD = "Værestedet på Ærøgade åbner igen mandag den 7. december efter et halvt år."
ARTICLE = f"""<!doctype html><html><head><meta charset="utf-8">
<title>Værestedet åbner igen | Eksempel Kommune</title>
<script>document.write("<p>Intet af det her er skrevet til mennesker, kun maskiner.</p>")</script>
</head><body><header><p>Spring til indholdet på siden, som du gerne vil læse nu.</p></header>
<p>Vi bruger cookies for at forstå, hvordan siden bliver brugt. Det kan du sige nej til.</p>
<main><h1>Værestedet</h1><p>3. december</p>
<p>{TOLD} <b>Alle</b> er velkomne &ndash; også hunden.</p>
<p>Der er mad hver dag kl. 12, og den koster 20 kr. for alle.</p></main>
</body></html>"""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[PracticeFeeds]:
    (tmp_path / "nyhed.html").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "fil.pdf").write_bytes(b"%PDF-1.7 <html>")
    with PracticeFeeds(tmp_path) as server:
        yield server


def pages(body: int = 1_000_000, *, allow_private: bool = True) -> Pages:
    return Pages(Limits(body=body, seconds=5), allow_private=allow_private)


def test_title_and_first_words_come_from_what_the_page_shows(web: PracticeFeeds) -> None:
    assert pages()(web.url_of("nyhed.html")) == Page(
        "Værestedet åbner igen", f"{TOLD} Alle er velkomne – også hunden."
    )


def test_our_own_networks_are_not_asked(web: PracticeFeeds) -> None:
    with pytest.raises(BadInput, match="som alle kan se på nettet"):
        pages(allow_private=False)(web.url_of("nyhed.html"))
    assert web.asked == []


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault.GONE, "findes ikke"),
        (Fault.SERVER_ERROR, "svarer ikke lige nu"),
        (Fault.ENDLESS, "fylder for meget"),
        (Fault.BOMB, "fylder for meget"),
        (Fault.REDIRECT_FILE, "Adressen kan ikke hentes"),
        (Fault.REDIRECT_LOOP, "Adressen kan ikke hentes"),
        (Fault.GARBAGE, "en fil og ikke en side"),
    ],
)
def test_what_cannot_be_had_is_said_in_danish(web: PracticeFeeds, fault: Fault, says: str) -> None:
    web.faults["nyhed.html"] = fault
    with pytest.raises(BadInput, match=says):
        pages()(web.url_of("nyhed.html"))


def test_a_file_is_no_page(web: PracticeFeeds) -> None:
    with pytest.raises(BadInput, match="en fil og ikke en side"):
        pages()(web.url_of("fil.pdf"))


def page(head: str, body: str = "", kind: str = "text/html; charset=utf-8") -> Page:
    return read_page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), kind)


def test_what_is_meant_for_sharing_goes_before_the_title_and_the_first_paragraph() -> None:
    title = '<meta property="og:title" content="Kom &amp; syng">'
    words = '<meta content="Vi synger hver onsdag." name="description">'
    found = page(f"{title}{words}<title>Forside</title>", f"<p>{TOLD}</p>")
    assert found == Page("Kom & syng", "Vi synger hver onsdag.")


def test_a_description_that_is_cut_off_gives_way_to_the_paragraph_it_is_taken_from() -> None:
    cut = f'<meta name="description" content="{TOLD[:50]}…">'
    assert (
        page(cut, f"<p>Her står noget andet, som også er langt nok.</p><p>{TOLD}</p>").text == TOLD
    )


def test_a_page_in_an_old_charset_is_read_as_its_header_or_head_says() -> None:
    old = "<html><title>Æblehøst på Ærø</title>".encode("cp1252")
    assert read_page(old, "text/html; charset=iso-8859-1").title == "Æblehøst på Ærø"
    assert read_page(b'<meta charset="windows-1252">' + old, "text/html").title == "Æblehøst på Ærø"


def test_a_page_without_words_is_told() -> None:
    with pytest.raises(BadInput, match="ingen overskrift og ingen tekst"):
        page("", "<div id=app></div><script>start()</script>")


@pytest.mark.parametrize(
    "piece", ["<script", "<!--", "<p>", "<p ", "<meta ", "<meta a='", "<title>", "<main ", "<", "&"]
)
def test_hostile_markup_is_read_in_time(piece: str) -> None:
    """Not timed: pytest's own limit would end what grows with the square of the page."""
    body = (piece * (READ // len(piece))).encode()
    with pytest.raises(BadInput, match="ingen overskrift"):
        read_page(b"<html>" + body, "text/html")
