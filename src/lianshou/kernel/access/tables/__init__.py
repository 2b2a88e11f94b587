"""Tables of accounts, posts, permissions and the book; the main menu; what they add to the start page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import django_tables2 as tables
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tables2.utils import A

from lianshou.core.kinds import registry
from lianshou.core.panels import Panel
from lianshou.core.wording import Wording
from lianshou.kernel.access.enums import InvitationState
from lianshou.kernel.access.models import Invitation, Post, PostRequest, User
from lianshou.kernel.access.queries import closed_with_duties, held_by, may, requests_waiting, stands_in
from lianshou.kernel.audit.enums import Outcome, Wrong, subject_said, verb_said
from lianshou.kernel.audit.models import Entry
from lianshou.web.templatetags.web import say


@dataclass(frozen=True)
class Place:
    """An entry of the main menu: the verb that opens it, and where it is the current one: apps, pages, or beginnings of addresses.

    ``is_seldom`` stands under “more” in a long menu; with a ``role`` it is open to whoever has that role.
    """

    url_name: str
    label: Promise
    verb: str
    sections: frozenset[str] = field(default=frozenset())
    is_seldom: bool = False
    role: str = ""

    @property
    def url(self) -> str:
        return reverse(self.url_name)


def _pages(app: str, names: str) -> frozenset[str]:
    return frozenset(f"{app}:{name}" for name in names.split())


_APPROVING = _pages("review", "approvals ascent cases case decision")
_JUDGING = _pages("review", "rounds new_round round board results marks")
_BULLETINS = _pages("bulletins", "list new detail edit rows receipts countersign")
_FEW = 8
"""A menu of no more entries than this stands in one line, wholly."""
_PLACES = (
    Place("inbox:desk", _("My work"), "", frozenset({"inbox"})),
    Place("unions:list", _("Unions"), "union.view", frozenset({"unions"})),
    Place("people:list", _("Persons"), "person.view", frozenset({"people", "privacy"})),
    Place(
        "programmes:list",
        _("Programmes"),
        "programme.view",
        _pages("programmes", "list new changes") | {"intake", "placement"},
    ),
    Place("applications:mine", _("Applying"), "form.view", frozenset({"applications", "forms"})),
    Place("review:approvals", _("Approvals"), "approval.view", _APPROVING),
    Place("pledges:list", _("Agreements"), "pledge.view", frozenset({"pledges"}), True),
    Place("followups:list", _("Activities"), "followup.view", frozenset({"followups"})),
    Place("funds:sources", pgettext_lazy("menu", "Money"), "fund.view", frozenset({"funds"})),
    Place("works:portfolio", pgettext_lazy("menu", "Six works"), "works.view", frozenset({"works"})),
    Place(
        "inspections:plans",
        pgettext_lazy("menu", "Inspections"),
        "inspection.view",
        frozenset({"inspections"}),
    ),
    Place("figures:list", _("Figures"), "figure.view", frozenset({"figures"})),
    Place("bulletins:list", _("Bulletins"), "bulletin.view", _BULLETINS, True),
    Place(
        "bulletins:received",
        _("Bulletins received"),
        "bulletin.receive",
        _pages("bulletins", "received receipt"),
        True,
    ),
    Place("review:mine", _("My reviews"), "review.mark", _pages("review", "mine mark"), True),
    Place("review:rounds", _("Rounds of review"), "review.view", _JUDGING, True),
    Place("notices:list", _("Public notices"), "notice.view", frozenset({"notices"}), True),
    Place(
        "review:ladders",
        pgettext_lazy("menu", "Ladders of approval"),
        "ladder.view",
        _pages("review", "ladders ladder new_ladder"),
        True,
    ),
    Place(
        "programmes:settings",
        pgettext_lazy("menu", "Rules by region"),
        "setting.view",
        _pages("programmes", "settings setting"),
        True,
    ),
    Place("rights:texts", _("Rights of persons"), "person.view", frozenset({"rights"}), True),
    Place("access:accounts", _("Accounts"), "account.list", frozenset({"/accounts"})),
    Place("access:invitations", _("Invitations"), "account.invite", frozenset({"/invitations"})),
    Place(
        "programmes:calendars",
        _("Working-day calendars"),
        "calendar.keep",
        _pages("programmes", "calendars calendar propose_calendar"),
    ),
    Place(
        "gateway:webhooks",
        _("Webhooks"),
        "webhook.keep",
        frozenset({"gateway:webhooks", "gateway:new_webhook", "gateway:deliveries"}),
    ),
    Place("privacy:looks", _("Who looked"), "personal.watch", frozenset(), True),
    Place("access:book", _("Audit book"), "audit.read", frozenset({"/audit"})),
)


def places_for(actor: Any) -> tuple[Place, ...]:
    """The entries of the main menu that the actor's posts open; a kind's pages belong to its programmes, or to a place of its own."""
    kinds = frozenset(kind.slug for kind in registry if not kind.places)
    places = [
        replace(place, sections=place.sections | kinds) if place.url_name == "programmes:list" else place
        for place in _PLACES
    ]
    after = next(n for n, place in enumerate(places, start=1) if place.url_name == "programmes:list")
    places[after:after] = _places_of_kinds()
    roles = {held.role for held in held_by(actor=actor)}
    open_ones = [
        place
        for place in places
        if (place.role in roles if place.role else not place.verb or may(actor, place.verb))
    ]
    if len(open_ones) <= _FEW:
        return tuple(replace(place, is_seldom=False) for place in open_ones)
    return tuple(sorted(open_ones, key=lambda place: place.is_seldom))


def _places_of_kinds() -> list[Place]:
    return [
        Place(
            place.url_name,
            _said(place.title),
            place.verb,
            frozenset({place.url_name if place.role else kind.slug}),
            role=place.role,
        )
        for kind in registry
        for place in kind.places
    ]


def _said(title: Wording) -> Promise:
    """A title in the language of whoever reads it."""
    said: Any = lazy(say, str)(title)
    return cast(Promise, said)


class EntryTable(tables.Table):
    """Lines of the book; of the record only what sort it is and its number."""

    number = tables.Column(
        verbose_name=_("No."), accessor="pk", linkify=("access:entry", {"number": A("pk")})
    )
    at = tables.DateTimeColumn(verbose_name=_("When"), short=True)
    actor_name = tables.Column(verbose_name=_("By whom"))
    verb = tables.Column(verbose_name=_("What was done"))
    subject = tables.Column(verbose_name=pgettext_lazy("account", "Record"), accessor="subject_id")
    address = tables.Column(verbose_name=_("From where"), accessor="door", empty_values=())
    digest = tables.Column(verbose_name=_("Digest"))

    class Meta:
        orderable = False
        empty_text = _("No line fits these filters.")

    caption = _("Audit book")

    def render_verb(self, value: str, record: Entry) -> str:
        said = str(verb_said(value))
        return said if record.outcome == Outcome.DONE else f"{said} · {record.get_outcome_display()}"

    def render_subject(self, record: Entry) -> str:
        return f"{subject_said(record.subject_type)} {record.subject_id}"

    def render_address(self, record: Entry) -> str:
        return record.address or record.door or "–"

    def render_digest(self, value: str) -> str:
        return value[:12]


class AccountTable(tables.Table):
    name = tables.Column(verbose_name=pgettext_lazy("person", "Name"), order_by=("sound", "name"))
    username = tables.Column(verbose_name=_("User name"))
    posts = tables.Column(verbose_name=_("Posts today"), accessor="pk", orderable=False)
    state = tables.Column(
        verbose_name=_("State"), accessor="pk", order_by=("-is_active", "locked_until", "sound", "name")
    )
    last_login = tables.Column(verbose_name=_("Last login"))
    created_at = tables.DateColumn(verbose_name=_("Opened on"), short=True)

    class Meta:
        empty_text = _("No account fits these filters.")

    caption = _("Accounts")

    def __init__(self, data: QuerySet[User], **kwargs: Any) -> None:
        self.now = timezone.now()
        super().__init__(data, **kwargs)

    def render_name(self, record: User) -> str:
        return format_html('<a href="{}">{}</a>', reverse("access:account", args=[record.pk]), record.name)

    def value_name(self, record: User) -> str:
        return record.name

    def render_posts(self, record: User) -> str:
        said = [(text,) for text in posts_said(record)]
        return format_html_join("", "<div>{}</div>", said) or "–"

    def value_posts(self, record: User) -> str:
        return "；".join(posts_said(record))

    def render_state(self, record: User) -> str:
        return format_html_join(
            " ", '<span class="ls-badge ls-badge-{}">{}</span>', states_of(record, self.now)
        )

    def value_state(self, record: User) -> str:
        return "；".join(str(word) for _tone, word in states_of(record, self.now))

    def render_last_login(self, value: Any) -> str:
        return _moment(value)

    def value_last_login(self, value: Any) -> str:
        return _moment(value)

    def value_created_at(self, value: Any) -> str:
        return f"{timezone.localtime(value):%Y-%m-%d}"


class LeavingTable(AccountTable):
    """For those who hand duties over: whom, and what they hold."""

    class Meta:
        exclude = ("username", "last_login", "created_at")
        empty_text = _("No account fits these filters.")

    caption = _("Handing over")

    def render_name(self, record: User) -> str:
        return format_html('<a href="{}">{}</a>', reverse("access:hand_over", args=[record.pk]), record.name)


def _moment(value: Any) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"


def posts_said(account: User) -> list[str]:
    """Today's posts of an account that ``accounts_listed`` brought along."""
    posts: list[Post] = vars(account)["posts_now"]
    return [f"{post.union} · {post.get_role_display()}" for post in posts]


def states_of(account: User, now: Any) -> list[tuple[str, Any]]:
    """The states of a listed account, each with the tone of its badge."""
    asked: list[PostRequest] = vars(account)["asked_for"]
    found = [
        (not account.is_active, "plain", pgettext_lazy("account", "Closed")),
        (account.is_active, "good", pgettext_lazy("account", "Open")),
        (
            account.locked_until is not None and account.locked_until > now,
            "red",
            pgettext_lazy("account", "Locked"),
        ),
        (account.is_active and bool(asked), "warn", _("Waiting for a post")),
        (account.last_login is None, "plain", _("Never logged in")),
    ]
    return [(tone, word) for holds, tone, word in found if holds]


def standing_in_panel(*, actor: Any, subject: None) -> Panel | None:
    """On the start page: for whom the reader stands in, and until when."""
    held = stands_in(actor=actor)
    return Panel(template="access/standing_in.html", context={"held": held}) if held else None


def tending_panel(*, actor: Any, subject: None) -> Panel | None:
    """On the start page of those who tend accounts: who waits for a post, and what closed accounts left open."""
    if not may(actor, "account.list"):
        return None
    waiting = requests_waiting(actor=actor).count() if may(actor, "post.give") else 0
    context = {"waiting": waiting, "left": closed_with_duties(actor=actor, today=timezone.localdate())}
    return Panel(template="access/tending.html", context=context)


_TONES = {
    InvitationState.OPEN: "preparing",
    InvitationState.ACCEPTED: "good",
    InvitationState.EXPIRED: "warn",
    InvitationState.WITHDRAWN: "plain",
}


class InvitationTable(tables.Table):
    name = tables.Column(verbose_name=pgettext_lazy("person", "Name"))
    union = tables.Column(verbose_name=_("Union"), order_by="union__name")
    role = tables.Column(verbose_name=_("Role"))
    state = tables.Column(verbose_name=_("State"), orderable=False)
    invited_at = tables.DateColumn(verbose_name=_("Invited on"), short=True)
    expires_at = tables.DateTimeColumn(verbose_name=_("Expires"), short=True)
    invited_by = tables.Column(verbose_name=_("Invited by"), order_by="invited_by__name")
    acts = tables.TemplateColumn(
        template_name="access/invitation_acts.html",
        verbose_name=pgettext_lazy("account", "What to do"),
        orderable=False,
    )

    class Meta:
        model = Invitation
        fields = ("name", "union", "role", "state", "invited_at", "expires_at", "invited_by", "acts")
        empty_text = _("No invitation fits these filters.")

    caption = _("Invitations")

    def render_state(self, record: Invitation) -> SafeString:
        state = record.state
        return format_html('<span class="ls-badge ls-badge-{}">{}</span>', _TONES[state], state.label)


class CheckTable(tables.Table):
    """Checks of the book."""

    asked_at = tables.DateTimeColumn(verbose_name=_("When"), short=True, order_by="pk")
    asked_name = tables.Column(verbose_name=pgettext_lazy("account", "Asked for by"))
    state = tables.Column(verbose_name=_("State"))
    done = tables.Column(verbose_name=_("Entries read"))
    wrong = tables.Column(verbose_name=_("Wrong"))

    class Meta:
        order_by = "-asked_at"
        empty_text = _("The book has not been checked on the desk yet.")

    caption = _("Checks of the book")


class AnchorTable(tables.Table):
    """Anchors, each with its file."""

    day = tables.DateColumn(verbose_name=_("Day"), short=True, order_by="pk")
    number = tables.Column(verbose_name=_("Last entry"))
    count = tables.Column(verbose_name=_("Entries since the anchor before"))
    digest = tables.Column(verbose_name=_("Digest"), orderable=False)
    file = tables.Column(
        verbose_name=_("To be kept elsewhere"),
        accessor="pk",
        linkify=("access:anchor_file", {"pk": A("pk")}),
        orderable=False,
    )

    class Meta:
        order_by = "-day"
        empty_text = _("No entry has been anchored yet.")

    caption = _("Anchors")

    def render_digest(self, value: str) -> str:
        return f"{value[:16]}…"

    def render_file(self) -> str:
        return str(_("Download"))


def findings_said(findings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a check found, with the kind of wrong in words."""
    labels = dict(Wrong.choices)
    return [{**one, "words": labels.get(one["wrong"], one["wrong"])} for one in findings]
