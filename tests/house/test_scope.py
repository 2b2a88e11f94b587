"""Every record is read through a scope: guarded by its model, asked for by every query, left only at named doors."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from lianshou.kernel.guard.models import is_guarded

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "lianshou"
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("lianshou.") and not hasattr(model, "history_type")
]  # a history is read by its record, which came through a scope

# models that are read without a scope, and why; every other model is guarded
PLAIN = {
    "access.User": "an account belongs to no union: its posts do, and they are guarded; signing in looks it up by name",
    "unions.Zone": "a name on the map, the same for everybody",
    "unions.Place": "a name on the map, the same for everybody",
    "unions.Industry": "a name of a national standard",
    "unions.IndustryChain": "a name, the same for everybody",
    "programmes.Parameter": "a number of a region, the same for everybody",
    "programmes.CalendarYear": "the State Council's calendar of a year, the same for everybody",
    "programmes.CalendarDay": "a day of that calendar",
    "rights.RetentionPeriod": "a number of a region, the same for everybody",
    "access.PastPassword": "belongs to an account",
    "inbox.DigestSetting": "belongs to an account",
    "gateway.Token": "belongs to an account",
    "gateway.StoredAnswer": "belongs to a token, which belongs to an account",
    "audit.Anchor": "the head of the whole book",
    "audit.Check": "a check of the whole book",
    "audit.Rekeying": "how far the keys have come; no record",
}
# models of others that hang on an account, and are asked for by it
OF_AN_ACCOUNT = {"UserSession", "Authenticator", "SocialAccount"}
# what may follow `.objects` at once: it says whose eyes the query serves, or writes new rows
TOLD = {
    "within",
    "admitted",
    "none",
    "create",
    "bulk_create",
    "add_root",
    "add_child",
    "get_children",  # of a union in hand
    "move",
}
# beside the command line and the demonstration, where work stands beyond scope, and why
BEYOND = {
    "core/ambient.py": "defines it",
    "kernel/unions/models.py": "treebeard keeps the tree whole, whoever plants",
}
# beside the guard itself, where a model's unguarded managers are named, and why
UNDER_THE_GUARD = {
    "kernel/audit/actions/recording.py": "stamps the history of the rows that an action has just changed",
    "kernel/audit/queries/changes.py": "names of accounts, which are plain",
    "kernel/audit/queries/lines.py": "the mark of the row that an action has just changed",
    "kernel/rights/actions/erasing.py": "the history of a record in hand is emptied with it",
    "demo/building.py": "the digest of the whole demonstration",
}


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def _followers(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """The model before, the name behind, and the line of every `.objects` of a file."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Attribute) and child.attr == "objects":
                after = node.attr if isinstance(node, ast.Attribute) else ""
                yield ast.unparse(child.value), after, child.lineno


def _untold(path: Path) -> list[str]:
    plain = {label.rpartition(".")[2] for label in PLAIN}
    return [
        f"{model}.objects.{after}, line {line}"
        for model, after, line in _followers(ast.parse(path.read_text(encoding="utf-8")))
        if model not in plain | OF_AN_ACCOUNT and after not in TOLD
    ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_model_is_guarded_or_named_with_a_reason(model: type[models.Model]) -> None:
    assert is_guarded(model) is not (model._meta.label in PLAIN)


@pytest.mark.parametrize(
    "model", [model for model in MODELS if is_guarded(model)], ids=lambda model: model._meta.label
)
def test_scope_of_a_model_names_path_columns(model: type[models.Model]) -> None:
    paths: tuple[str, ...] = model.SCOPE  # type: ignore[attr-defined]
    assert paths != ()
    for path in paths:
        owner = model
        *way, last = path.split("__")
        for part in way:
            owner = owner._meta.get_field(part).related_model  # type: ignore[assignment]
        assert isinstance(owner._meta.get_field(last), models.CharField)
        assert last in ("path", "union_path")


def test_plain_models_are_there() -> None:
    assert PLAIN.keys() - {model._meta.label for model in MODELS} == set()


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.relative_to(PACKAGE).parts[0] in ("kernel", "kinds")], ids=_name
)
def test_query_is_told_whose_eyes_it_serves(path: Path) -> None:
    assert _untold(path) == []


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_only_named_doors_lead_beyond_scope(path: Path) -> None:
    allowed = path.relative_to(PACKAGE).parts[0] in ("cli", "demo") or _name(path) in BEYOND
    assert allowed or not re.search(r"\bbeyond_scope\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_nobody_goes_under_the_guard(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    allowed = _name(path).startswith("kernel/guard/") or _name(path) in UNDER_THE_GUARD
    assert allowed or not {"_base_manager", "_default_manager"} & set(
        text.replace(".", " ").replace("(", " ").split()
    )
