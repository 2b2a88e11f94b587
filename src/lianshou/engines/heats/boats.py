"""Who sits in a boat, and whether it may start: drummer, helm, paddlers, reserves, women, insurance, swimming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lianshou.core.wording import Wording
from lianshou.engines.heats.titles import listed


class Role(StrEnum):
    """A seat."""

    DRUM = "drum"
    HELM = "helm"
    PADDLE = "paddle"
    RESERVE = "reserve"

    @property
    def wording(self) -> Wording:
        return _ROLES[self]


_ROLES = {
    Role.DRUM: Wording("鼓手", "drummer"),
    Role.HELM: Wording("舵手", "helm"),
    Role.PADDLE: Wording("划手", "paddler"),
    Role.RESERVE: Wording("替补", "reserve"),
}


@dataclass(frozen=True, slots=True)
class Athlete:
    """A person in a boat; of the papers only whether they were seen, never what stands in them. ``is_woman``: None where it was not given."""

    key: str
    name: str
    union: str = ""
    is_woman: bool | None = False
    insured: bool = False
    swims: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """An athlete in a crew."""

    athlete: str
    role: Role


@dataclass(frozen=True, slots=True)
class CrewRule:
    """How a boat is manned: exact numbers on board, at most so many reserves, at least so many women on board."""

    drummers: int = 1
    helms: int = 1
    paddlers: int = 20
    reserves: int = 4
    women: int = 0
    needs_insurance: bool = True
    needs_swimming: bool = True


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that was checked: whether it holds, what was found, and the athletes in whom it does not hold."""

    key: str
    holds: bool
    wording: Wording
    who: tuple[str, ...] = ()


def gates(
    rule: CrewRule, seats: Iterable[Seat], athletes: Mapping[str, Athlete], unions: Iterable[str] = ()
) -> tuple[Gate, ...]:
    """Every gate of a crew, in the order of the sheet; it may start when all hold.

    ``unions`` are those of the crew (several: a joint one); empty means that athletes of any union may row. Raises KeyError for
    an athlete who is not among ``athletes``.
    """
    seats = list(seats)
    people = [athletes[seat.athlete] for seat in seats]
    aboard = [athletes[seat.athlete] for seat in seats if seat.role is not Role.RESERVE]
    counts = Counter(seat.role for seat in seats)
    found = [
        _exactly(Role.DRUM, counts, rule.drummers),
        _exactly(Role.HELM, counts, rule.helms),
        _exactly(Role.PADDLE, counts, rule.paddlers),
        Gate(
            "reserve",
            counts[Role.RESERVE] <= rule.reserves,
            _counted(_MOST, Role.RESERVE, counts, rule.reserves),
        ),
    ]
    if rule.women:
        found += _of_women(rule.women, aboard)
    twice = [athletes[key] for key, times in Counter(seat.athlete for seat in seats).items() if times > 1]
    found.append(_nobody("twice", twice, Wording("没有人占两个位置", "nobody holds two seats"), _TWICE))
    if rule.needs_insurance:
        bare = [one for one in people if not one.insured]
        found.append(_nobody("insurance", bare, Wording("保险齐全", "everybody is insured"), _BARE))
    if rule.needs_swimming:
        dry = [one for one in people if not one.swims]
        found.append(
            _nobody("swimming", dry, Wording("会游泳承诺齐全", "every swimming declaration is in"), _DRY)
        )
    own = set(unions)
    strangers = [one for one in people if own and one.union not in own]
    found.append(
        _nobody(
            "unions",
            strangers,
            Wording("都是本队所属工会的职工", "all belong to the unions of the crew"),
            _STRANGERS,
        )
    )
    return tuple(found)


_WOMEN = Wording("上船女队员{n}人，至少{wanted}人", "{n} women on board, at least {wanted}")
_SEX_GIVEN = Wording("性别齐全", "everybody's sex is given")
_NO_SEX = Wording("没有填性别：{who}", "sex not given: {who}")
_EXACTLY = Wording("{role}{n}人，应为{wanted}人", "{role}: {n}, should be {wanted}")
_MOST = Wording("{role}{n}人，最多{wanted}人", "{role}: {n}, at most {wanted}")
_TWICE = Wording("占了两个位置：{who}", "in two seats: {who}")
_BARE = Wording("没有保险：{who}", "not insured: {who}")
_DRY = Wording("没有会游泳承诺：{who}", "no swimming declaration: {who}")
_STRANGERS = Wording("不是本队所属工会的：{who}", "of no union of the crew: {who}")


def _exactly(role: Role, counts: Counter[Role], wanted: int) -> Gate:
    return Gate(role.value, counts[role] == wanted, _counted(_EXACTLY, role, counts, wanted))


def _counted(words: Wording, role: Role, counts: Counter[Role], wanted: int) -> Wording:
    return words.fill(role=role.wording, n=counts[role], wanted=wanted)


def _of_women(wanted: int, aboard: list[Athlete]) -> list[Gate]:
    """Women on board; whose sex is not given is asked for first where it may change that."""
    women = sum(one.is_woman is True for one in aboard)
    unknown = [one for one in aboard if one.is_woman is None]
    enough = Gate("women", women >= wanted, _WOMEN.fill(n=women, wanted=wanted))
    if not unknown:
        return [enough]
    asked = _nobody("sex", unknown, _SEX_GIVEN, _NO_SEX)
    return [asked] if women < wanted <= women + len(unknown) else [asked, enough]


def _nobody(key: str, who: list[Athlete], good: Wording, bad: Wording) -> Gate:
    words = bad.fill(who=listed([one.name for one in who])) if who else good
    return Gate(key, not who, words, tuple([one.key for one in who]))
