"""What `doctor` looks at: one probe for each setting, server, token and file."""

import ctypes.util
import os
from datetime import date
from functools import partial

from comms.channels.newsletter import Block, IssueContent
from comms.config.live import missing
from comms.danish.calendar import long_date
from comms.errors import BadInput, SettingsError
from comms.model.subscriber import SubscriberStatus
from comms.sources.mail import ocr
from comms.sources.subscription import Subscription
from comms.stages.upkeep import Probe
from comms.store.database import newest_revision
from comms.wire import smtp
from comms.wiring import outside
from comms.wiring.house import House
from comms.wiring.limits import Limits, is_microsoft

SCOPES = ("pages_show_list", "pages_read_engagement", "pages_manage_posts", "read_insights")
# Graph API changelog: a version is served until about two years after the next one came.
VERSION_ENDS = {"v24.0": date(2027, 10, 8), "v25.0": date(2028, 7, 29)}
NOT_ASKED = "ikke spurgt: testtilstand"


def probes(house: House) -> list[tuple[str, Probe]]:
    """Everything that is switched on. In practice mode nothing outward is asked."""
    found: list[tuple[str, Probe]] = [
        ("indstillinger", lambda: _settings(house)),
        ("schedules.yaml", lambda: _schedules(house)),
        ("database", lambda: _database(house)),
        ("filer", lambda: _files(house)),
        ("nyhedsbrevets skabeloner", lambda: _templates(house)),
        ("PDF", _pdf),
        ("tekst i billeder", _pictures),
    ]
    sources, channels = house.schedules.sources, house.schedules.channels
    if sources.inbox:
        found.append(("indbakke", lambda: _inbox(house)))
    if channels.newsletter:
        found.append(("mailserver", lambda: _relay(house)))
    if channels.facebook:
        found += [
            ("Facebook-adgang", lambda: _token(house)),
            ("Facebook-side", lambda: _page(house)),
            ("Graph API-version", lambda: _version(house)),
        ]
    if sources.feeds:
        for one in house.subscriptions():
            found.append((f"feed {one.key}", partial(_feed, one)))
    return found


def _settings(house: House) -> str:
    if house.practice:
        return "testtilstand: intet bliver sendt"
    if problems := missing(house.settings, house.schedules):
        raise SettingsError(*problems)
    return "live"


def _schedules(house: House) -> str:
    jobs, feeds = len(house.schedules.jobs), len(house.schedules.feeds)
    return f"{jobs} job, {feeds} feeds, {len(house.themes)} temaer"


def _database(house: House) -> str:
    house.database.make_ready()
    with house.read() as tx:
        broken = tx.audit.broken_at()
    if broken is not None:
        raise BadInput(f"kæden af hændelser er brudt ved nummer {broken}")
    kind = house.settings.database_url.split(":")[0]
    return f"{kind}, version {newest_revision()}, kæden af hændelser holder"


def _files(house: House) -> str:
    data = house.settings.data_dir
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"DATA_DIR: {data} kan ikke laves ({error.strerror})") from None
    if not os.access(data, os.W_OK):
        raise SettingsError(f"DATA_DIR: der kan ikke skrives i {data}")
    if house.files.get(house.files.put(b"doctor")) != b"doctor":
        raise BadInput("en fil kom ikke tilbage, som den blev lagt")
    return str(data)


def _templates(house: House) -> str:
    example = Block("Overskrift", "Tekst")
    house.press.compile(IssueContent("Prøve", "Prøve", (example,)))
    return "kan læses og sættes"


def _pdf() -> str:
    if not ctypes.util.find_library("pango-1.0"):
        raise SettingsError("pango mangler: installér libpango-1.0-0 og libpangoft2-1.0-0")
    return "pango er der"


def _pictures() -> str:
    """Advice only: without it a poster is shown to staff unread."""
    if ocr.is_installed():
        return "Tesseract læser plakater som forslag"
    return "Tesseract er her ikke, så plakater læses ikke: tesseract-ocr og tesseract-ocr-dan"


def _inbox(house: House) -> str:
    if house.practice and house.settings.mailbox == "imap":
        return NOT_ASKED
    return outside.knock(house.mailbox)


def _relay(house: House) -> str:
    if house.practice:
        return NOT_ASKED
    relay = outside.relay(house.settings, house.world)
    smtp.connect(relay).quit()
    told = f"{relay.host}:{relay.port} svarer og lukker os ind"
    if not is_microsoft(relay.host):
        return told
    with house.read() as tx:
        readers = tx.subscribers.counts().get(SubscriberStatus.ACTIVE, 0)
    return f"{told}. {Limits(readers, house.settings.smtp_rate).advice()}"


def _token(house: House) -> str:
    if house.practice:
        return NOT_ASKED
    facts = outside.graph(house.settings, house.world).debug_token()
    if not facts.valid:
        raise SettingsError(f"FACEBOOK_PAGE_TOKEN gælder ikke: {facts.trouble}")
    if lacking := facts.missing(*SCOPES):
        raise SettingsError(f"FACEBOOK_PAGE_TOKEN mangler tilladelser: {', '.join(lacking)}")
    return f"gælder til {long_date(facts.expires_at)}" if facts.expires_at else "udløber ikke"


def _page(house: House) -> str:
    if house.practice:
        return NOT_ASKED
    return f"{house.facebook.figures().followers_count} følgere"


def _version(house: House) -> str:
    version = house.settings.facebook_api_version
    ends = VERSION_ENDS.get(version)
    if ends is not None and ends <= house.clock().date():
        raise SettingsError(f"FACEBOOK_API_VERSION: {version} udløb {long_date(ends)}")
    return (
        f"{version}, gælder til {long_date(ends)}" if ends else f"{version}, ingen slutdato kendt"
    )


def _feed(subscription: Subscription) -> str:
    reading = subscription.ask("", "").reading
    assert reading is not None  # nothing was said of what we know, so it cannot be unchanged
    return f"{len(reading.entries)} indslag, {len(reading.set_aside)} kan ikke læses"
