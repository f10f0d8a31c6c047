"""MJML → HTML, with what the compiler itself does not check."""

from xml.etree import ElementTree as Tree

from mjml import mjml2html

from comms.errors import BadInput

COMPONENTS = frozenset(
    {
        *("mjml", "mj-head", "mj-title", "mj-preview", "mj-raw", "mj-attributes", "mj-all"),
        *("mj-style", "mj-body", "mj-section", "mj-column", "mj-text", "mj-image", "mj-button"),
        *("mj-divider", "mj-spacer", "mj-wrapper"),
    }
)


def to_html(source: str) -> str:
    """Compile MJML. Raises BadInput for what is not well-formed or not a component we know.

    The compiler itself lets unknown components pass silently and links Google's fonts unless it
    is told there are none.
    """
    try:
        tree = Tree.fromstring(source)  # noqa: S314 (our own template; texts in it are escaped)
    except Tree.ParseError as error:
        raise BadInput(f"the newsletter template is not well-formed: {error}") from None
    unknown = {each.tag for each in tree.iter() if each.tag.startswith("mj")} - COMPONENTS
    if unknown:
        raise BadInput(f"the newsletter template uses {', '.join(sorted(unknown))}: not known here")
    try:
        return mjml2html(source, fonts={})
    except ValueError as error:
        raise BadInput(f"the newsletter template cannot be compiled: {error}") from None
