"""Settings by region and date: which value holds, where it comes from, and what the pages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.china.divisions import name_of
from lianshou.china.names import pinyin_key
from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.core.parameters import Setting, declared
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.programmes.enums import ParameterState, Reason
from lianshou.kernel.programmes.models import Parameter
from lianshou.kernel.programmes.rules import why_not_decide, why_not_take_back
from lianshou.kernel.rights.rules.keeping import region_of
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.templatetags.web import say

SETTERS = (Level.NATION, Level.PROVINCE, Level.CITY, Level.COUNTY)
"""The federations that set values, each for its own region."""
COUNTRY = Wording("全国", "The whole country")
_LENGTHS = (0, 2, 4, 6)


@dataclass(frozen=True)
class RuleBook:
    """Every standing value of some settings, read once: answers for any region and day without asking again."""

    rows: dict[str, list[Parameter]]

    def row(self, key: str, *, region: str, on: date) -> Parameter | None:
        """The row that holds in a region (a division code) on a day; None where the usual value counts."""
        declared[key]
        fitting = [row for row in self.rows[key] if row.starts_on <= on and region.startswith(row.region)]
        return max(fitting, key=lambda row: (len(row.region), row.starts_on), default=None)

    def kept(self, key: str, *, region: str, on: date) -> Any:
        """The value that holds, as it is kept (plain JSON)."""
        row = self.row(key, region=region, on=on)
        return declared[key].usual if row is None else row.value

    def value(self, key: str, *, region: str, on: date) -> Any:
        """The value that holds, as rules use it."""
        return declared[key].form.read(self.kept(key, region=region, on=on))


def rule_book(*keys: str) -> RuleBook:
    """The values of some settings in one query, for a list of many regions or days. Raises Undeclared."""
    rows: dict[str, list[Parameter]] = {declared[key].key: [] for key in keys}
    for row in Parameter.objects.filter(key__in=rows, state=ParameterState.STANDING):
        rows[row.key].append(row)
    return RuleBook(rows)


def parameter(*, key: str, region: str, on: date) -> Any:
    """The value of a declared setting that holds in ``region`` (a division code) on a day, as rules use it.

    The longest region wins, then the latest day; the usual value where nobody has set one. Raises Undeclared.
    """
    return rule_book(key).value(key, region=region, on=on)


def regions_above(region: str) -> list[str]:
    """The regions over a region and it itself, from the country down: "", "32", "3209", "320923"."""
    return [region[:length] for length in _LENGTHS if length <= len(region)]


def region_said(region: str) -> Wording:
    """A region in words."""
    if not region:
        return COUNTRY
    name = name_of(region.ljust(6, "0")) or region
    return Wording(name, name)


def home_region(*, actor: Any) -> str:
    """The region of the actor's first post that lets them see settings; the whole country without one."""
    tops = scope_of(actor=actor, verb="setting.view").paths
    found = Union.objects.admitted().filter(path__in=tops).exclude(division_code="").order_by("path").first()
    return region_of(found.division_code) if found else ""


def regions_to_show(*, actor: Any) -> list[tuple[str, str]]:
    """The regions that the actor may look at with their names in Chinese: their own, those above, those below."""
    below = unions_in_scope(actor=actor, verb="setting.view").filter(level__in=SETTERS)
    codes = {region_of(code) for code in below.values_list("division_code", flat=True)}
    codes |= set(regions_above(home_region(actor=actor)))
    return [(code, region_said(code).zh) for code in sorted(codes)]


def unions_to_set_for(*, actor: Any, verb: str) -> QuerySet[Union]:
    """The federations in whose name the actor may set a value, from the top down."""
    return unions_in_scope(actor=actor, verb=verb).filter(level__in=SETTERS)


@dataclass(frozen=True)
class SettingLine:
    """A setting as the list shows it, in one region on one day."""

    setting: Setting
    owner: Wording
    row: Parameter | None
    kept: Any
    next: Parameter | None
    waiting: int

    @property
    def key(self) -> str:
        return self.setting.key

    @property
    def where(self) -> Wording | None:
        """The region that set it; None where the usual value counts."""
        return None if self.row is None else region_said(self.row.region)

    @property
    def said(self) -> Wording:
        return self.setting.say(self.kept)

    @property
    def starts_on(self) -> date | None:
        return self.row.starts_on if self.row else None

    @property
    def paper(self) -> str:
        """The document that set the value; empty where the usual one counts."""
        return f"{self.row.source} {self.row.document_no}".strip() if self.row else ""

    @property
    def zh(self) -> str:
        """What the list is sorted by: the title in Chinese, as pinyin has it."""
        return pinyin_key(self.setting.title.zh)

    @property
    def part(self) -> str:
        return pinyin_key(self.owner.zh)

    @property
    def rank(self) -> str:
        return "" if self.row is None else f"1{self.row.region}"


def lines_of(*, region: str, on: date, today: date) -> list[SettingLine]:
    """Every declared setting with the value that holds in a region on a day, in two queries."""
    book = rule_book(*(one.key for one in declared))
    waiting: dict[str, int] = defaultdict(int)
    over = regions_above(region)
    proposed = Parameter.objects.filter(state=ParameterState.PROPOSED, region__in=over)
    for key in proposed.values_list("key", flat=True):
        waiting[key] += 1
    return [
        SettingLine(
            setting=one,
            owner=declared.owner(one.key)[1],
            row=book.row(one.key, region=region, on=on),
            kept=book.kept(one.key, region=region, on=on),
            next=_next(book.rows[one.key], over, max(on, today)),
            waiting=waiting[one.key],
        )
        for one in declared
    ]


def _next(rows: Iterable[Parameter], over: Collection[str], after: date) -> Parameter | None:
    coming = [row for row in rows if row.region in over and row.starts_on > after]
    return min(coming, key=lambda row: (row.starts_on, -len(row.region)), default=None)


@dataclass(frozen=True)
class Rank:
    """One region on the way from the country down, with the value that it has set, if any; ``holds`` is the one that counts."""

    title: Wording
    row: Parameter | None
    holds: bool


def ranks_of(*, key: str, region: str, on: date) -> list[Rank]:
    """Where the value of a region comes from: the usual one, then every region over it, from the country down."""
    book = rule_book(key)
    best = book.row(key, region=region, on=on)
    own = {
        code: max(
            (row for row in book.rows[key] if row.region == code and row.starts_on <= on),
            key=lambda row: row.starts_on,
            default=None,
        )
        for code in regions_above(region)
    }
    ranks = [Rank(region_said(code), row, row is not None and row == best) for code, row in own.items()]
    return [Rank(Wording("系统默认", "As delivered"), None, best is None), *ranks]


def values_listed(*, actor: Any, key: str) -> QuerySet[Parameter]:
    """The values of a setting that concern the actor, whatever became of them: of their region, above and below; latest first."""
    home = home_region(actor=actor)
    near = Q(region__in=regions_above(home)) | Q(union__in=unions_in_scope(actor=actor, verb="setting.view"))
    found = Parameter.objects.filter(near, key=key).select_related("union", "set_by", "decided_by")
    return found.order_by("-starts_on", "-pk")


def values_to_act_on(*, actor: Any, verb: str) -> QuerySet[Parameter]:
    """The values that federations have set where the actor's posts grant ``verb``."""
    found = Parameter.objects.filter(union__in=unions_in_scope(actor=actor, verb=verb))
    return found.select_related("union", "set_by")


def values_waiting(*, actor: Any) -> QuerySet[Parameter]:
    """The values that wait for a second person, where the actor may confirm and did not enter them."""
    found = values_to_act_on(actor=actor, verb="setting.confirm").filter(state=ParameterState.PROPOSED)
    return found.exclude(set_by=actor.pk).order_by("starts_on", "pk")


def desk_items(*, actor: Any, today: date) -> list[InboxItem]:
    """The values that wait for the actor to confirm them, one line each."""
    if not may(actor, "setting.confirm"):
        return []
    return [
        InboxItem(
            key=f"setting:{row.pk}",
            errand=Errand.PROGRAMME,
            title=_("Confirm: %(setting)s") % {"setting": say(declared[row.key].title)},
            detail=f"{say(declared[row.key].say(row.value))} · {row.union} · {row.document_no}",
            url=reverse("programmes:setting", args=[row.key]),
            owner=row.union.path if row.union else "",
            verb="setting.confirm",
            due_on=row.starts_on,
            overdue=row.starts_on < today,
        )
        for row in values_waiting(actor=actor)[:MOST_ITEMS]
        if row.key in declared
    ]


@dataclass(frozen=True)
class ValueActs:
    """What the actor may do with a value now, by the rules that guard the actions."""

    confirms: bool
    withdraws: bool
    why_not_confirm: Reason | None


def acts_on_value(*, actor: Any, row: Parameter, today: date) -> ValueActs:
    """For the buttons of a row; nothing without the verb, or where the value came with the installation."""
    if row.union is None or row.key not in declared:
        return ValueActs(False, False, None)
    may_confirm = row.state == ParameterState.PROPOSED and may(actor, "setting.confirm", on=row.union)
    back = why_not_take_back(state=row.state, starts_on=row.starts_on, today=today) is None
    return ValueActs(
        confirms=may_confirm,
        withdraws=back and may(actor, declared[row.key].verb, on=row.union),
        why_not_confirm=why_not_decide(state=row.state, is_setter=row.set_by_id == actor.pk),
    )
