from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lianshou.core.personal import PersonalRecord
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.rights.enums import Basis, Reason, RequestKind, RequestState
from lianshou.kernel.rights.models import Consent, ConsentText, ImpactAssessment, PersonRequest
from lianshou.kernel.rights.models.consents import part_label
from lianshou.kernel.rights.rules.consenting import Given, Text, parts_for, why_not_publish
from lianshou.kernel.rights.rules.consenting import why_not_process as why_not
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope

_THREE_YEARS = timedelta(days=3 * 366)


def texts_to_read(*, actor: Any) -> QuerySet[ConsentText]:
    """The texts that hold where the actor sees persons: those of the unions inside, and published ones from above."""
    scope = scope_of(actor=actor, verb="person.view")
    above = {path for top in scope.paths for path in lineage(top)}
    own = scope_of(actor=actor, verb="consent.publish")
    drafts = Q(published_on=None) & own.q("union__path")
    published = Q(published_on__isnull=False) & (scope.q("union__path") | Q(union__path__in=above))
    texts = ConsentText.objects.admitted().filter(drafts | published)
    return texts.select_related("union", "published_by")


def texts_listed(*, actor: Any) -> QuerySet[ConsentText]:
    """The same with the number of consents that stand inside the actor's subtrees."""
    scope = scope_of(actor=actor, verb="person.view")
    inside = scope.q("consents__person__union__path") if not scope.everything else Q()
    standing = Count("consents__person", filter=Q(consents__withdrawn_at=None) & inside, distinct=True)
    return texts_to_read(actor=actor).annotate(standing=standing)


def versions_of(*, text: ConsentText, actor: Any) -> QuerySet[ConsentText]:
    """All versions of the same text that the actor may read, the newest first."""
    same = texts_to_read(actor=actor).filter(union=text.union_id, purpose=text.purpose)
    return same.order_by("-version")


def publishing_unions(*, actor: Any) -> QuerySet[Union]:
    """The unions for which the actor may publish texts: the tops of their posts."""
    tops = scope_of(actor=actor, verb="consent.publish").paths
    return unions_in_scope(actor=actor, verb="consent.publish").filter(path__in=tops)


def latest_published(*, union: Union, purpose: str) -> ConsentText | None:
    """The version that holds; the caller has been let in to the union."""
    texts = ConsentText.objects.admitted().filter(union=union, purpose=purpose, published_on__isnull=False)
    return texts.order_by("-version").first()


def is_current(*, text: ConsentText) -> bool:
    latest = latest_published(union=text.union, purpose=text.purpose)
    return latest is not None and latest.pk == text.pk


def assessments_of(*, union: Union, purpose: str) -> QuerySet[ImpactAssessment]:
    """The impact assessments of a purpose, newest first; the caller has been let in to the union."""
    found = ImpactAssessment.objects.admitted().filter(union=union, purpose=purpose)
    return found.select_related("assessed_by")


def assessments_in_scope(*, actor: Any) -> QuerySet[ImpactAssessment]:
    """The register of impact assessments inside the subtrees where the actor sees persons."""
    scope = scope_of(actor=actor, verb="person.view")
    return ImpactAssessment.objects.within(scope).select_related("assessed_by", "union")


def titles_of_purposes(*, actor: Any) -> dict[str, Wording]:
    """By its purpose, the title of the latest text that the actor may read."""
    texts = texts_to_read(actor=actor).order_by("version", "pk")
    return {text.purpose: text.title for text in texts}


def about_words(
    assessments: QuerySet[ImpactAssessment], words: str, *, actor: Any
) -> QuerySet[ImpactAssessment]:
    """Narrow to assessments whose purpose, or the title of its text, holds ``words``."""
    titled = texts_to_read(actor=actor).filter(Q(title_zh__icontains=words) | Q(title_en__icontains=words))
    return assessments.filter(Q(purpose__icontains=words) | Q(purpose__in=titled.values("purpose")))


def why_not_publish_now(*, text: ConsentText, today: date) -> Reason | None:
    """What stands between a draft and its publication; the button and the write ask the same."""
    before = latest_published(union=text.union, purpose=text.purpose)
    recent = assessments_of(union=text.union, purpose=text.purpose).filter(
        assessed_on__gte=today - _THREE_YEARS
    )
    return why_not_publish(
        published=text.published_on is not None,
        basis=text.basis,
        law=text.law,
        classes=text.classes,
        necessity=text.necessity_zh,
        assessed={name for assessment in recent for name in assessment.classes},
        before=before.classes if before else None,
        asks_again=text.asks_again,
    )


@dataclass(frozen=True)
class InForce:
    """The version of a purpose that holds for somebody, and the last version that asked anew."""

    text: ConsentText
    since: int

    @property
    def stands_on_law(self) -> bool:
        return self.text.basis != Basis.CONSENT


def texts_in_force(*, union: Union, on: date) -> dict[str, InForce]:
    """What holds in a union on a day, by purpose: of the nearest union above that has a text for it."""
    above = lineage(union.path)
    texts = (
        ConsentText.objects.admitted()
        .filter(union__path__in=above, published_on__lte=on)
        .select_related("union")
        .order_by("purpose", "version")
    )
    by_purpose: dict[str, dict[str, list[ConsentText]]] = defaultdict(lambda: defaultdict(list))
    for text in texts:
        by_purpose[text.purpose][text.union.path].append(text)
    nearest = {purpose: found[max(found, key=len)] for purpose, found in by_purpose.items()}
    return {purpose: _in_force(versions) for purpose, versions in nearest.items()}


def _in_force(versions: list[ConsentText]) -> InForce:
    asked = [text.version for text in versions if text.asks_again]
    return InForce(versions[-1], max(asked, default=versions[0].version))


def consents_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Consent]:
    found = Consent.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("person__union", "relative", "text__union", "recorded_by", "withdrawn_by")


def consents_of(*, person: Person) -> QuerySet[Consent]:
    """Every consent about a person and the relatives they entered; the caller has been let in to the person."""
    found = Consent.objects.admitted().filter(person=person)
    return found.select_related("relative", "text__union", "recorded_by", "withdrawn_by")


def given_by(*, person: Person, relative: Relative | None, text: ConsentText) -> list[Given]:
    """What was agreed to under any version of a text, as the rules see it."""
    found = Consent.objects.admitted().filter(
        person=person, relative=relative, text__union=text.union_id, text__purpose=text.purpose
    )
    return [_given(consent) for consent in found.select_related("text")]


def _given(consent: Consent) -> Given:
    ended = consent.withdrawn_at
    return Given(
        version=consent.text.version,
        part=consent.part,
        how=consent.how,
        given_on=timezone.localdate(consent.given_at),
        withdrawn_on=timezone.localdate(ended) if ended else None,
    )


def has_objected(*, person: Person, relative: Relative | None, purpose: str) -> bool:
    """Whether an objection to a purpose was granted."""
    objections = PersonRequest.objects.admitted().filter(
        person=person,
        relative=relative,
        kind=RequestKind.OBJECT,
        purpose=purpose,
        state=RequestState.ACCEPTED,
    )
    return objections.admitted().exists()


def why_not_process(
    *, person: Person, purpose: str, classes: Collection[str], on: date, relative: Relative | None = None
) -> Reason | None:
    """Why these classes of a person's data (or of a relative's) may not be used for a purpose on a day, or None.

    Programmes ask this before they take in, use or hand on what is personal. The caller has been let in to the person.
    """
    holding = texts_in_force(union=person.union, on=on).get(purpose)
    if holding is None:
        return Reason.NO_TEXT
    text = holding.text
    return why_not(
        text=Text(text.version, holding.since, text.basis, frozenset(text.classes)),
        classes=classes,
        given=given_by(person=person, relative=relative, text=text),
        on=on,
        child=relative is not None and relative.is_child(on),
        objected=has_objected(person=person, relative=relative, purpose=purpose),
    )


@dataclass(frozen=True)
class PartOffered:
    """One part of a text for one person: agreed to (the consent) or open."""

    part: str
    consent: Consent | None

    @property
    def label(self) -> str:
        return part_label(self.part)

    @property
    def is_sensitive(self) -> bool:
        return bool(self.part)


@dataclass(frozen=True)
class Offered:
    """A text in force as it concerns one person or relative: what was agreed to, and what can be."""

    holding: InForce
    relative: Relative | None
    parts: tuple[PartOffered, ...]
    child: bool

    @property
    def text(self) -> ConsentText:
        return self.holding.text

    @property
    def open_parts(self) -> list[PartOffered]:
        return [part for part in self.parts if part.consent is None]

    @property
    def given(self) -> list[PartOffered]:
        return [part for part in self.parts if part.consent is not None]

    @property
    def key(self) -> str:
        return f"{self.text.pk}-{self.relative.pk if self.relative else 0}"


def offered_to(
    *, person: Person, relatives: Iterable[Relative], consents: Iterable[Consent], on: date
) -> list[Offered]:
    """Every text in force that concerns a person, then for each relative those that concern the relative.

    What stands on a law comes after what is asked.
    """
    texts = texts_in_force(union=person.union, on=on).values()
    standing = [consent for consent in consents if consent.withdrawn_at is None]
    found = [
        _offered(holding, about, standing, on)
        for about in (None, *relatives)
        for holding in sorted(texts, key=lambda one: one.stands_on_law)
    ]
    return [offer for offer in found if offer.parts]


def _offered(holding: InForce, relative: Relative | None, standing: list[Consent], on: date) -> Offered:
    text, child = holding.text, relative is not None and relative.is_child(on)
    held = {
        consent.part: consent
        for consent in standing
        if consent.relative_id == (relative.pk if relative else None)
        and (consent.text.union_id, consent.text.purpose) == (text.union_id, text.purpose)
        and holding.since <= consent.text.version <= text.version
    }
    concerned = parts_for(text.classes, about_relative=relative is not None, child=child)
    parts = tuple(PartOffered(part, held.get(part)) for part in concerned)
    return Offered(holding, relative, parts, child)


CONSENT = PersonalRecord(
    slug="consent",
    title=Wording("同意", "Consent"),
    model=Consent,
    union_of=lambda consent: consent.person.union,
    person_of=lambda consent: consent.person,
    name_of=lambda consent: f"{consent.person.name} · {consent.text}",
    page_of=lambda consent: reverse("rights:person_consents", args=[consent.person_id]),
    within=lambda scope: Consent.objects.within(scope).select_related("person__union", "text"),
    of_person=lambda person: Consent.objects.admitted().filter(person=person).select_related("text"),
)
