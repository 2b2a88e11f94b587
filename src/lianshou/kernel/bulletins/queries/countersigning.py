"""Whom a writer may ask to countersign, and what is asked of whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lianshou.kernel.access.models import Delegation, Post, User
from lianshou.kernel.access.queries import in_force, scope_of, standing
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.bulletins.enums import State
from lianshou.kernel.bulletins.models import Bulletin, Countersignature
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below

WITH = ("union", "person", "answered_by", "bulletin__union", "bulletin__written_by")


def unions_to_ask(*, bulletin: Bulletin) -> QuerySet[Union]:
    """The unions that may be asked: the issuer itself and what is below it, but no enterprise."""
    found = below(Union.objects.admitted(), bulletin.union)
    return found.filter(dissolved_on=None).exclude(level="enterprise").order_by("path")


def people_to_ask(*, bulletin: Bulletin, among: Sequence[int] | None = None) -> dict[int, Union]:
    """The accounts that may be asked in person, each with the union of the highest post by which they may countersign."""
    today = timezone.localdate()
    posts = Post.objects.admitted().filter(
        in_force(today),
        role__in=roles_granting("bulletin.countersign"),
        union__in=unions_to_ask(bulletin=bulletin),
        user__is_active=True,
    )
    if among is not None:
        posts = posts.filter(user__in=among)
    found: dict[int, Union] = {}
    for post in posts.select_related("union").order_by("union__path", "pk"):
        found.setdefault(post.user_id, post.union)
    return {
        pk: union for pk, union in found.items() if pk not in (bulletin.written_by_id, bulletin.checked_by_id)
    }


def accounts_to_ask(*, bulletin: Bulletin) -> QuerySet[User]:
    """Those accounts, by name."""
    return User.objects.filter(pk__in=people_to_ask(bulletin=bulletin)).order_by("sound", "name", "pk")


def _holding(verb: str, paths: Iterable[str]) -> list[tuple[str, int]]:
    """The accounts that may do ``verb`` by a post at exactly one of the unions of ``paths``, each with that path; stand-ins too."""
    today = timezone.localdate()
    granting = roles_granting(verb)
    posts = Post.objects.admitted().filter(
        in_force(today), role__in=granting, union__path__in=list(paths), user__is_active=True
    )
    lent = Delegation.objects.admitted().filter(standing(today), post__in=posts, to__is_active=True)
    return [*posts.values_list("union__path", "user"), *lent.values_list("post__union__path", "to")]


def _spent(bulletin: Bulletin) -> set[int | None]:
    """Who wrote or checked a bulletin, or has answered."""
    answered = bulletin.countersignatures.admitted().exclude(answer="").values_list("answered_by", flat=True)
    return {bulletin.written_by_id, bulletin.checked_by_id, *answered}


def silent_unions(*, bulletin: Bulletin, unions: Sequence[Union]) -> list[Union]:
    """Those of ``unions`` for which nobody may answer: a union below is not answered for by the issuer's own people."""
    issuer = bulletin.union.path
    paths = {path for one in unions for path in lineage(one.path)}
    answering = _holding("bulletin.countersign", paths)
    spent = _spent(bulletin)
    above = {account for _path, account in _holding("bulletin.view", lineage(issuer))}

    def heard(one: Union) -> bool:
        barred = spent if one.path == issuer else spent | above
        return any(one.path.startswith(path) and account not in barred for path, account in answering)

    return [one for one in unions if not heard(one)]


def leaves_no_signer(*, bulletin: Bulletin, people: Sequence[int]) -> bool:
    """Whether asking these accounts in person takes the last who can sign for the issuing union; who countersigns does not sign."""
    named = bulletin.countersignatures.admitted().exclude(person=None).values_list("person", flat=True)
    held = {account for _path, account in _holding("bulletin.sign", [bulletin.union.path])}
    left = held - _spent(bulletin) - set(named)
    return bool(left) and left <= set(people)


def countersignatures_of(*, bulletin: Bulletin) -> QuerySet[Countersignature]:
    """What was asked about a bulletin that the caller has been let in to."""
    found: QuerySet[Countersignature] = bulletin.countersignatures.admitted().select_related(*WITH)
    return found


def countersignatures_asked(*, actor: Any) -> QuerySet[Countersignature]:
    """What is asked of the actor: in person, or of a union for which the actor may answer; the issuer's own people, who see
    the unions below from above, answer for none of these."""
    scope = scope_of(actor=actor, verb="bulletin.countersign")
    found = Countersignature.objects.within(scope).filter(Q(person=None) | Q(person=actor.pk))
    above = scope_of(actor=actor, verb="bulletin.view").q("bulletin__union__path")
    return found.exclude(above & ~Q(union=F("bulletin__union"))).select_related(*WITH)


def has_spoken(*, actor: Any, bulletin: Bulletin) -> bool:
    """Whether the actor has answered for anybody on this bulletin: nobody answers twice."""
    return bulletin.countersignatures.admitted().filter(answered_by=actor.pk).exists()


def countersignatures_waiting(*, actor: Any) -> QuerySet[Countersignature]:
    """Those that wait for an answer of the actor, who wrote or checked none of them and has not spoken for another."""
    found = countersignatures_asked(actor=actor).filter(answer="", bulletin__state=State.SIGNING)
    spoken = Countersignature.objects.admitted().filter(answered_by=actor.pk).values("bulletin")
    return found.exclude(
        Q(bulletin__written_by=actor.pk) | Q(bulletin__checked_by=actor.pk) | Q(bulletin__in=spoken)
    )
