"""The report as a page: one that leadership reads in a minute, then the details."""

from base64 import b64encode
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from comms.danish.calendar import long_date, number, percent, short_date
from comms.stages.measure import figures, plot, words
from comms.stages.measure.content import PRACTICE, ReportContent

TEMPLATES: Final = Path(__file__).parents[3] / "templates" / "report"
MOST_ON_FIRST_PAGE: Final = 6


def html(content: ReportContent, templates: Path = TEMPLATES) -> str:
    """The whole report as one page that needs no other file. templates: the folder to read."""
    page = _environment(templates).get_template("report.html.j2")
    return page.render(
        content=content,
        words=words,
        wide=_inline(plot.svg(content)),
        narrow=_inline(plot.svg(content, narrow=True)),
        weeks=figures.weeks(content),
        ahead=figures.ahead(content),
        missed=figures.missed(content),
        most=MOST_ON_FIRST_PAGE,
        practice=PRACTICE if content.practice else "",
    )


def _inline(picture: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(picture).decode()}"


def _environment(templates: Path) -> Environment:
    pages = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters.update(
        number=number, percent=percent, short_date=short_date, long_date=long_date, signed=_signed
    )
    return pages


def _signed(value: int) -> str:
    """ "+3", "−2" (a minus sign, not a hyphen), "0"."""
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}" if value < 0 else "0"
