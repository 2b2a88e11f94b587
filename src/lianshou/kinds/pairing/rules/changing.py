"""Changes to an instance as plain values ("op", "host", …): each gives another instance, or says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from lianshou.core.wording import Wording
from lianshou.kinds.pairing.rules import answers, sentences
from lianshou.kinds.pairing.rules.change_reading import Change, ChangeError, Step, unknown
from lianshou.kinds.pairing.rules.facts import Host, Instance, Pair
from lianshou.kinds.pairing.rules.newcomers import ROOM_ORDER, UNIT_KEYS, new_guest, new_host, notices, shown
from lianshou.kinds.pairing.rules.settings import RoomRange, Settings, SettingsError
from lianshou.kinds.pairing.rules.terms import TERMS


@dataclass(frozen=True)
class Changed:
    """The instance after one change, the change in words, and what to look at although it can be made."""

    instance: Instance
    wording: Wording
    notices: tuple[Wording, ...] = ()


def changed(instance: Instance, changes: Sequence[Change]) -> Instance:
    """``instance`` with all ``changes``, each on top of those before. Raises ChangeError for the first that cannot be."""
    for step in stepped(instance, changes):
        instance = step.instance
    return instance


def stepped(instance: Instance, changes: Sequence[Change]) -> Iterator[Changed]:
    """The instance after each of ``changes``. Raises ChangeError when it comes to one that cannot be."""
    before: list[Instance] = []
    for number, change in enumerate(changes, start=1):
        step = _made(Step(number, change, instance, tuple(before)))
        yield step
        before.append(instance)
        instance = step.instance


def mistakes(instance: Instance, changes: Sequence[Change]) -> list[ChangeError]:
    """Every change that cannot be, the first mistake of each; not such as only follow from one before."""
    found: list[ChangeError] = []
    touched: set[str] = set()
    before: list[Instance] = []
    for number, change in enumerate(changes, start=1):
        before.append(instance)
        try:
            instance = _made(Step(number, change, instance, tuple(before[:-1]))).instance
        except ChangeError as error:
            if not touched & _named(change):
                found.append(error)
            touched |= _named(change, but=error.field)
    return found


def _named(change: object, *, but: str = "") -> set[str]:
    """The units that a change names."""
    if not isinstance(change, Mapping):
        return set()
    return {str(change[key]) for key in ("guest", "host", "name", "id") if key in change and key != but}


def _made(step: Step) -> Changed:
    if not isinstance(step.change, Mapping):
        step.fail("op", _NO_TABLE)
    op = step.change.get("op")
    if op not in _OPS:
        step.fail("op", unknown(_NO_OP, op, list(_OPS)))
    make, known = _OPS[op]
    for field in step.change:
        if field != "op" and field not in known:
            step.fail(str(field), unknown(_NO_FIELD, field, list(known)))
    return make(step)


def _room(step: Step) -> Changed:
    host = step.host()
    given = {key: step.whole(key) for key in ("low", "high", "most")}
    if not any(number is not None for number in given.values()):
        step.fail("most", _NO_NUMBER)
    usual = host.room(step.instance.settings)
    try:
        room = replace(host, low=given["low"], high=given["high"], most=given["most"]).room(
            _with_usual(step.instance.settings, host, usual.model_dump())
        )
    except ValueError:
        step.fail(
            next(key for key in reversed(given) if given[key] is not None), ROOM_ORDER.fill(**shown(given))
        )
    new = replace(host, low=room.low, high=room.high, most=room.most)
    wording = _ROOM.fill(host=host.name, before=_said(usual), after=_said(room))
    return Changed(_with_host(step.instance, new), wording)


def _with_usual(settings: Settings, host: Host, room: dict[str, int]) -> Settings:
    """Settings in which the level of ``host`` has its present room, so that what is not given bends from there."""
    values = settings.to_json()
    values["rooms"][host.level.value] = room
    return Settings.of(values)


def _said(room: RoomRange) -> Wording:
    return Wording("一般{usual}家、最多{most}家", "usually {usual}, at most {most}").fill(
        usual=sentences.range_said(room), most=room.most
    )


def _with_host(instance: Instance, host: Host) -> Instance:
    return replace(instance, hosts=tuple(host if one.id == host.id else one for one in instance.hosts))


def _drop_host(step: Step) -> Changed:
    host = step.host()
    left = tuple(one for one in step.instance.hosts if one.id != host.id)
    return Changed(
        _without_pairs(replace(step.instance, hosts=left), lambda pair: pair[1] == host.id),
        _DROP_HOST.fill(name=host.name),
    )


def _drop_guest(step: Step) -> Changed:
    guest = step.guest()
    left = tuple(one for one in step.instance.guests if one.id != guest.id)
    return Changed(
        _without_pairs(replace(step.instance, guests=left), lambda pair: pair[0] == guest.id),
        _DROP_GUEST.fill(name=guest.name),
    )


def _without_pairs(instance: Instance, gone: Callable[[Pair], bool]) -> Instance:
    return replace(
        instance,
        locks=tuple(pair for pair in instance.locks if not gone(pair)),
        forbidden=tuple(pair for pair in instance.forbidden if not gone(pair)),
        existing=tuple(pair for pair in instance.existing if not gone(pair)),
    )


def _force(step: Step) -> Changed:
    guest, host = step.guest(), step.host()
    held = next((one for one in step.instance.locks if one[0] == guest.id), None)
    if held is not None and held[1] != host.id:
        step.fail("guest", _HELD.fill(guest=guest.name, host=step.instance.host(held[1]).name))
    locks = tuple(dict.fromkeys((*step.instance.locks, (guest.id, host.id))))
    return Changed(replace(step.instance, locks=locks), _FORCE.fill(guest=guest.name, host=host.name))


def _free(step: Step) -> Changed:
    guest = step.guest()
    locks = tuple(pair for pair in step.instance.locks if pair[0] != guest.id)
    if len(locks) == len(step.instance.locks):
        step.fail("guest", _NOT_HELD.fill(guest=guest.name))
    return Changed(replace(step.instance, locks=locks), _FREE.fill(guest=guest.name))


def _forbid(step: Step) -> Changed:
    guest, host = step.guest(), step.host()
    if (guest.id, host.id) in step.instance.locks:
        step.fail("guest", _HELD.fill(guest=guest.name, host=host.name))
    banned = tuple(dict.fromkeys((*step.instance.forbidden, (guest.id, host.id))))
    return Changed(replace(step.instance, forbidden=banned), _FORBID.fill(guest=guest.name, host=host.name))


def _allow(step: Step) -> Changed:
    guest, host = step.guest(), step.host()
    banned = tuple(pair for pair in step.instance.forbidden if pair != (guest.id, host.id))
    if len(banned) == len(step.instance.forbidden):
        step.fail("guest", _NOT_BANNED.fill(guest=guest.name, host=host.name))
    return Changed(replace(step.instance, forbidden=banned), _ALLOW.fill(guest=guest.name, host=host.name))


def _add_guest(step: Step) -> Changed:
    guest = new_guest(step)
    after = replace(step.instance, guests=(*step.instance.guests, guest))
    return Changed(after, _ADD_GUEST.fill(name=guest.name), notices(step.instance, guest))


def _add_host(step: Step) -> Changed:
    host = new_host(step)
    after = replace(step.instance, hosts=(*step.instance.hosts, host))
    return Changed(after, _ADD_HOST.fill(name=host.name), notices(step.instance, host))


def _weight(step: Step) -> Changed:
    term = step.text("term")
    if term not in TERMS:
        step.fail("term", unknown(_NO_TERM, term, TERMS))
    factor = factor_of(step.change.get("factor"))
    if factor is None:
        step.fail("factor", _NO_FACTOR)
    try:
        settings = reweighed(step.instance.settings, {term: factor})
    except SettingsError:
        step.fail("factor", _TOO_MUCH.fill(term=answers.TERM_NAMES[term], factor=f"{float(factor):g}"))
    wording = _WEIGHT.fill(term=answers.TERM_NAMES[term], factor=f"{float(factor):g}")
    return Changed(replace(step.instance, settings=settings), wording)


def factor_of(given: object) -> Fraction | None:
    """A factor as typed, "3/2", 1.5 or 2; None when it is none or below 0."""
    if isinstance(given, bool) or not isinstance(given, int | float | str | Fraction):
        return None
    try:
        factor = Fraction(str(given) if isinstance(given, float) else given)
    except (ValueError, ZeroDivisionError):
        return None
    return factor if factor >= 0 else None


def reweighed(settings: Settings, factors: Mapping[str, Fraction]) -> Settings:
    """``settings`` in which terms count so many times what they count now. Raises SettingsError for too much."""
    return Settings.of({**settings.to_json(), **weights(settings, factors)})


def weights(settings: Settings, factors: Mapping[str, Fraction]) -> dict[str, Any]:
    """The settings of the named terms, times their factors; in thousandths, as finely as they count."""
    values = settings.to_json()

    def times(number: float, factor: Fraction) -> float:
        return round(float(Fraction(str(number)) * factor), 3)

    found: dict[str, Any] = {}
    for term, factor in factors.items():
        now = values[term]
        found[term] = (
            {key: times(number, factor) for key, number in now.items()}
            if isinstance(now, dict)
            else times(now, factor)
        )
    return found


_OPS: dict[Any, tuple[Callable[[Step], Changed], tuple[str, ...]]] = {
    "room": (_room, ("host", "low", "high", "most")),
    "drop_host": (_drop_host, ("host",)),
    "drop_guest": (_drop_guest, ("guest",)),
    "force": (_force, ("guest", "host")),
    "free": (_free, ("guest",)),
    "forbid": (_forbid, ("guest", "host")),
    "allow": (_allow, ("guest", "host")),
    "add_guest": (_add_guest, UNIT_KEYS),
    "add_host": (_add_host, (*UNIT_KEYS, "level", "low", "high", "most")),
    "weight": (_weight, ("term", "factor")),
}
OPS = tuple(_OPS)
"""What can be changed."""

_NO_TABLE = Wording("每一项变动应当是一组键和值。", "A change is a group of keys and values.")
_NO_OP = Wording(
    "没有“{given}”这种变动。{hint}可用的有：{known}。",
    "There is no change “{given}”. {hint}Known are: {known}.",
)
_NO_FIELD = Wording(
    "这种变动不用“{given}”。{hint}可用的有：{known}。",
    "This change has no “{given}”. {hint}Known are: {known}.",
)
_NO_TERM = Wording(
    "没有“{given}”这一项。{hint}可用的有：{known}。",
    "There is no term “{given}”. {hint}Known are: {known}.",
)
_NO_NUMBER = Wording(
    "最少、一般最多、最多至少要填一个。", "At least one of low, high and most has to be given."
)
_HELD = Wording(
    "“{guest}”已经锁定给“{host}”，请先解除锁定。", "“{guest}” is locked to “{host}”: free it first."
)
_NOT_HELD = Wording("“{guest}”没有锁定，不用解除。", "“{guest}” is not locked.")
_NOT_BANNED = Wording(
    "“{guest}”和“{host}”不在不得结对名单里，不用解除。", "“{guest}” and “{host}” are not forbidden."
)
_NO_FACTOR = Wording(
    "应当是不小于0的倍数，如2或0.5。", "It should be a factor of 0 or more, such as 2 or 0.5."
)
_TOO_MUCH = Wording(
    "“{term}”按{factor}倍计就超过了设置的上限（不能大于1000），请填小一些的倍数。",
    "{term} times {factor} is above what settings may be (1000); give a smaller factor.",
)
_ROOM = Wording("{host}的名额由{before}改为{after}", "room of {host}: {before} becomes {after}")
_DROP_HOST = Wording("帮带方{name}退出", "the host {name} drops out")
_DROP_GUEST = Wording("被帮带方{name}退出", "the guest {name} drops out")
_FORCE = Wording("指定{guest}由{host}帮带", "{guest} has to be with {host}")
_FREE = Wording("解除{guest}的锁定", "{guest} is free to go anywhere")
_FORBID = Wording("{guest}不得由{host}帮带", "{guest} may not be with {host}")
_ALLOW = Wording("允许{guest}由{host}帮带", "{guest} may be with {host} again")
_ADD_GUEST = Wording("新增被帮带方{name}", "the guest {name} is added")
_ADD_HOST = Wording("新增帮带方{name}", "the host {name} is added")
_WEIGHT = Wording("“{term}”按现在的{factor}倍计", "{term} counts {factor} times what it counts now")
