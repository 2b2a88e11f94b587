from __future__ import annotations

from django.db.models import Count

from lianshou.kernel.audit.models import Entry


def seals_by_key() -> list[tuple[int, int]]:
    """The numbers of the keys that entries are sealed under, with how many entries stand under each."""
    found = Entry.objects.admitted().order_by("key_number").values_list("key_number")
    return list(found.annotate(count=Count("pk")))
