from __future__ import annotations

from typing import Any

from django.db import migrations

from lianshou.china.names import pinyin_key

_AT_ONCE = 500


def seal(apps: Any, schema_editor: Any) -> None:
    """Seal every telephone and make the key to search by; a few hundred rows are in memory at a time."""
    del schema_editor
    Person = apps.get_model("people", "Person")
    index = Person._meta.get_field("phone_index")
    for rows in _by_turns(Person):
        for person in rows:
            person.phone = person.phone_plain
            index.pre_save(person, add=False)
            sound, _, initials = pinyin_key(person.name, person=True).partition(" ")
            person.search = f"{sound[:120]} {initials[:38]} {person.name[:40]}"
        Person.objects.bulk_update(rows, ["phone", "phone_index", "search"])


def unseal(apps: Any, schema_editor: Any) -> None:
    """Put the telephones back in clear, as they stood before."""
    del schema_editor
    Person = apps.get_model("people", "Person")
    for rows in _by_turns(Person):
        for person in rows:
            person.phone_plain = person.phone
        Person.objects.bulk_update(rows, ["phone_plain"])


def _by_turns(model: Any) -> Any:
    last = 0
    while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        yield rows
        last = rows[-1].pk


class Migration(migrations.Migration):
    """Seals the telephones. Alone in its transaction: PostgreSQL alters no table that has rows waiting for a check."""

    dependencies = [("people", "0002_protected")]
    operations = [migrations.RunPython(seal, unseal)]
