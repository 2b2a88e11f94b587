"""Who may do what: the table of permissions, and the range of a subtree of paths."""

from __future__ import annotations

from lianshou.kernel.access.enums import Role

_DESK = frozenset({Role.OFFICER, Role.APPROVER, Role.LEADER})
_INSIDE = _DESK | {Role.CHAIR}

# verb → the roles whose post, over the union's subtree, grants it
PERMISSIONS: dict[str, frozenset[Role]] = {
    "account.list": frozenset({Role.SYSTEM_ADMIN}),
    "account.open": frozenset({Role.OFFICER}),
    "audit.read": frozenset({Role.AUDIT_ADMIN}),
    "union.view": _INSIDE,
    "union.edit": frozenset({Role.OFFICER}),
    "place.import": frozenset({Role.OFFICER}),
    "industry.import": frozenset({Role.OFFICER}),
    "person.view": _INSIDE,
    "honour.record": frozenset({Role.OFFICER}),
    "programme.view": _DESK,
    "programme.create": frozenset({Role.OFFICER}),
    "programme.approve": frozenset({Role.APPROVER}),
    "intake.import": frozenset({Role.OFFICER}),
    "match.run": frozenset({Role.OFFICER}),
    "placement.view": _DESK,
    "placement.edit": frozenset({Role.OFFICER}),
    "pledge.view": _INSIDE,
    "pledge.issue": frozenset({Role.OFFICER}),
    "pledge.agree": frozenset({Role.CHAIR}),
    "pledge.sign": frozenset({Role.CHAIR}),
    "followup.view": _INSIDE,
    "followup.record": frozenset({Role.OFFICER, Role.CHAIR}),
    "figure.view": _DESK,
}

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def roles_granting(verb: str) -> frozenset[Role]:
    """The roles that grant ``verb``; an unknown verb is a programming error and raises KeyError."""
    return PERMISSIONS[verb]


def next_path(path: str) -> str:
    """The first path after the whole subtree of ``path``, so that a subtree is ``path <= x < next_path(path)``.

    A range on the path index serves where LIKE would scan the table.
    """
    digits = list(path)
    for place in range(len(digits) - 1, -1, -1):
        if digits[place] != _ALPHABET[-1]:
            digits[place] = _ALPHABET[_ALPHABET.index(digits[place]) + 1]
            return "".join(digits[: place + 1]) + _ALPHABET[0] * (len(digits) - place - 1)
    return path + "~"
