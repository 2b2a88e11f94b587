from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lianshou.china.working_days import UnconfirmedYear
from lianshou.core.kinds import NoticeOfPairs, NoticeWords, registry
from lianshou.core.records import Reach
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.intake.queries import accepted_applications
from lianshou.kernel.notices.enums import OPEN_OBJECTIONS, Lists, Reason, State
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.notices.rules import (
    Line,
    full_names_in,
    line_of,
    why_not_close,
    why_not_post,
    why_not_withdraw,
)
from lianshou.kernel.notices.rules.settings import WINDOW
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import home_of, parameter, programmes_in_scope, working_days
from lianshou.kernel.unions.models import Union


def notices_in_scope(*, actor: Any, verb: str = "notice.view") -> QuerySet[Notice]:
    """The notices of programmes run inside the subtrees of the posts that grant ``verb``."""
    return Notice.objects.within(scope_of(actor=actor, verb=verb)).select_related("programme__union")


def notices_listed(*, actor: Any) -> QuerySet[Notice]:
    """The notices in scope as a list shows them: with the number of lines and of objections, open and all."""
    objections = Objection.objects.admitted()
    return (
        notices_in_scope(actor=actor)
        .annotate(
            line_count=_count(NoticeLine.objects.admitted()),
            objection_count=_count(objections),
            open_count=_count(objections.filter(state__in=OPEN_OBJECTIONS)),
        )
        .order_by("-pk")
    )


def notices_to_read(*, actor: Any) -> QuerySet[Notice]:
    """The notices in scope with all that the page of one of them shows."""
    return notices_listed(actor=actor).select_related("drafted_by", "posted_by", "ended_by")


def notices_to_print(*, actor: Any) -> QuerySet[Notice]:
    """The notices of which the actor may have the poster: those in scope, and those posted that list somebody of their unions."""
    scope = scope_of(actor=actor, verb="notice.view")
    listed = NoticeLine.objects.admitted().filter(scope.q("application__union__path"))
    public = Q(state__in=(State.POSTED, State.CLOSED), pk__in=listed.values("notice"))
    found = Notice.objects.admitted().filter(scope.q("programme__union__path") | public)
    return found.select_related("programme__union")


def notices_within(scope: Scope) -> QuerySet[Notice]:
    """The notices of programmes inside a scope that the caller was given."""
    return Notice.objects.within(scope).select_related("programme__union")


def notices_of(*, programme: Programme) -> QuerySet[Notice]:
    """The notices of a programme that the caller has been let in to, latest first."""
    return Notice.objects.admitted().filter(programme=programme).order_by("-pk")


def reaches_of_notice(notice: Notice) -> dict[str, Reach]:
    """Where a post must stand to see a notice, and to act on it."""
    here = Reach((notice.programme.union.path,))
    return dict.fromkeys(("notice.view", "notice.edit", "notice.post", "objection.handle"), here)


def with_words(notices: QuerySet[Notice], words: str) -> QuerySet[Notice]:
    """Narrow to notices of which the title, the programme or the union holds the words."""
    return notices.filter(
        Q(title__icontains=words)
        | Q(programme__title__icontains=words)
        | Q(programme__union__name__icontains=words)
    )


def programmes_with_notices(*, actor: Any) -> QuerySet[Programme]:
    """The programmes that the actor can choose among to filter notices."""
    return Programme.objects.admitted().filter(pk__in=notices_in_scope(actor=actor).values("programme"))


def programmes_to_post(*, actor: Any) -> QuerySet[Programme]:
    """The programmes that the actor may draft a notice for: those not closed, newest first."""
    return programmes_in_scope(actor=actor, verb="notice.edit").exclude(state=ProgrammeState.CLOSED)


def home_of_programme(notice: Notice) -> str:
    """The address of the desk of a notice's programme."""
    return home_of(notice.programme)


def pairs_notice_of(programme: Programme) -> NoticeOfPairs | None:
    """How notices of a programme list pairs; None where its kind makes none."""
    return registry[programme.kind].notice_of_pairs if programme.kind in registry else None


def partners_of(programme: Programme) -> Mapping[int, str]:
    """With whom each application of a programme is together now, by its id; empty where its kind makes no pairs."""
    pairs = pairs_notice_of(programme)
    return pairs.pairs(programme=programme) if pairs else {}


def leaves_of(programme: Programme) -> Mapping[int, str] | None:
    """Who waits for a notice of leaving in a programme: a remark by the id of the application; None where its kind has none."""
    return registry[programme.kind].notice_leaves(programme=programme) if programme.kind in registry else None


def words_of(*, programme: Programme, lists: str, today: date) -> NoticeWords | None:
    """The words that a notice of a programme begins with; None where its kind has none of its own."""
    if programme.kind not in registry:
        return None
    return registry[programme.kind].notice_words(programme=programme, lists=lists, today=today)


def telephone_of(union: Union) -> str:
    """The telephone for objections of the union's last notice that names one; the caller has been let in."""
    told = Notice.objects.admitted().filter(programme__union=union).exclude(telephone="").order_by("-pk")
    return told.values_list("telephone", flat=True).first() or ""


def lines_of(*, programme: Programme, lists: str = Lists.ASKING) -> list[Line]:
    """The lines that a notice of a programme would hold today: everybody who asks, masked, in the order of their unions;
    the pairs, with those of one partner together; or those who are to leave."""
    if lists == Lists.LEAVING:
        leaves = leaves_of(programme) or {}
        asking = accepted_applications(programme=programme).filter(pk__in=list(leaves))
        return _masked(asking, leaves, {})
    if lists == Lists.PAIRS:
        partners = partners_of(programme)
        paired = [line for line in _everybody(programme, partners) if line.partner]
        return sorted(paired, key=lambda line: line.partner)
    return _everybody(programme, {})


def _everybody(programme: Programme, partners: Mapping[int, str]) -> list[Line]:
    remarks = (
        registry[programme.kind].notice_remarks(programme=programme) if programme.kind in registry else {}
    )
    asking = accepted_applications(programme=programme)
    listed = (
        registry[programme.kind].notice_lists(programme=programme) if programme.kind in registry else None
    )
    asking = asking if listed is None else asking.filter(pk__in=listed)
    return _masked(asking, remarks, partners)


def _masked(asking: Any, remarks: Mapping[int, str], partners: Mapping[int, str]) -> list[Line]:
    return [
        line_of(
            application=one.pk,
            person_name=one.person.name if one.person else "",
            union_name=one.union.name,
            remark=remarks.get(one.pk, ""),
            partner=partners.get(one.pk, ""),
        )
        for one in asking.select_related("person", "union").order_by("union__name_key", "union__path", "pk")
    ]


def frozen_lines(*, notice: Notice, lines: list[Line]) -> list[NoticeLine]:
    """Lines as rows of a notice, numbered and not yet saved."""
    return [
        NoticeLine(
            notice=notice,
            number=number,
            application_id=line.application,
            name=line.name,
            union_name=line.union_name,
            partner=line.partner,
            remark=line.remark,
        )
        for number, line in enumerate(lines, start=1)
    ]


def lines_shown(*, notice: Notice) -> list[NoticeLine]:
    """The lines as a page or poster shows them: frozen, or of a draft those that it would hold today."""
    if notice.state == State.DRAFT:
        return frozen_lines(notice=notice, lines=lines_of(programme=notice.programme, lists=notice.lists))
    return list(lines_of_notice(notice=notice))


def lines_of_notice(*, notice: Notice) -> QuerySet[NoticeLine]:
    """The frozen lines of a notice that the caller has been let in to."""
    return NoticeLine.objects.admitted().filter(notice=notice).order_by("number")


def days_for(*, union: Union, on: date) -> int:
    """The fewest working days that a window has in the region of a union on a day."""
    return int(parameter(key=WINDOW, region=union.division_code, on=on))


@dataclass(frozen=True)
class Window:
    """A window in working days from the day of posting: its last day, or the year whose calendar nobody has confirmed."""

    posted_on: date
    closes_on: date | None
    unconfirmed: int | None = None


def window_from(*, union: Union, posted_on: date, days: int) -> Window:
    """The window of ``days`` working days in the region of a union; the day of posting does not count."""
    try:
        return Window(posted_on, working_days(region=union.division_code).add(posted_on, days))
    except UnconfirmedYear as unknown:
        return Window(posted_on, None, unknown.year)


@dataclass(frozen=True)
class Acts:
    """What the actor may do with a notice, each with the reason why not now; None of an act is offered without its verb."""

    edits: bool
    posts: bool
    handles: bool
    why_not_post: Reason | None
    why_not_close: Reason | None
    why_not_withdraw: Reason | None
    window: Window
    """As it would run if the notice were posted today, or as it runs."""
    moved_to: date | None
    """Where the last day lies by the calendar as it stands now, when that has changed since the posting."""


def acts_of(*, actor: Any, notice: Notice, lines: list[Line], today: date) -> Acts:
    """The same rules that guard the actions, for the buttons of a page."""
    union = notice.programme.union
    window = window_from(union=union, posted_on=notice.posted_on or today, days=notice.days)
    moved = (
        window.closes_on if notice.state == State.POSTED and window.closes_on != notice.closes_on else None
    )
    return Acts(
        edits=may(actor, "notice.edit", on=union),
        posts=may(actor, "notice.post", on=union),
        handles=may(actor, "objection.handle", on=union),
        why_not_post=why_not_post_now(notice=notice, lines=lines, window=window, today=today),
        why_not_close=why_not_close_now(notice=notice, today=today),
        why_not_withdraw=why_not_withdraw(state=notice.state, words="…"),
        window=window,
        moved_to=moved,
    )


def why_not_post_now(*, notice: Notice, lines: list[Line], window: Window, today: date) -> Reason | None:
    """Why a notice with these ``lines`` cannot be posted today, by the rule that guards the action."""
    texts = [notice.title, notice.text, notice.decides, *(line.remark for line in lines)]
    return why_not_post(
        state=notice.state,
        days=notice.days,
        least=days_for(union=notice.programme.union, on=today),
        lines=len(lines),
        has_place=bool(notice.telephone or notice.address or notice.box),
        names_shown=full_names_in(texts=texts, names=[line.full_name for line in lines]),
        unconfirmed=window.closes_on is None,
        lists=notice.lists,
    )


def why_not_close_now(*, notice: Notice, today: date) -> Reason | None:
    """Why a notice cannot be closed today, by the rule that guards the action."""
    opened = Objection.objects.admitted().filter(notice=notice, state__in=OPEN_OBJECTIONS).count()
    return why_not_close(state=notice.state, closes_on=notice.closes_on, open_objections=opened, today=today)


def steps_of(*, notice: Notice) -> QuerySet[Entry]:
    """What the book tells of a notice, oldest first; the caller has been let in to it."""
    return history_of(notice).order_by("pk")


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.filter(notice=OuterRef("pk")).order_by().values("notice")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)
