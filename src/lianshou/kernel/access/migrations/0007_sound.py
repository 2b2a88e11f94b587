"""Lists of accounts stand in the order of the names' pinyin."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from lianshou.china.names import parted_sound

_AT_ONCE = 500


def sound(apps: Any, schema_editor: Any) -> None:
    """Read every name aloud once; a few hundred rows are in memory at a time."""
    del schema_editor
    User = apps.get_model("access", "User")
    last = 0
    while rows := list(User.objects.filter(pk__gt=last).order_by("pk").only("name", "sound")[:_AT_ONCE]):
        for user in rows:
            user.sound = parted_sound(user.name)[:80]
        User.objects.bulk_update(rows, ["sound"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    dependencies = (("access", "0006_history"),)
    operations = (
        migrations.AddField(
            "user",
            "sound",
            models.CharField(blank=True, db_index=True, default="", editable=False, max_length=80),
        ),
        migrations.RunPython(sound, migrations.RunPython.noop),
    )
