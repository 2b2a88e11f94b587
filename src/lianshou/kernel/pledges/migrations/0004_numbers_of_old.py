import re

from django.db import migrations

_NUMBER = re.compile(r"^(?P<prefix>.+)〔(?P<year>\d{4})〕(?P<n>\d+)号$")


def tie(apps, schema_editor):
    """Say of every agreement that was issued before which number of which series it has."""
    Series, Pledge = apps.get_model("pledges", "Series"), apps.get_model("pledges", "Pledge")
    VoidNumber = apps.get_model("pledges", "VoidNumber")
    series = {
        (row.union_id, row.prefix, row.year): row for row in Series._base_manager.using(schema_editor.connection.alias)
    }
    pledges = Pledge._base_manager.using(schema_editor.connection.alias).select_related("programme")
    for pledge in pledges.filter(series=None).iterator():
        found = _NUMBER.match(pledge.number)
        own = found and series.get((pledge.programme.union_id, found["prefix"], int(found["year"])))
        if own:
            pledge.series, pledge.n = own, int(found["n"])
            pledge.save(update_fields=["series", "n"])
            if pledge.state == "ended" and pledge.in_force_at is None:
                VoidNumber._base_manager.using(schema_editor.connection.alias).create(
                    series=own,
                    n=pledge.n,
                    number=pledge.number,
                    reason=pledge.end_reason[:200],
                    voided_at=pledge.issued_at,
                )


class Migration(migrations.Migration):
    dependencies = [("pledges", "0003_templates_obligations_letters")]

    operations = [migrations.RunPython(tie, migrations.RunPython.noop)]
