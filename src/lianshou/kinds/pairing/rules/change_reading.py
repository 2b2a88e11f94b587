"""One change as it is given, and what is wrong with it: a field is missing, nobody has this name, …"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

from lianshou.core.wording import Wording
from lianshou.kinds.pairing.rules.facts import AnyUnit, Guest, Host, Instance
from lianshou.kinds.pairing.rules.holding import Directory
from lianshou.kinds.pairing.rules.settings import MOST_ROOM

FIELDS = {
    "op": Wording("操作", "Change"),
    "name": Wording("单位名称", "Name"),
    "guest": Wording("被帮带方", "Guest"),
    "host": Wording("帮带方", "Host"),
    "low": Wording("最少结对数", "At least"),
    "high": Wording("一般最多结对数", "Usually at most"),
    "most": Wording("最多结对数", "Never more than"),
    "term": Wording("项目", "Term"),
    "factor": Wording("倍数", "Factor"),
    "level": Wording("荣誉级别", "Honour level"),
    "place": Wording("乡镇/街道/开发区", "Township or zone"),
    "industry": Wording("所属行业", "Industry"),
}
"""What people call the fields of a change."""

Change = Mapping[str, Any]
"""One change: ``op`` and its keys, as docs/matching-json.md lists them."""


class ChangeError(ValueError):
    """A change that cannot be: ``step`` (from 1), the ``field`` of the change, what is wrong, and a sentence that names all."""

    def __init__(self, step: int, field: str, wording: Wording) -> None:
        self.step, self.field, self.message = step, field, wording
        self.wording = Wording("第{step}步“{field}”：{wording}", "Step {step}, “{field}”: {wording}").fill(
            step=step, field=field, wording=wording
        )
        super().__init__(self.wording.en)

    def to_json(self) -> dict[str, Any]:
        return {"step": self.step, "field": self.field, "zh": self.wording.zh, "en": self.wording.en}


@dataclass(frozen=True)
class Step:
    """One change on its way to an instance: its fields, read and checked. What cannot be is a ChangeError."""

    number: int
    change: Change
    instance: Instance
    before: Sequence[Instance] = ()
    """The instances on which the steps before stood."""

    def fail(self, field: str, wording: Wording) -> NoReturn:
        raise ChangeError(self.number, field, wording)

    def guest(self) -> Guest:
        return self._unit("guest", self.instance.guests, self._no_guest)

    def host(self) -> Host:
        return self._unit("host", self.instance.hosts, self._no_host)

    def _unit(self, field: str, units: Sequence[AnyUnit], missing: Callable[[str], Wording]) -> AnyUnit:
        """The unit that ``field`` names, by id or by name."""
        given = self.text(field)
        found = _found(units, given)
        if found is None:
            self.fail(field, missing(given))
        return found

    def _no_guest(self, given: str) -> Wording:
        hint = (
            _IS_HOST
            if _found(self.instance.hosts, given)
            else _dropped([one.guests for one in self.before], given)
        )
        return _NO_GUEST.fill(name=given, hint=hint or Directory(self.instance.guests).hint(given))

    def _no_host(self, given: str) -> Wording:
        hint = (
            _IS_GUEST
            if _found(self.instance.guests, given)
            else _dropped([one.hosts for one in self.before], given)
        )
        return _NO_HOST.fill(name=given, hint=hint or Directory(self.instance.hosts).hint(given))

    def text(self, field: str) -> str:
        given = self.change.get(field)
        if given is None or not str(given).strip():
            self.fail(field, _EMPTY.fill(name=FIELDS.get(field, Wording(field, field))))
        return str(given).strip()

    def whole(self, field: str) -> int | None:
        given = self.change.get(field)
        if given is None:
            return None
        if type(given) is not int or not 0 <= given <= MOST_ROOM:
            self.fail(field, _NOT_WHOLE.fill(given=given, most=MOST_ROOM))
        return given


def _found(units: Sequence[AnyUnit], given: str) -> AnyUnit | None:
    return next((unit for unit in units if unit.id == given), None) or Directory(units).find(given)


def _dropped(before: Sequence[Sequence[AnyUnit]], given: str) -> Wording | None:
    """The step by which ``given`` dropped out: the last on which it was still there; None when it never was."""
    steps = [number for number, units in enumerate(before, start=1) if _found(units, given)]
    return _GONE.fill(step=steps[-1]) if steps else None


def unknown(wording: Wording, given: object, known: Sequence[str]) -> Wording:
    near = get_close_matches(str(given), known, n=1)
    hint = _HINT.fill(near=near[0]) if near else Wording("", "")
    return wording.fill(given=given, hint=hint, known=Wording("、".join(known), ", ".join(known)))


_HINT = Wording("您要写的是不是“{near}”？", "Did you mean “{near}”? ")
_NO_GUEST = Wording("被帮带方名单里没有“{name}”。{hint}", "“{name}” is not in the list of guests. {hint}")
_NO_HOST = Wording("帮带方名单里没有“{name}”。{hint}", "“{name}” is not in the list of hosts. {hint}")
_IS_HOST = Wording("它是帮带方。", "It is a host.")
_IS_GUEST = Wording("它是被帮带方。", "It is a guest.")
_GONE = Wording("第{step}步已退出。", "It dropped out in step {step}.")
_EMPTY = Wording("没有填{name}。", "The {name} is missing.")
_NOT_WHOLE = Wording(
    "“{given}”应当是0到{most}的整数。", "“{given}” should be a whole number from 0 to {most}."
)
