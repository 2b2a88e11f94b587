"""The triggers that keep the book and its anchors append-only, for both databases.

They refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE, and an INSERT anywhere but after the last row, which also closes
SQLite's INSERT OR REPLACE. A migration sets them; whoever may drop triggers can still write, and is found by the chain.
"""

from __future__ import annotations

TABLES = ("audit_entry", "audit_anchor")
_FUNCTIONS = ("audit_refuse", "audit_append")

_SQLITE = """
CREATE TRIGGER {table}_keep_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_keep_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
CREATE TRIGGER {table}_keep_insert BEFORE INSERT ON {table}
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM {table})
  OR EXISTS (SELECT 1 FROM {table} WHERE {unique} = NEW.{unique})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
_UNIQUE = {"audit_entry": "digest", "audit_anchor": "number"}

_POSTGRES_FUNCTIONS = (
    """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
""",
    """
CREATE OR REPLACE FUNCTION audit_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE due bigint;
BEGIN
  EXECUTE format('SELECT COALESCE(MAX(id), 0) + 1 FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO due;
  IF NEW.id IS DISTINCT FROM due THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$
""",
)
_POSTGRES = (
    "CREATE TRIGGER {table}_keep_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER {table}_keep_insert BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION audit_append()",
    # also for sessions that replay a replica's changes
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_keep_change",
    "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_keep_insert",
)


def triggers_of(vendor: str) -> frozenset[str]:
    """The names of the triggers that must stand."""
    kinds = ("change", "insert") if vendor == "postgresql" else ("update", "delete", "insert")
    return frozenset(f"{table}_keep_{kind}" for table in TABLES for kind in kinds)


def setting(vendor: str) -> list[str]:
    """The statements that set the triggers."""
    if vendor == "postgresql":
        made = [line.format(table=table) for table in TABLES for line in _POSTGRES]
        return [*_POSTGRES_FUNCTIONS, *made]
    return [
        f"{text.strip()} END"
        for table in TABLES
        for text in _SQLITE.format(table=table, unique=_UNIQUE[table]).split("END;")
        if text.strip()
    ]


def lifting(vendor: str) -> list[str]:
    """The statements that take the triggers away."""
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {name} ON {name.rpartition('_keep_')[0]}"
            for name in sorted(triggers_of(vendor))
        ] + [f"DROP FUNCTION IF EXISTS {name}()" for name in _FUNCTIONS]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in sorted(triggers_of(vendor))]
