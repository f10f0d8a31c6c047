"""Colours that cannot be read are refused, and so is a template of the wrong kind."""

from pathlib import Path

import pytest
import yaml

from comms.channels.newsletter import Look
from comms.channels.newsletter.look import contrast
from comms.errors import SettingsError
from tests.channels.issue_samples import TEMPLATES

OURS = TEMPLATES / "newsletter" / "look.yaml"


def look_with(tmp_path: Path, **light: str) -> Path:
    told = yaml.safe_load(OURS.read_text(encoding="utf-8"))
    told["light"].update(light)
    path = tmp_path / "look.yaml"
    path.write_text(yaml.safe_dump(told), encoding="utf-8")
    return path


def test_our_own_look_can_be_read() -> None:
    assert Look.load(OURS).problems() == []


def test_gold_text_on_white_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"light: link #f5b81f on surface #ffffff .* 4\.5"):
        Look.load(look_with(tmp_path, link="#f5b81f"))


def test_a_colour_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"look\.yaml: .*text must be a colour"):
        Look.load(look_with(tmp_path, text="red; }"))


def test_a_missing_colour_is_named(tmp_path: Path) -> None:
    path = tmp_path / "look.yaml"
    path.write_text("light: {}\ndark: {}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="the colours needed are band, banner"):
        Look.load(path)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
