"""One change as it is given, and what is wrong with it: a field is missing, nobody has this name, …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

from lianshou.core.wording import Wording
from lianshou.kinds.pairing.rules.facts import AnyUnit, Guest, Host, Instance
from lianshou.kinds.pairing.rules.holding import Directory
from lianshou.kinds.pairing.rules.settings import MOST_ROOM

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

    def fail(self, field: str, wording: Wording) -> NoReturn:
        raise ChangeError(self.number, field, wording)

    def guest(self) -> Guest:
        return self._unit("guest", self.instance.guests, _NO_GUEST)

    def host(self) -> Host:
        return self._unit("host", self.instance.hosts, _NO_HOST)

    def _unit(self, field: str, units: Sequence[AnyUnit], missing: Wording) -> AnyUnit:
        """The unit that ``field`` names, by id or by name."""
        given = self.text(field)
        by_id = next((unit for unit in units if unit.id == given), None)
        found = by_id or Directory(units).find(given)
        if found is None:
            self.fail(field, missing.fill(name=given, hint=Directory(units).hint(given)))
        return found

    def text(self, field: str) -> str:
        given = self.change.get(field)
        if given is None or not str(given).strip():
            self.fail(field, _EMPTY)
        return str(given).strip()

    def whole(self, field: str) -> int | None:
        given = self.change.get(field)
        if given is None:
            return None
        if type(given) is not int or not 0 <= given <= MOST_ROOM:
            self.fail(field, _NOT_WHOLE.fill(given=given, most=MOST_ROOM))
        return given


def unknown(wording: Wording, given: object, known: Sequence[str]) -> Wording:
    near = get_close_matches(str(given), known, n=1)
    hint = _HINT.fill(near=near[0]) if near else Wording("", "")
    return wording.fill(given=given, hint=hint, known=Wording("、".join(known), ", ".join(known)))


_HINT = Wording("您要写的是不是“{near}”？", "Did you mean “{near}”? ")
_NO_GUEST = Wording("被帮带方名单里没有“{name}”。{hint}", "“{name}” is not in the list of guests. {hint}")
_NO_HOST = Wording("帮带方名单里没有“{name}”。{hint}", "“{name}” is not in the list of hosts. {hint}")
_EMPTY = Wording("没有填。", "It is missing.")
_NOT_WHOLE = Wording(
    "“{given}”应当是0到{most}的整数。", "“{given}” should be a whole number from 0 to {most}."
)
