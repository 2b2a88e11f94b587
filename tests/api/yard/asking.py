"""Which records the addresses of the API are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lianshou.config import api as described

# the last thing before a parameter says what it is a number of
_OF = {
    "unions": "union",
    "persons": "person",
    "offices": "office",
    "programmes": "programme",
    "applications": "application",
    "imports": "batch",
    "letters": "letters",
    "rounds": "round",
    "approvals": "ascent",
    "cases": "ascent",
    "assignments": "assignment",
    "notices": "notice",
    "objections": "objection",
    "openings": "opening",
    "placements": "placement",
    "runs": "run",
    "pledges": "pledge",
    "followups": "followup",
    "sources": "source",
    "budgets": "budget",
    "payments": "payment",
    "tasks": "task",
    "bulletins": "bulletin",
    "numbers": "nth",
    "countersignatures": "countersignature",
    "receipts": "receipt",
    "highlights": "highlight",
    "plans": "plan",
    "visits": "inspection",
    "findings": "finding",
    "field-visits": "going",
    "problems": "problem",
    "erasures": "disposal",
    "events": "event",
    "seats": "seat",
    "stations": "station",
    "civil-lists": "civil_list",
    "webhooks": "webhook",
    "deliveries": "delivery",
}
# where the same word is a number of another record
_BUT = {
    ("events", "pk"): {"programmes": "events"},
    ("bulletin_countersignatures", "pk"): {"bulletins": "signing"},
    ("ask_countersignatures", "pk"): {"bulletins": "signing"},
    ("bulletin_records", "pk"): {"bulletins": "issued"},
    ("add_event", "pk"): {"programmes": "events"},
    ("upload", "pk"): {"programmes": "fresh"},
    ("decide_application", "application"): {"applications": "submitted"},
    ("submit_for_approval", "pk"): {"applications": "submitted"},
}
_WORDS = {"slug": "guests", "list_slug": "hosts", "sort": "person", "field": "phone"}


@dataclass(frozen=True)
class Operation:
    """A method of an address, with its door."""

    name: str
    path: str
    method: str
    need: str

    @property
    def names_a_record(self) -> bool:
        return any(name not in _WORDS for name in re.findall(r"{(\w+)}", self.path))

    def address(self, records: dict[str, Any]) -> str:
        """The path with the numbers of ``records``."""
        parts = self.path.split("/")
        for place, part in enumerate(parts):
            if part.startswith("{"):
                parts[place] = str(self._value(part.strip("{}"), parts[place - 1], self.path, records))
        return "/".join(parts)

    def _value(self, name: str, _before: str, _path: str, records: dict[str, Any]) -> Any:
        if name in _WORDS:
            return _WORDS[name]
        words = re.findall(r"(\w[\w-]*)/{" + name + "}", self.path)
        if not words or words[0] == "{sort}":
            return records["person"]
        key = _BUT.get((self.name, name), {}).get(words[0]) or _OF[words[0]]
        return records[key]


def operations() -> list[Operation]:
    """Everything that can be asked, by path and method."""
    found = []
    for bound in described.api._get_bound_routers():
        for route, view in bound.path_operations.items():
            for operation in view.operations:
                plain = re.sub(r"{\w+:(\w+)}", r"{\1}", route).lstrip("/")
                for method in operation.methods:
                    need = operation.view_func.door.needs(method)
                    found.append(Operation(operation.url_name, plain, method.lower(), need))
    return sorted(found, key=lambda one: (one.path, one.method))
