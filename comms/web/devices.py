"""What a browser calls itself, as its owner would: "Firefox på Windows"."""

# First match counts: each browser also names those it descends from.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """A few words for a list; the header itself (RFC 9110, 10.1.5) is not kept."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "En browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return f"{browser} på {system}" if system else browser
