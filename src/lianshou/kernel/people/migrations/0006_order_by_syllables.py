"""The order of persons by their pinyin, syllable by syllable: what they are found by is made anew."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from lianshou.china.names import parted_sound, pinyin_key

_AT_ONCE = 500


def make_anew(apps: Any, schema_editor: Any) -> None:
    """Put the syllables, parted, before the key to search by; a few hundred rows are in memory at a time."""
    del schema_editor
    Person = apps.get_model("people", "Person")
    last = 0
    while rows := list(Person.objects.filter(pk__gt=last).order_by("pk").only("name", "search")[:_AT_ONCE]):
        for person in rows:
            sound, _, initials = pinyin_key(person.name, person=True).partition(" ")
            person.search = f"{parted_sound(person.name)[:79]} {sound[:60]} {initials[:18]} {person.name[:40]}"
        Person.objects.bulk_update(rows, ["search"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = (("people", "0005_history"),)
    operations = (migrations.RunPython(make_anew, migrations.RunPython.noop),)
