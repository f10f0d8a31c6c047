"""The look: colours of one file, refused when a reader could not read them (WCAG 2.2, 1.4.3)."""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from comms.errors import SettingsError

TEXT = 4.5  # least contrast of text
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Palette:
    """Colours as `#rrggbb`, named by what they are for."""

    page: str
    surface: str
    text: str
    muted: str
    heading: str
    link: str
    band: str
    on_band: str
    gold: str
    banner: str
    on_banner: str


READ = (
    ("text", "surface", TEXT),
    ("muted", "surface", TEXT),
    ("heading", "surface", TEXT),
    ("link", "surface", TEXT),
    ("on_band", "band", TEXT),
    ("gold", "band", TEXT),
    ("on_banner", "banner", TEXT),
)


@dataclass(frozen=True)
class Look:
    """width: of the newsletter at its widest, in CSS pixels."""

    light: Palette
    dark: Palette
    fonts: str
    width: int

    @classmethod
    def load(cls, path: Path) -> "Look":
        """Read and check the file. Raises SettingsError naming each pair that cannot be read."""
        try:
            told = yaml.safe_load(path.read_text(encoding="utf-8"))
            light, dark = (_palette(told[name]) for name in ("light", "dark"))
            look = cls(light, dark, str(told["fonts"]), int(told["width"]))
        except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
            line = " ".join(str(error).split())
            raise SettingsError(f"{path.name}: cannot be used as a look: {line}") from None
        problems = [f"{path.name}: {each}" for each in look.problems()]
        if problems:
            raise SettingsError(*problems)
        return look

    def problems(self) -> list[str]:
        """Each pair of colours with too little contrast, in words."""
        return [
            f"{name}: {front} {getattr(palette, front)} on {back} {getattr(palette, back)} "
            f"has contrast {ratio:.1f}; at least {least}"
            for name, palette in (("light", self.light), ("dark", self.dark))
            for front, back, least in READ
            if (ratio := contrast(getattr(palette, front), getattr(palette, back))) < least
        ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`: 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(told: dict[str, Any]) -> Palette:
    names = {field.name for field in fields(Palette)}
    if set(told) != names:
        raise ValueError(f"the colours needed are {', '.join(sorted(names))}")
    for name, colour in told.items():
        if not _COLOUR.fullmatch(str(colour)):
            raise ValueError(f"{name} must be a colour like #0b3a6f")
    return Palette(**told)
