"""The book in its present form: gapless numbers, whence and by which post, marks of the record, seals; anchors and checks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("audit", "0002_entry_place")]

    operations = [
        migrations.AlterField("entry", "id", models.BigIntegerField(primary_key=True, serialize=False)),
        migrations.AddField("entry", "post", models.CharField(blank=True, max_length=300, default=""), preserve_default=False),
        migrations.AddField("entry", "before", models.CharField(blank=True, max_length=32, default=""), preserve_default=False),
        migrations.AddField("entry", "after", models.CharField(blank=True, max_length=32, default=""), preserve_default=False),
        migrations.AddField("entry", "door", models.CharField(blank=True, max_length=20, default=""), preserve_default=False),
        migrations.AddField("entry", "address", models.CharField(blank=True, max_length=64, default=""), preserve_default=False),
        migrations.AddField("entry", "device", models.CharField(blank=True, max_length=64, default=""), preserve_default=False),
        migrations.AddField(
            "entry",
            "outcome",
            models.CharField(
                choices=[("done", "Done"), ("refused", "Refused"), ("failed", "Failed")], default="done", max_length=10
            ),
        ),
        migrations.AddField("entry", "key_number", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("entry", "seal", models.CharField(max_length=32, default=""), preserve_default=False),
        migrations.AlterField("entry", "details", models.TextField(default="{}")),
        migrations.RenameField("entry", "details", "details_text"),
        migrations.AlterField("entry", "details_text", models.TextField(db_column="details", default="{}")),
        migrations.RemoveIndex("entry", "audit_subject"),
        migrations.RemoveIndex("entry", "audit_union"),
        migrations.AddIndex("entry", models.Index(fields=["subject_type", "subject_id", "id"], name="audit_subject")),
        migrations.AddIndex("entry", models.Index(fields=["union_path", "id"], name="audit_union")),
        migrations.AddIndex("entry", models.Index(fields=["verb", "id"], name="audit_verb")),
        migrations.AddIndex("entry", models.Index(fields=["at"], name="audit_at")),
    ]
