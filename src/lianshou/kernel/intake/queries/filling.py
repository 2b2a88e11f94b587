"""Forms at hand: which are asked, by whom they may be filled in, and what is known of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianshou.core.asking import AskedField, Asking, Of, Sort
from lianshou.core.facts import facts
from lianshou.core.gates import approval_gate
from lianshou.core.kinds import Errand, InboxItem, registry
from lianshou.core.panels import Panel
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.intake.enums import Mark, Reason
from lianshou.kernel.intake.models import Application, Draft, Filing
from lianshou.kernel.intake.queries.applications import applications_concerning
from lianshou.kernel.intake.rules import DRAFT_KEPT, Origin, is_asked, mask_for, why_not_amend
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries.known import is_own
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.rights.queries.own import own_person
from lianshou.kernel.unions.enums import FEDERATIONS
from lianshou.kernel.unions.models import Union

_SENT = Wording("提交时所填", "the form as it was sent in")
_LAST = Wording("{year}年填报的“{title}”", "the form “{title}” of {year}")


@dataclass(frozen=True)
class Asked:
    """A form that is asked for now in a programme."""

    programme: Programme
    asking: Asking

    @property
    def url(self) -> str:
        return reverse("applications:choose", args=[self.programme.pk, self.asking.slug])


def programmes_to_apply(*, actor: Any, over: bool = False) -> QuerySet[Programme]:
    """The programmes that the actor can have to do with: run by a union above, at or below one they apply for, or above their
    own; with ``over`` those too that take nothing in any more."""
    scope, person = scope_of(actor=actor, verb="application.file"), own_person(actor=actor)
    paths = [*scope.paths, *([person.union.path] if person else [])]
    above = {path for own in paths for path in lineage(own)}
    reached = Q(union__path__in=above) | (scope.q("union__path") if scope else Q(pk__in=[]))
    open_states = (ProgrammeState.PREPARING, ProgrammeState.RUNNING)
    states = Q() if over else Q(state__in=open_states)
    found = Programme.objects.admitted().filter(reached, states)
    return found.select_related("union").order_by("-year", "pk")


def askings_of(*, programme: Programme) -> list[Asking]:
    """The forms that are asked for now in a programme."""
    return [
        one
        for one in _declared(programme)
        if is_asked(state=programme.state, while_running=one.while_running)
    ]


def asked_of(*, actor: Any) -> list[Asked]:
    """Every form that the actor can fill in now."""
    files, own = bool(scope_of(actor=actor, verb="application.file")), own_person(actor=actor) is not None
    return [
        Asked(programme, asking)
        for programme in programmes_to_apply(actor=actor)
        for asking in askings_of(programme=programme)
        if files or (own and asking.of is Of.PERSON)
    ]


def asking_called(*, programme: Programme, slug: str) -> Asking | None:
    """The form of that name of a programme's kind, asked for now or not."""
    return next((one for one in _declared(programme) if one.slug == slug), None)


def _declared(programme: Programme) -> tuple[Asking, ...]:
    """The forms of a programme's kind; none where the kind is no longer installed."""
    slug = programme.kind
    return registry[slug].askings if slug in registry else ()


def unions_to_file(*, actor: Any, programme: Programme) -> QuerySet[Union]:
    """The unions below a programme's that the actor applies for; nobody applies for a federation, which runs programmes itself."""
    inside = Scope((programme.union.path,)).q("path")
    found = Union.objects.within(scope_of(actor=actor, verb="application.file")).filter(inside)
    return found.exclude(level__in=FEDERATIONS).filter(dissolved_on=None).order_by("name_key", "pk")


def people_to_file(*, actor: Any, programme: Programme) -> QuerySet[Person]:
    """The persons below a programme's union for whom the actor applies, the own record among them."""
    inside = Scope((programme.union.path,)).q("union_path")
    files = scope_of(actor=actor, verb="application.file")
    mine = Q(account=actor.pk) | (files.q("union_path") if files else Q(pk__in=[]))
    found = Person.objects.admitted().filter(inside, mine, left_on=None)
    return found.select_related("union").order_by("search", "pk")


def own_to_file(*, actor: Any, programme: Programme) -> Person | None:
    """The actor's own record, where it lies below the programme's union."""
    return people_to_file(actor=actor, programme=programme).filter(account=actor.pk).first()


def known_of(
    *, actor: Any, asking: Asking, programme: Programme, union: Union, person: Person | None
) -> dict[str, Origin]:
    """By field: what the actor may see of what is known, from the register first, else from the form filled in last."""
    last = _last_filing(actor, asking, programme, union, person)
    found: dict[str, Origin] = {}
    for one in asking.fields:
        origin = _from_register(actor, one, union, person) or _from_last(actor, one, asking, last, person)
        if origin is not None:
            found[one.key] = origin
    return found


def _from_register(actor: Any, one: AskedField, union: Union, person: Person | None) -> Origin | None:
    fact = facts.get(one.fact) if one.fact else None
    subject = union if fact is not None and fact.of == "union" else person
    known = fact.read(actor=actor, subject=subject) if fact is not None and subject is not None else None
    if fact is None or known is None:
        return None
    return Origin(value=known.value, shown=known.shown, source=fact.source, on=known.on)


def _last_filing(
    actor: Any, asking: Asking, programme: Programme, union: Union, person: Person | None
) -> Filing | None:
    """The same form as it was filled in for the same union or person in an earlier programme that the actor may see."""
    seen = applications_concerning(actor=actor).exclude(programme=programme)
    seen = seen.filter(programme__kind=programme.kind, person=person, union=union)
    found = Filing.objects.admitted().filter(application__in=seen.values("pk"), slug=asking.slug)
    return found.select_related("application__programme").order_by("-filed_at", "-pk").first()


def _from_last(
    actor: Any, one: AskedField, asking: Asking, last: Filing | None, person: Person | None
) -> Origin | None:
    value = (last.answers or {}).get(one.key, "") if last is not None else ""
    hidden = one.sort is Sort.PHONE and not (person is not None and is_own(actor=actor, person=person))
    if last is None or not value or hidden or one.sort is Sort.CHOICE:
        return None
    source = _LAST.fill(year=last.application.programme.year, title=asking.title)
    return Origin(value=value, shown=value, source=source, on=timezone.localdate(last.filed_at))


def drafts_seen(*, actor: Any) -> QuerySet[Draft]:
    """The drafts that the actor may go on with: their own, and the shared ones of unions that they apply for."""
    files, account = scope_of(actor=actor, verb="application.file"), getattr(actor, "pk", None)
    shared = Q(is_own=False) & files.q("union__path") if files else Q(pk__in=[])
    own = Q(is_own=True, person__account=account) if account else Q(pk__in=[])
    found = Draft.objects.admitted().filter(own | shared)
    return found.select_related("programme__union", "union", "person", "saved_by")


def draft_of(
    *,
    actor: Any,
    programme: Programme,
    slug: str,
    union: Union,
    person: Person | None,
    corrects: Filing | None = None,
) -> Draft | None:
    """The draft of a form for a union or person, as it stands now; the caller may apply for them."""
    own = person is not None and is_own(actor=actor, person=person)
    found = Draft.objects.admitted().filter(programme=programme, slug=slug, person=person, is_own=own)
    found = found.filter(corrects=corrects)
    return (found if person else found.filter(union=union)).select_related("saved_by").first()


def my_drafts(*, actor: Any) -> list[Draft]:
    """The drafts that the actor saved last, latest first, of forms that are still asked for or can still be corrected."""
    found = drafts_seen(actor=actor).filter(saved_by=getattr(actor, "pk", None))
    return [one for one in found.select_related("corrects__application__programme") if _is_live(one)]


def _is_live(draft: Draft) -> bool:
    if draft.corrects is not None:
        return why_not_correct_form(filing=draft.corrects) is None
    return asking_called(programme=draft.programme, slug=draft.slug) in askings_of(programme=draft.programme)


def forms_to_correct(*, application: Application) -> list[Filing]:
    """The forms of an application that can be corrected now, each in its newest state; the caller speaks for it."""
    found = application.filings.filter(corrected_by=None).order_by("pk")
    return [one for one in found if why_not_correct_form(filing=one) is None]


def why_not_correct_form(*, filing: Filing) -> Reason | None:
    """Why a form that was sent in cannot be corrected now, or None."""
    programme, state = filing.application.programme, filing.application.state
    if asking_called(programme=programme, slug=filing.slug) is None:
        return Reason.NOT_ASKED
    newest = not Filing.objects.admitted().filter(corrects=filing).exists()
    held = approval_gate.holds(application=filing.application)
    closed = programme.state == ProgrammeState.CLOSED
    return why_not_amend(state=state, newest=newest, closed=closed, held=held)


def filings_to_correct(*, actor: Any) -> QuerySet[Filing]:
    """The newest forms of the actor's own applications and of those of unions that the actor applies for."""
    mine = Q(application__person__account=actor.pk) if getattr(actor, "pk", None) else Q(pk__in=[])
    files = scope_of(actor=actor, verb="application.file")
    reached = mine | (files.q("application__union__path") if files else Q(pk__in=[]))
    related = ("application__programme__union", "application__union", "application__person")
    return Filing.objects.admitted().filter(reached).select_related(*related)


def known_to_correct(*, actor: Any, asking: Asking, filing: Filing) -> dict[str, Origin]:
    """By field: what is known of it; what was sent in stands behind its mask for everybody but the person it is about."""
    application = filing.application
    person = application.person
    known = known_of(
        actor=actor,
        asking=asking,
        programme=application.programme,
        union=application.union,
        person=person,
    )
    if person is not None and is_own(actor=actor, person=person):
        return known
    for one in asking.fields:
        mask, given = mask_for(one), (filing.answers or {}).get(one.key, "")
        held = known.get(one.key)
        if mask is not None and given and (held is None or held.value != given):
            on = timezone.localdate(filing.filed_at)
            known[one.key] = Origin(value="", shown=mask.over(given), source=_SENT, on=on)
    return known


def texts_to_correct(
    *, asking: Asking, filing: Filing, draft: Draft | None, known: Mapping[str, Origin]
) -> dict[str, str]:
    """What stands in a correction when it is opened: the draft, else what was sent in, where it is not ``known`` as hidden."""
    if draft is not None:
        return dict(draft.answers or {})
    answers = filing.answers or {}
    return {one.key: _text_to_correct(one, filing, answers, known.get(one.key)) for one in asking.fields}


def _text_to_correct(
    one: AskedField, filing: Filing, answers: Mapping[str, str], origin: Origin | None
) -> str:
    if origin is not None and origin.is_hidden:
        return ""
    confirmed = (filing.marks or {}).get(one.key, {}).get("mark") == Mark.CONFIRMED
    return answers.get(one.key, "") or (origin.value if origin is not None and confirmed else "")


def url_of_draft(draft: Draft) -> str:
    """Where to go on with a draft."""
    if draft.corrects_id is not None:
        return url_to_correct(draft.corrects_id)
    return url_to_fill(draft.programme, draft.slug, draft.union, draft.person)


def url_to_correct(filing: int) -> str:
    """The page on which a form that was sent in is corrected."""
    return reverse("applications:correct", args=[filing])


def url_to_fill(programme: Programme, slug: str, union: Union, person: Person | None) -> str:
    """The page of a form for a union or a person."""
    if person is not None:
        return reverse("applications:fill_person", args=[programme.pk, slug, person.pk])
    return reverse("applications:fill_union", args=[programme.pk, slug, union.pk])


def stale_drafts(*, now: Any) -> QuerySet[Draft]:
    """The drafts that nobody has saved for so long that they are dropped."""
    found = Draft.objects.admitted().filter(saved_at__lt=now - DRAFT_KEPT).order_by("pk")
    return found.select_related("union", "programme")


def draft_items(*, actor: Any, today: date) -> list[InboxItem]:
    """My drafts as items of "my work"."""
    return [
        InboxItem(
            key=f"draft:{one.pk}",
            errand=Errand.PROGRAMME,
            title=_("Draft to go on with: %(form)s") % {"form": _title(one)},
            detail=f"{one} · {one.programme.title}",
            url=url_of_draft(one),
            is_own=True,
            programme=one.programme_id,
        )
        for one in my_drafts(actor=actor)
    ]


def _title(draft: Draft) -> str:
    asking = asking_called(programme=draft.programme, slug=draft.slug)
    return asking_said(asking) if asking else draft.slug


def texts_of_draft(draft: Draft | None, known: Mapping[str, Origin]) -> dict[str, str]:
    """What stands in a form when it is opened: the draft, else what is known."""
    if draft is not None:
        return dict(draft.answers or {})
    return {key: origin.value for key, origin in known.items()}


def asking_said(asking: Asking) -> str:
    """The title of a form in the language of the page."""
    return asking.title.say("en" if get_language() == "en" else "zh")


def asked_of_programme(*, actor: Any, programme: Programme) -> list[Asked]:
    """The forms of a programme that the actor can fill in now for somebody."""
    if not scope_of(actor=actor, verb="application.file"):
        return []
    return [Asked(programme, one) for one in askings_of(programme=programme)]


def apply_panel(*, actor: Any, subject: None) -> Panel | None:
    """For somebody who applies for nobody but themselves: what is open, on the start page; others have it in their menu."""
    if scope_of(actor=actor, verb="application.file"):
        return None
    asked = asked_of(actor=actor)
    return Panel(template="intake/panel.html", context={"asked": asked}) if asked else None
