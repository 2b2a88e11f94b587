"""The database itself keeps the three administrators' offices apart from one another and from every other role.

A constraint cannot compare rows by overlapping days on both databases, so triggers do. SQLite loses triggers when a later
migration rebuilds the table: tests/kernel/access/test_models.py notices, and such a migration runs ``put_up`` again.
"""

from typing import Any

from django.db import migrations

_OFFICES = "('system_admin', 'security_admin', 'audit_admin')"
_CLASH = f"""
  SELECT 1 FROM access_post p
  WHERE p.user_id = NEW.user_id AND p.id IS DISTINCT FROM NEW.id AND p.role <> NEW.role
    AND (p.role IN {_OFFICES} OR NEW.role IN {_OFFICES})
    AND (p.ends_on IS NULL OR p.ends_on >= NEW.starts_on)
    AND (NEW.ends_on IS NULL OR p.starts_on <= NEW.ends_on)
"""  # noqa: S608  # nosec B608  fixed words
_WHY = "separate offices: an administrator holds no other role in the same days"
_SQLITE = _CLASH.replace("IS DISTINCT FROM", "IS NOT")
SQLITE = [
    f"""CREATE TRIGGER access_post_offices_{event.lower()} BEFORE {event} ON access_post
    WHEN EXISTS ({_SQLITE})
    BEGIN SELECT RAISE(ABORT, '{_WHY}'); END"""
    for event in ("INSERT", "UPDATE")
]
POSTGRES = [
    f"""CREATE OR REPLACE FUNCTION access_post_offices() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM access_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
      IF EXISTS ({_CLASH}) THEN
        RAISE EXCEPTION '{_WHY}' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER access_post_offices BEFORE INSERT OR UPDATE ON access_post
    FOR EACH ROW EXECUTE FUNCTION access_post_offices()""",
]


def put_up(apps: Any, schema_editor: Any) -> None:
    take_down(apps, schema_editor)
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS access_post_offices ON access_post")
        schema_editor.execute("DROP FUNCTION IF EXISTS access_post_offices()")
    else:
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS access_post_offices_{event}")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
