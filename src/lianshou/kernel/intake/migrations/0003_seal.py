from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

_AT_ONCE = 500


def seal(apps: Any, schema_editor: Any) -> None:
    """Seal what was understood of every row, and say to which union an upload belongs; a few hundred are in memory."""
    del schema_editor
    Import, ImportRow = apps.get_model("intake", "Import"), apps.get_model("intake", "ImportRow")
    Programme = apps.get_model("programmes", "Programme")
    home = Programme.objects.filter(pk=OuterRef("programme_id")).values("union_id")[:1]
    Import.objects.update(union_id=Subquery(home))
    for batches in _by_turns(Import):
        for batch in batches:
            batch.remarks = batch.remarks_plain
        Import.objects.bulk_update(batches, ["remarks"])
    for rows in _by_turns(ImportRow):
        for row in rows:
            row.cells, row.problems = row.cells_plain, row.problems_plain
        ImportRow.objects.bulk_update(rows, ["cells", "problems"])


def unseal(apps: Any, schema_editor: Any) -> None:
    """Put the cells back in clear, as they stood before."""
    del schema_editor
    Import, ImportRow = apps.get_model("intake", "Import"), apps.get_model("intake", "ImportRow")
    for batches in _by_turns(Import):
        for batch in batches:
            batch.remarks_plain = batch.remarks
        Import.objects.bulk_update(batches, ["remarks_plain"])
    for rows in _by_turns(ImportRow):
        for row in rows:
            row.cells_plain, row.problems_plain = row.cells, row.problems
        ImportRow.objects.bulk_update(rows, ["cells_plain", "problems_plain"])


def _by_turns(model: Any) -> Any:
    last = 0
    while rows := list(model.objects.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        yield rows
        last = rows[-1].pk


class Migration(migrations.Migration):
    """Seals the rows of uploads. Alone in its transaction: PostgreSQL alters no table that has rows waiting for a check."""

    dependencies = [("intake", "0002_jobs")]
    operations = [migrations.RunPython(seal, unseal)]
