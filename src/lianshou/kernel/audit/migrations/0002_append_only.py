"""From now on the database itself refuses changes to the book and its anchors."""

from typing import Any

from django.db import migrations

from lianshou.kernel.audit.rules.guarding import lifting, setting


def _run(statements: list[str], schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def guard(apps: Any, schema_editor: Any) -> None:
    _run(setting(schema_editor.connection.vendor), schema_editor)


def lift(apps: Any, schema_editor: Any) -> None:
    _run(lifting(schema_editor.connection.vendor), schema_editor)


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(guard, lift)]
