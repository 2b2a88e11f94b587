from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

import lianshou.kernel.guard.models.fields


def fill(apps: Any, schema_editor: Any) -> None:
    Person, Union = apps.get_model("people", "Person"), apps.get_model("unions", "Union")
    path = Union.objects.filter(pk=OuterRef("union")).values("path")
    Person.objects.update(union_path=Subquery(path))


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("unions", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="union_path",
            field=lianshou.kernel.guard.models.fields.UnionPathField(db_index=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
