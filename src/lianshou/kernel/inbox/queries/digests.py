"""Who wants a digest, what it tells, by which robot it goes, and what did not go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.kinds import Errand, InboxItem
from lianshou.kernel.access.models import Post
from lianshou.kernel.access.queries import held_by, in_force, may, scope_of
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.inbox.enums import Channel, DigestState, Every
from lianshou.kernel.inbox.models import Digest, DigestSetting, Robot
from lianshou.kernel.inbox.queries.work import work_of
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope

FAILED = (DigestState.FAILED, DigestState.GIVEN_UP, DigestState.UNSURE)


@dataclass(frozen=True)
class Told:
    """What a digest says: counts, and nobody's name."""

    overdue: int
    to_do: int
    waiting: int
    overdue_below: int
    escalated: int
    where: str
    """The union and the role of the post, or nothing."""

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.to_do or self.overdue_below or self.escalated)

    @property
    def title(self) -> str:
        """One line for the subject."""
        return _("My work: %(overdue)s overdue, %(to_do)s to do") % {
            "overdue": self.overdue,
            "to_do": self.to_do,
        }

    @property
    def lines(self) -> list[str]:
        """What stands below it, one line for each number that is not nought."""
        said = (
            (self.overdue, ngettext("%(n)s overdue", "%(n)s overdue", self.overdue)),
            (self.to_do, ngettext("%(n)s thing to do", "%(n)s things to do", self.to_do)),
            (self.waiting, ngettext("%(n)s waits for others", "%(n)s wait for others", self.waiting)),
            (
                self.escalated,
                ngettext("%(n)s escalated from below", "%(n)s escalated from below", self.escalated),
            ),
            (self.overdue_below, ngettext("%(n)s overdue below", "%(n)s overdue below", self.overdue_below)),
        )
        return [words % {"n": n} for n, words in said if n]

    def words(self) -> str:
        """The whole text: whose post, the numbers, where to open it and where to stop it."""
        more = [
            _("Open: %(url)s") % {"url": settings.LIANSHOU_URL + reverse("inbox:work")},
            _("To change or stop this message: %(url)s")
            % {"url": settings.LIANSHOU_URL + reverse("inbox:digest")},
        ]
        return "\n\n".join(filter(None, [self.where, "\n".join(f"- {line}" for line in self.lines), *more]))


def told_of(*, actor: Any, today: date) -> Told:
    """What a digest would tell the actor now."""
    work = work_of(actor=actor, today=today)
    late = [item for item in work.overdue if item.errand != Errand.ESCALATED]
    raised = [item for item in work.overdue if item.errand == Errand.ESCALATED]
    held = held_by(actor=actor)
    return Told(
        overdue=len(late),
        to_do=len(work.to_do),
        waiting=len(work.waiting),
        overdue_below=work.overdue_below,
        escalated=len(raised),
        where=held[0].said if held else "",
    )


def setting_of(*, actor: Any, now: datetime) -> DigestSetting:
    """How the actor is told; unsaved and switched off where nothing was set."""
    found = DigestSetting.objects.filter(user=actor.pk).first()
    return found or DigestSetting(user=actor, changed_at=now)


def settings_to_ask(*, now: datetime) -> QuerySet[DigestSetting]:
    """The settings of those who want to be told and whose account is open and not locked."""
    unlocked = Q(user__locked_until=None) | Q(user__locked_until__lte=now)
    wanted = DigestSetting.objects.exclude(every=Every.OFF).filter(unlocked, user__is_active=True)
    return wanted.select_related("user").order_by("pk")


def first_posts(*, users: list[int], today: date) -> dict[int, Union]:
    """The union of the first post that each account holds today."""
    posts = Post.objects.admitted().filter(in_force(today), user__in=users)
    return {post.user_id: post.union for post in posts.select_related("union").order_by("-pk")}


def digests_there(*, users: list[int], since: date) -> set[tuple[int, date]]:
    """For which periods since a day the accounts have their digest already."""
    rows = Digest.objects.admitted().filter(user__in=users, starts_on__gte=since)
    return set(rows.values_list("user", "starts_on"))


def digests_to_send(*, now: datetime) -> QuerySet[Digest]:
    """What is to be sent now: new ones, and failed ones whose time has come; accounts that were locked meanwhile wait."""
    unlocked = Q(user__locked_until=None) | Q(user__locked_until__lte=now)
    waiting = Digest.objects.admitted().filter(
        unlocked, user__is_active=True, state__in=(DigestState.WAITING, DigestState.FAILED), next_at__lte=now
    )
    return waiting.order_by("pk")


def robots_in_scope(*, actor: Any) -> QuerySet[Robot]:
    """The robots in force of the unions whose administrator the actor is."""
    found = Robot.objects.within(scope_of(actor=actor, verb="channel.keep")).filter(ended_at=None)
    return found.select_related("union", "set_by").order_by("union__path", "channel")


def unions_to_equip(*, actor: Any) -> QuerySet[Union]:
    """The unions for which the actor may set a robot."""
    return unions_in_scope(actor=actor, verb="channel.keep")


def robot_for(*, union: Union, channel: str) -> Robot | None:
    """The robot of a union or of the nearest above it; the caller sends in its name."""
    found = Robot.objects.admitted().filter(
        union__path__in=lineage(union.path), channel=channel, ended_at=None
    )
    return found.order_by("-union__path").first()


def channels_of(*, actor: Any, today: date) -> list[str]:
    """The channels by which the actor can be reached."""
    open_ones: list[str] = [Channel.MAIL] if settings.LIANSHOU_MAILS and actor.email else []
    union = first_posts(users=[actor.pk], today=today).get(actor.pk)
    if union is not None:
        robots = Robot.objects.admitted().filter(union__path__in=lineage(union.path), ended_at=None)
        open_ones += sorted(set(robots.order_by().values_list("channel", flat=True)))
    return open_ones


def failed_digests(*, actor: Any) -> QuerySet[Digest]:
    """What did not go out to people of the unions whose administrator the actor is, the latest first."""
    found = Digest.objects.within(scope_of(actor=actor, verb="channel.keep")).filter(state__in=FAILED)
    return found.select_related("user", "union").order_by("-starts_on", "-pk")


def channel_items(*, actor: Any, today: date) -> list[InboxItem]:
    """For administrators: the digests of this week that did not go out, by union, in one query."""
    if not may(actor, "channel.keep"):
        return []
    recent = failed_digests(actor=actor).filter(
        state__in=(DigestState.GIVEN_UP, DigestState.UNSURE), starts_on__gte=_week_before(today)
    )
    rows = recent.order_by().values_list("union__path", "union__name", "pk")
    groups: dict[tuple[str, str], int] = {}
    for path, name, _pk in rows:
        groups[path, name] = groups.get((path, name), 0) + 1
    return [
        InboxItem(
            key=f"digests:{path}",
            errand=Errand.SYSTEM,
            title=ngettext("%(n)s digest did not go out", "%(n)s digests did not go out", n) % {"n": n},
            detail=name,
            url=reverse("inbox:failed"),
            owner=path,
            verb="channel.keep",
        )
        for (path, name), n in sorted(groups.items())
    ]


def _week_before(today: date) -> date:
    return date.fromordinal(today.toordinal() - 7)
