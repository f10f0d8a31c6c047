from pathlib import Path

import pytest

from comms.sources.mail import ocr
from comms.wiring.probes import _pictures


def test_a_missing_tesseract_is_advice_and_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr._languages.cache_clear()
    try:
        assert _pictures() == (
            "Tesseract er her ikke, så plakater læses ikke: tesseract-ocr og tesseract-ocr-dan"
        )
    finally:
        ocr._languages.cache_clear()
