from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing of an upload is left in clear; every upload belongs to a union."""

    dependencies = [("intake", "0003_seal")]
    operations = [
        migrations.RemoveField("importrow", "cells_plain"),
        migrations.RemoveField("importrow", "problems_plain"),
        migrations.RemoveField("import", "remarks_plain"),
        migrations.AlterField(
            "import",
            "union",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="unions.union",
            ),
        ),
    ]
