from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lianshou.kernel.guard.models import SealedField, SealedJSONField

STAGES = [
    ("reading", "Being read"),
    ("open", "Read"),
    ("taking", "Being taken over"),
    ("undoing", "Being taken back"),
    ("failed", "Could not be read"),
]


def _account(name: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=django.db.models.deletion.PROTECT, related_name=name, **more
    )


class Migration(migrations.Migration):
    """Uploads become jobs of a union; what was understood stands aside in clear until it is sealed (0003)."""

    dependencies = [("intake", "0002_review_states"), ("unions", "0001_initial")]

    operations = [
        migrations.RenameField("importrow", "cells", "cells_plain"),
        migrations.RenameField("importrow", "problems", "problems_plain"),
        migrations.RenameField("import", "remarks", "remarks_plain"),
        migrations.AlterField("importrow", "cells_plain", models.JSONField(default=dict)),  # for the way back
        migrations.AddField("importrow", "cells", SealedJSONField(data_class="identity", default=dict)),
        migrations.AddField("importrow", "problems", SealedJSONField(data_class="identity", default=list)),
        migrations.AddField("import", "remarks", SealedJSONField(data_class="identity", default=list)),
        migrations.AlterField(
            "import",
            "programme",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            "import",
            "union",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="unions.union",
            ),
        ),
        migrations.AddField(
            "import", "stage", models.CharField(choices=STAGES, db_index=True, default="open", max_length=8)
        ),
        migrations.AddField("import", "asked_by", _account("+", null=True)),
        migrations.AddField("import", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField("import", "beat_at", models.DateTimeField(null=True)),
        migrations.AddField("import", "turn", models.PositiveIntegerField(default=0)),
        migrations.AddField("import", "done", models.PositiveIntegerField(default=0)),
        migrations.AddField("import", "total", models.PositiveIntegerField(default=0)),
        migrations.AddField("import", "failure", models.JSONField(default=list)),
        migrations.AddField("import", "touched_at", models.DateTimeField(null=True)),
        migrations.AddField("import", "forgotten_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "importrow", models.Index(fields=["batch", "state", "id"], name="import_row_by_state")
        ),
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", SealedField(data_class="identity")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="intake.import",
                    ),
                ),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="RowTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=60)),
                ("key", models.BigIntegerField()),
                ("is_new", models.BooleanField()),
                ("version", models.BigIntegerField(default=0)),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="traces",
                        to="intake.importrow",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
    ]
