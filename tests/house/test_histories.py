"""No write in bulk passes by the row history of a model that keeps one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "lianshou"
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
BULK = {"bulk_create", "bulk_update", "update", "aupdate", "abulk_create", "abulk_update", "delete", "raw"}
# deleting sends its signals row by row
BULK -= {"delete"}


def _tracked() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute")]


def _names() -> set[str]:
    """What tracked rows are reached by: the model itself, and the managers of those that relate to it."""
    related = {
        field.remote_field.get_accessor_name()
        for model in _tracked()
        for field in model._meta.concrete_fields
        if field.is_relation and not field.remote_field.hidden
    }
    return {model.__name__ for model in _tracked()} | {str(name) for name in related}


def _roots(node: ast.AST, known: dict[str, ast.AST], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every name that a chain of calls and attributes begins with or passes, variables of the function resolved."""
    if isinstance(node, ast.Call):
        yield from _roots(node.func, known, seen)
    elif isinstance(node, ast.Attribute):
        yield node.attr
        yield from _roots(node.value, known, seen)
    elif isinstance(node, ast.Name):
        yield node.id
        if node.id in known and node.id not in seen:
            yield from _roots(known[node.id], known, seen | {node.id})


def _bulk_writes(source: str, names: set[str]) -> list[str]:
    """The bulk writes in a source that reach a tracked model."""
    found = []
    for scope in ast.walk(ast.parse(source)):
        if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        known: dict[str, ast.AST] = {}
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                known.setdefault(node.targets[0].id, node.value)
        for node in ast.walk(scope):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in BULK
                and names & set(_roots(node.func.value, known))
            ):
                found.append(ast.unparse(node)[:100])
    return found


def test_models_that_keep_a_history() -> None:
    kept = {model._meta.label for model in _tracked() if model._meta.app_label != "sealing"}
    assert {
        "access.Post",
        "people.Office",
        "people.Person",
        "programmes.Programme",
        "unions.Honour",
        "unions.Union",
    } <= kept


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Union.objects.filter(pk=1).update(name='x')", 1),
        ("Union.objects.bulk_create([])", 1),
        ("rows = Office.objects.filter(pk=1); rows.exclude(pk=2).update(ends_on=None)", 1),
        ("union.people.update(name='x')", 1),
        ("union.people.filter(pk=1).update(name='x')", 1),
        ("union.save()", 0),
        ("Place.objects.bulk_create([])", 0),
        ("hash.update(b'x')", 0),
    ],
)
def test_bulk_write_is_seen(line: str, count: int) -> None:
    assert len(_bulk_writes(f"def act(union, hash):\n    {line}\n", _names())) == count


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_bulk_writes_keep_the_history(path: Path) -> None:
    """Use ``bulk_create_with_history``, ``bulk_update_with_history``, or save row by row."""
    assert _bulk_writes(path.read_text(encoding="utf-8"), _names()) == []
