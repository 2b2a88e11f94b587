"""What everybody may read, and whom a text names."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Length

from lianshou.kernel.bulletins.models import Bulletin, Byline, Photo
from lianshou.kernel.bulletins.rules.publishing import names_in
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below

MOST_NAMES = 30


def bulletins_published() -> QuerySet[Bulletin]:
    """Whatever was shown to everybody, also what was taken down since: its address says so."""
    return Bulletin.objects.admitted().exclude(published_at=None).select_related("union", "corrects")


def public_bulletins() -> QuerySet[Bulletin]:
    """What everybody can read now, the latest first."""
    return bulletins_published().filter(taken_down_at=None).order_by("-issued_on", "-pk")


def unions_that_publish() -> QuerySet[Union]:
    """The unions of which something is public."""
    return Union.objects.admitted().filter(pk__in=public_bulletins().values("union")).order_by("search")


def public_with_words(bulletins: QuerySet[Bulletin], words: str) -> QuerySet[Bulletin]:
    """Narrow to bulletins whose title, number or union is called so."""
    for word in words.split():
        bulletins = bulletins.filter(
            Q(title__icontains=word) | Q(number__icontains=word) | Q(union__search__icontains=word)
        )
    return bulletins


def corrected_by(*, bulletin: Bulletin) -> list[Bulletin]:
    """The issued corrections of a bulletin that the caller has been let in to."""
    found = bulletin.corrections.admitted().filter(state="issued").select_related("union")
    return list(found.order_by("issued_on", "pk"))


def persons_named(*, bulletin: Bulletin) -> list[str]:
    """Whom the words of a bulletin name: persons on the register of its union and below, and what reads like a name."""
    text = words_of(bulletin)
    inside: Any = Person.objects.admitted().filter(union__in=below(Union.objects.admitted(), bulletin.union))
    known = (
        inside.annotate(said=Value(text, output_field=TextField()), letters=Length("name"))
        .filter(letters__gte=2, said__contains=F("name"))
        .order_by("name")
        .values_list("name", flat=True)
        .distinct()
    )
    return list(dict.fromkeys([*known[:MOST_NAMES], *names_in(text)]))[:MOST_NAMES]


def words_of(bulletin: Bulletin) -> str:
    """Everything that a bulletin says in words of its own."""
    names = [f"记者{one.name}" for one in Byline.objects.admitted().filter(bulletin=bulletin)]
    shown = [photo.line for photo in Photo.objects.admitted().filter(bulletin=bulletin)]
    return "\n".join((bulletin.title, bulletin.addressees, bulletin.text, *names, *shown))
