"""Who saw something about a person unmasked: reveals, unmasked exports, and the other looks that the book knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lianshou.core.personal import personal
from lianshou.kernel.access.models import Post
from lianshou.kernel.audit.enums import verb_said
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.people.models import Person
from lianshou.kernel.privacy.models import Reveal, UnmaskedExport
from lianshou.kernel.privacy.queries import field_titles, reveals_about

_LOOKS = ("phone.shown", "request.shown", "own_data.shown", "own_data.exported")


@dataclass(frozen=True)
class Look:
    """Somebody saw something about the person unmasked: who, from which post, when, what, and the reason given."""

    at: datetime
    account: int | None
    who: str
    what: str
    why: str = ""
    post: str = ""


def looks_at(*, person: Person) -> list[Look]:
    """Every look at a person and their family, newest first; the caller is that person."""
    found = [*_reveals(person), *_exports(person), *_other(person)]
    posts = _posts_of({look.account for look in found if look.account is not None})
    said = [_with_post(look, posts.get(look.account or 0, ())) for look in found]
    return sorted(said, key=lambda look: look.at, reverse=True)


def _reveals(person: Person) -> Iterable[Look]:
    for one in reveals_about(person=person):
        why = " · ".join(filter(None, (str(one.get_purpose_display()), one.words)))
        yield Look(one.at, one.actor_id, str(one.actor), _fields_said(one), why)


def _fields_said(one: Reveal) -> str:
    record = personal.record(one.record)
    titles = {field.name: str(field.title) for field in record.fields} if record else {}
    return "、".join(titles.get(name, name) for name in one.fields)


def _exports(person: Person) -> Iterable[Look]:
    """Lists in clear in which the person stood when they were fetched."""
    lists = UnmaskedExport.objects.admitted().filter(persons__person=person)
    for one in lists.admitted().select_related("asked_by", "union").order_by(F("fetched_at").desc()):
        what = _("A list of %(union)s with %(fields)s") % {
            "union": one.union,
            "fields": "、".join(field_titles(one)),
        }
        why = " · ".join(filter(None, (str(one.get_purpose_display()), one.words, one.recipient)))
        yield Look(one.fetched_at or one.asked_at, one.asked_by_id, str(one.asked_by), what, why)


def _other(person: Person) -> Iterable[Look]:
    lines = history_of(person).filter(verb__in=_LOOKS)
    for line in lines:
        yield Look(line.at, line.actor_id, line.actor_name, str(verb_said(line.verb)))


_Held = tuple[date, date | None, str]


def _posts_of(accounts: set[int]) -> Mapping[int, list[_Held]]:
    """From when to when each account held which post, in words."""
    posts: dict[int, list[_Held]] = defaultdict(list)
    for post in Post.objects.admitted().filter(user__in=accounts).select_related("union").order_by("pk"):
        said = f"{post.union} · {post.get_role_display()}"
        posts[post.user_id].append((post.starts_on, post.ends_on, said))
    return posts


def _with_post(look: Look, posts: Iterable[_Held]) -> Look:
    """The look with the first post that was held on its day."""
    day = timezone.localdate(look.at)
    held = (said for since, until, said in posts if since <= day and (until is None or day <= until))
    return Look(look.at, look.account, look.who, look.what, look.why, next(held, ""))
