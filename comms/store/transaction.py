"""One transaction, and the nouns that can be asked for inside it."""

from functools import cached_property

from sqlalchemy import Connection

from comms.store.absences import Absences
from comms.store.agenda import Agenda
from comms.store.audit import Audit
from comms.store.bounces import Bounces
from comms.store.comments import Comments
from comms.store.deliveries import Deliveries
from comms.store.drafts import Drafts
from comms.store.event_changes import EventChanges
from comms.store.feed_states import FeedStates
from comms.store.findings import Findings
from comms.store.holds import Holds
from comms.store.issues import Issues
from comms.store.items import Items
from comms.store.letters import Letters
from comms.store.listings import Listings
from comms.store.login_tries import LoginTries
from comms.store.papers import Papers
from comms.store.password_links import PasswordLinks
from comms.store.photos import Photos
from comms.store.publications import Publications
from comms.store.raw_messages import RawMessages
from comms.store.readings import Readings
from comms.store.regroupings import Regroupings
from comms.store.rejections import Rejections
from comms.store.reminders import Reminders
from comms.store.reports import Reports
from comms.store.sessions import Sessions
from comms.store.settings import SettingsVersions
from comms.store.snapshots import Snapshots
from comms.store.staff import StaffAccounts
from comms.store.stories import Stories
from comms.store.subscribers import Subscribers
from comms.store.tasks import Tasks
from comms.store.terms import Terms
from comms.store.theme_corrections import ThemeCorrections
from comms.store.ticks import Ticks
from comms.store.watches import Watches


class Transaction:
    """What is done here is kept together or not at all. One module of queries per noun."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.db)

    @cached_property
    def raw_messages(self) -> RawMessages:
        return RawMessages(self.db)

    @cached_property
    def items(self) -> Items:
        return Items(self.db)

    @cached_property
    def readings(self) -> Readings:
        return Readings(self.db)

    @cached_property
    def bounces(self) -> Bounces:
        return Bounces(self.db)

    @cached_property
    def feed_states(self) -> FeedStates:
        return FeedStates(self.db)

    @cached_property
    def stories(self) -> Stories:
        return Stories(self.db)

    @cached_property
    def event_changes(self) -> EventChanges:
        return EventChanges(self.db)

    @cached_property
    def findings(self) -> Findings:
        return Findings(self.db)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.db)

    @cached_property
    def photos(self) -> Photos:
        return Photos(self.db)

    @cached_property
    def publications(self) -> Publications:
        return Publications(self.db)

    @cached_property
    def issues(self) -> Issues:
        return Issues(self.db)

    @cached_property
    def papers(self) -> Papers:
        return Papers(self.db)

    @cached_property
    def deliveries(self) -> Deliveries:
        return Deliveries(self.db)

    @cached_property
    def letters(self) -> Letters:
        return Letters(self.db)

    @cached_property
    def subscribers(self) -> Subscribers:
        return Subscribers(self.db)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.db)

    @cached_property
    def snapshots(self) -> Snapshots:
        return Snapshots(self.db)

    @cached_property
    def listings(self) -> Listings:
        return Listings(self.db)

    @cached_property
    def agenda(self) -> Agenda:
        return Agenda(self.db)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self.db)

    @cached_property
    def rejections(self) -> Rejections:
        return Rejections(self.db)

    @cached_property
    def regroupings(self) -> Regroupings:
        return Regroupings(self.db)

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.db)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.db)

    @cached_property
    def theme_corrections(self) -> ThemeCorrections:
        return ThemeCorrections(self.db)

    @cached_property
    def ticks(self) -> Ticks:
        return Ticks(self.db)

    @cached_property
    def holds(self) -> Holds:
        return Holds(self.db)

    @cached_property
    def staff(self) -> StaffAccounts:
        return StaffAccounts(self.db)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self.db)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self.db)

    @cached_property
    def login_tries(self) -> LoginTries:
        return LoginTries(self.db)

    @cached_property
    def password_links(self) -> PasswordLinks:
        return PasswordLinks(self.db)

    @cached_property
    def settings(self) -> SettingsVersions:
        return SettingsVersions(self.db)

    @cached_property
    def comments(self) -> Comments:
        return Comments(self.db)

    @cached_property
    def watches(self) -> Watches:
        return Watches(self.db)
