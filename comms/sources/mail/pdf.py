"""PDF → text, page by page, within limits; one that holds only pictures says so."""

import io
import logging

from comms.errors import BadInput
from comms.sources.mail.limits import Limits

SCANNED = "PDF-filen har næsten ingen tekst, kun billeder: den er nok skannet. Læs den selv"
_LITTLE = 20  # letters: less is a page number on a scanned sheet


def pdf_text(raw: bytes, limits: Limits) -> str:
    """The words of the first pages. Raises BadInput with the reason when it cannot be read."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every oddity it repairs
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput("PDF-filen er låst med adgangskode")
        out: list[str] = []
        for page in reader.pages[: limits.pages]:
            out.append(page.extract_text())
            if sum(map(len, out)) > limits.document_text:
                break
    except (FileNotDecryptedError, DependencyError):
        raise BadInput("PDF-filen er låst med adgangskode") from None
    except RecursionError:
        raise BadInput("PDF-filen går i ring og kan ikke læses") from None
    except PyPdfError as error:
        raise BadInput(f"PDF-filen er ødelagt ({type(error).__name__})") from None
    return "\n\n".join(page.strip() for page in out)


def is_scanned(text: str) -> bool:
    """Is there so little text that the words must stand in pictures?"""
    return sum(map(str.isalpha, text)) < _LITTLE
