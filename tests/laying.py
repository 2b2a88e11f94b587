"""An empty database laid out as the migrations would lay it out, in a tenth of the time.

Tables come from the models; then runs what the house's migrations do beside making tables (triggers, delivered rows), and all
migrations stand as applied. ``tests/config/test_laying.py`` compares with a database that was really migrated.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class _None:
    """Stands for settings.MIGRATION_MODULES: no app has migrations."""

    def __contains__(self, app: object) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


@contextmanager
def no_migrations() -> Iterator[None]:
    from django.conf import settings

    usual = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = _None()
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = usual


def finish() -> None:
    """After the tables were made from the models: all else that migrations do."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations import RunPython, RunSQL
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    if "access_user" not in connection.introspection.table_names():
        return
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for migration, _ in plan:
        for operation in migration.operations:
            assert not isinstance(operation, RunSQL), "say here how it is run"
            if isinstance(operation, RunPython) and type(migration).__module__.startswith("lianshou."):
                with connection.schema_editor() as editor:
                    operation.code(apps, editor)
        recorder.record_applied(migration.app_label, migration.name)


def lay_out() -> None:
    """Lay out the database of the settings, which must be empty."""
    from django.core.management import call_command

    with no_migrations():
        call_command("migrate", run_syncdb=True, verbosity=0)
    finish()


def described() -> dict[str, Any]:
    """What the database of the settings looks like: columns, constraints with their words, triggers, delivered rows."""
    from django.db import connection

    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        found: dict[str, Any] = {}
        for table in tables:
            columns = connection.introspection.get_table_description(cursor, table)
            constraints = connection.introspection.get_constraints(cursor, table)
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = {
                "columns": sorted(
                    [one.name, str(one.type_code), one.null_ok, str(one.default), str(one.collation)]
                    for one in columns
                ),
                "constraints": sorted(
                    ["" if one["foreign_key"] or name.startswith("__unnamed") else name, str(one)]
                    for name, one in constraints.items()
                ),
                "rows": cursor.fetchone()[0] if table != "django_migrations" else "",
            }
        if postgres:
            cursor.execute("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'")
            found["checks"] = sorted(cursor.fetchall())
            cursor.execute("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
            # columns that were added later stand at the end
            found["checks"] = sorted(
                (name, sorted(re.findall(r"\w+|[^\w\s]", sql))) for name, sql in cursor.fetchall()
            )
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found["triggers"] = sorted(cursor.fetchall())
        cursor.execute("SELECT app, name FROM django_migrations")
        found["applied"] = sorted(cursor.fetchall())
    return found


def main(word: str) -> None:
    import django

    django.setup()
    if word == "lay":
        lay_out()
    elif word == "migrate":
        from django.core.management import call_command

        call_command("migrate", run_syncdb=True, verbosity=0)  # the tables of tests have none
    else:
        print(json.dumps(described(), ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
