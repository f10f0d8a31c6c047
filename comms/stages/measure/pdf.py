"""The report as a tagged PDF (PDF/UA-1), where the machine can make one."""

from comms.errors import CommsError


class NoPdf(CommsError):
    """The machine lacks what WeasyPrint draws with; the other products are made all the same."""


def pdf(html: str) -> bytes:
    """Print the page. Nothing is fetched: pictures lie in the page itself.

    Raises NoPdf, in one line, when Debian's pango is missing.
    """
    try:
        from weasyprint import HTML
    except OSError as missing:
        reason = str(missing).splitlines()[0][:100]
        raise NoPdf(
            f"report.pdf er ikke lavet: pango mangler ({reason}). "
            "Installér Debians pakke libpangoft2-1.0-0 og kør rapporten igen."
        ) from missing
    printed = HTML(string=html, url_fetcher=_inline_only).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(printed, bytes)
    return printed


def _inline_only(url: str, *args: object, **kwargs: object) -> object:
    from weasyprint import default_url_fetcher

    if not url.startswith("data:"):
        raise ValueError("en rapport henter intet udefra")
    return default_url_fetcher(url, *args, **kwargs)
