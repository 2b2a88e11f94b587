from __future__ import annotations

from django.db import migrations, models

from lianshou.kernel.guard.models import BlindIndexField


class Migration(migrations.Migration):
    """The telephone in clear goes; one person to an identity number; nobody leaves before joining."""

    dependencies = [("people", "0003_seal")]

    operations = [
        migrations.RemoveField("person", "phone_plain"),
        migrations.AlterField("person", "phone_index", BlindIndexField(of="phone")),
        migrations.AlterField("person", "id_index", BlindIndexField(of="id_number")),
        migrations.AlterField(
            "person", "search", models.CharField(blank=True, db_index=True, editable=False, max_length=200)
        ),
        migrations.AddConstraint(
            "person",
            models.UniqueConstraint(
                condition=models.Q(("id_index", ""), _negated=True),
                fields=("id_index",),
                name="person_identity_once",
            ),
        ),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True)
                | models.Q(joined_on__isnull=True)
                | models.Q(left_on__gte=models.F("joined_on")),
                name="person_leaves_after_joining",
            ),
        ),
    ]
