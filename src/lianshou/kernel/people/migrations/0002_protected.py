from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from lianshou.kernel.guard.models import BlindIndexField, SealedDateField, SealedField

RELATIONS = [
    ("spouse", "Spouse"),
    ("child", "Child"),
    ("parent", "Parent"),
    ("in_law", "Parent-in-law"),
    ("sibling", "Brother or sister"),
    ("grandparent", "Grandparent"),
    ("grandchild", "Grandchild"),
    ("other", "Other family member"),
]
POSITIONS = [
    ("chair", "Union chair"),
    ("vice_chair", "Vice chair"),
    ("officer", "Union officer"),
    ("committee", "Committee member"),
    ("group_leader", "Union group leader"),
]


def _sealed(data_class: str, mask: str, words: str, *, blank: bool = True) -> SealedField:
    return SealedField(data_class=data_class, mask=mask, verbose_name=words, blank=blank)


def _day(data_class: str) -> SealedDateField:
    return SealedDateField(data_class=data_class, mask="year", verbose_name="born on")


class Migration(migrations.Migration):
    """Sealed fields of persons, and their relatives; the plain telephone stands aside until it is sealed (0003)."""

    dependencies = [("people", '0002_person_union_path')]

    operations = [
        migrations.RenameField("person", "phone", "phone_plain"),
        migrations.AddField("person", "phone", _sealed("contact", "phone", "telephone")),
        migrations.AddField("person", "phone_index", BlindIndexField(of="phone", default="")),
        migrations.AddField("person", "email", _sealed("contact", "email", "e-mail")),
        migrations.AddField("person", "address", _sealed("contact", "head", "home address")),
        migrations.AddField("person", "id_number", _sealed("identity", "identity", "identity number")),
        migrations.AddField("person", "id_index", BlindIndexField(of="id_number", default="")),
        migrations.AddField("person", "birth_on", _day("identity")),
        migrations.AddField("person", "bank_name", _sealed("finance", "head", "bank")),
        migrations.AddField("person", "bank_card", _sealed("finance", "card", "bank card")),
        migrations.AddField(
            "person",
            "joined_on",
            models.DateField(blank=True, null=True, verbose_name="joined the union on"),
        ),
        migrations.AddField(
            "person", "left_on", models.DateField(blank=True, null=True, verbose_name="left on")
        ),
        migrations.AddField(
            "person",
            "search",
            models.CharField(blank=True, db_index=True, default="", editable=False, max_length=200),
        ),
        migrations.AlterField(
            "person",
            "union",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="unions.union",
                verbose_name="union",
            ),
        ),
        migrations.AlterField(
            "person",
            "name",
            models.CharField(db_index=True, max_length=40, verbose_name="name of the person"),
        ),
        migrations.AlterField(
            "office",
            "position",
            models.CharField(choices=POSITIONS, max_length=20, verbose_name="position"),
        ),
        migrations.CreateModel(
            name="Relative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("relation", models.CharField(choices=RELATIONS, max_length=12, verbose_name="relation")),
                ("name", _sealed("relations", "name", "name of the person", blank=False)),
                ("birth_on", _day("relations")),
                ("id_number", _sealed("relations", "identity", "identity number")),
                ("id_index", BlindIndexField(of="id_number")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relatives",
                        to="people.person",
                    ),
                ),
            ],
            options={"ordering": ["person", "pk"]},
        ),
    ]
