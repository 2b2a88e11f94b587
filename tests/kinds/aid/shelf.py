"""A book of settings for rules, without a database."""

from __future__ import annotations

from datetime import date
from typing import Any

from lianshou.kinds.aid.rules.facts import Where
from lianshou.kinds.aid.rules.settings import REGION

SETTINGS = {one.key: one for one in REGION}
HERE = Where("320923", date(2026, 3, 1))


class Shelf:
    """The usual values but for some: ``Shelf(subsistence_line=80_000, deep_boundary="<=")``."""

    def __init__(self, **values: Any) -> None:
        self.values = {f"aid.{name}": SETTINGS[f"aid.{name}"].form.keep(one) for name, one in values.items()}

    def row(self, key: str, *, region: str, on: date) -> object | None:
        return self.values.get(key)

    def kept(self, key: str, *, region: str, on: date) -> Any:
        return self.values.get(key, SETTINGS[key].usual)

    def value(self, key: str, *, region: str, on: date) -> Any:
        return SETTINGS[key].form.read(self.kept(key, region=region, on=on))
