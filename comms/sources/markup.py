"""HTML from outside → text, with limits first: hostile markup costs these libraries seconds."""

import html
import re

SIZE_CAP = 200_000  # characters
DEPTH_CAP = 100  # open elements; nh3 is quadratic in nested elements, inscriptis drops text
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
_KEPT = {
    *("a", "b", "blockquote", "br", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "hr", "i", "li", "ol", "p", "span", "strong", "table", "tbody", "td", "th", "thead"),
    *("tr", "u", "ul"),
}


def plain_text(markup: str) -> str:
    """The words of `markup`, a line for each block. Text without tags comes back unchanged.

    Beyond SIZE_CAP or DEPTH_CAP the tags are struck out instead of read.
    """
    markup = markup.replace("\0", "")
    if "<" not in markup and "&" not in markup:
        return tidy(markup)
    if len(markup) > SIZE_CAP or _depth(markup) > DEPTH_CAP:
        return tidy(html.unescape(_TAG.sub(" ", markup[:SIZE_CAP])))
    if not _TAG.search(markup):
        return tidy(html.unescape(markup))
    return _read(markup)


def tidy(text: str) -> str:
    """No trailing spaces, no more than one empty line in a row."""
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _read(markup: str) -> str:
    import nh3
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    clean = nh3.clean(markup, tags=_KEPT, clean_content_tags={"script", "style", "title"})
    return tidy(get_text(f"<div>{clean}</div>", ParserConfig(css=CSS_PROFILES["strict"])))


def _depth(markup: str) -> int:
    """How deep the elements stand in each other, counted by eye: unclosed ones count too."""
    depth = deepest = 0
    for closing, name, alone in _TAG.findall(markup):
        if alone or name.lower() in _VOID:
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
