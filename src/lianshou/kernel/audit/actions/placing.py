from __future__ import annotations

from django.db import connection, transaction

from lianshou.kernel.guard.rules.ranges import next_path

_PLACES_FOLLOW = """
UPDATE audit_entryplace SET path = %(new)s || substr(path, %(cut)s) WHERE path >= %(old)s AND path < %(end)s
"""
_LINES_GET_PLACES = """
INSERT INTO audit_entryplace (entry_id, path)
SELECT line.id, %(new)s || substr(line.union_path, %(cut)s) FROM audit_entry line
WHERE line.union_path >= %(old)s AND line.union_path < %(end)s
AND NOT EXISTS (SELECT 1 FROM audit_entryplace known WHERE known.entry_id = line.id)
"""
_FORMER_KEEPS_SIGHT = """
INSERT INTO audit_entryplace (entry_id, path)
SELECT DISTINCT moved.entry_id, %(former)s FROM audit_entryplace moved
WHERE moved.path >= %(new)s AND moved.path < %(behind)s
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def take_lines_along(*, old: str, new: str, former: str) -> None:
    """Let the lines about the branch ``old`` be read from ``new``, where it stands now, and from its ``former`` parent.

    The lines themselves stay as they were written; they get places, or their places are rewritten. Part of
    ``unions.actions.move_union``, which leaves the trace. ``former`` is empty for a branch that stood at the top.
    """
    values: dict[str, str | int] = {
        "old": old,
        "end": next_path(old),
        "new": new,
        "cut": len(old) + 1,
        "behind": next_path(new),
    }
    with connection.cursor() as cursor:
        cursor.execute(_PLACES_FOLLOW, values)
        cursor.execute(_LINES_GET_PLACES, values)
        if former and not new.startswith(former):
            cursor.execute(_FORMER_KEEPS_SIGHT, values | {"former": former})
