"""Queries over random trees and posts: never a row outside the subtrees, and every row inside them.

The long run, ten thousand queries: ``LIANSHOU_SCOPE_TREES=200 pytest tests/kernel/guard/test_scope_holds.py``, on both databases.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Count, Exists, F, Max, OuterRef
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.factories.forests import Forest, paths_of, plant
from zeal import zeal_ignore

from lianshou.core.ambient import held_to_scope
from lianshou.kernel.access.models import Post, User
from lianshou.kernel.access.queries import entries_in_scope, scope_of
from lianshou.kernel.access.rules import PERMISSIONS, roles_granting
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.guard.models import Scope, is_guarded

TREES, QUERIES = int(os.environ.get("LIANSHOU_SCOPE_TREES", "40")), 50
VERBS = [*sorted(PERMISSIONS), *["union.view", "person.view", "programme.view"] * 10]
ROLES = ["officer", "approver", "leader", "chair", "audit_admin", "security_admin", "helper"]


def _keys(rows: Any) -> set[int]:
    found = [row.pk for row in rows]
    assert len(found) == len(set(found)), "a row came twice"
    return set(found)


# by name: from the rows in scope (and those in another scope) to the keys that come out of the database
ONE: dict[str, Callable[[Any], set[int]]] = {
    "list": _keys,
    "ordered": lambda rows: _keys(rows.order_by("-pk")),
    "iterator": lambda rows: _keys(rows.order_by().iterator(chunk_size=3)),
    "values": lambda rows: {row["pk"] for row in rows.values("pk")},
    "flat": lambda rows: set(rows.values_list("pk", flat=True)),
    "in_bulk": lambda rows: set(rows.in_bulk()),
    "reverse": lambda rows: _keys(rows.reverse()),
    "distinct": lambda rows: _keys(rows.distinct()),
    "only": lambda rows: _keys(rows.only("pk")),
    "filter": lambda rows: _keys(rows.filter(pk__gt=0)),
    "exclude": lambda rows: _keys(rows.exclude(pk__lt=0)),
    "slices": lambda rows: _keys([*rows.order_by("pk")[:2], *rows.order_by("pk")[2:]]),
    "annotated": lambda rows: _keys(rows.annotate(how_many=Count("pk"))),
    "subquery": lambda rows: _keys(rows.model.objects.admitted().filter(pk__in=rows.values("pk"))),
    "exists": lambda rows: _keys(
        rows.model.objects.admitted().filter(Exists(rows.filter(pk=OuterRef("pk"))))
    ),
    "union": lambda rows: _keys(rows.order_by().union(rows.order_by())),
    "get": lambda rows: {rows.get(pk=row.pk).pk for row in rows[:2]} | _keys(rows),
    "related": lambda rows: _keys(rows.select_related()),
    "locked": lambda rows: _keys(rows.order_by("pk").select_for_update(of=("self",))),
    "raw": lambda rows: _raw(rows),
}
NUMBER: dict[str, Callable[[Any], int]] = {
    "count": lambda rows: rows.count(),
    "length": len,
    "aggregate": lambda rows: rows.aggregate(n=Count("pk", distinct=True))["n"],
    "exists": lambda rows: (rows.exists() and rows.count()) or 0,
    "updated": lambda rows: rows.count() if rows.model is Entry else _touched(rows),
    "greatest": lambda rows: rows.filter(pk__lte=rows.aggregate(m=Max("pk"))["m"] or 0).count(),
}
TWO: dict[str, tuple[Callable[[Any, Any], Any], Callable[[set[int], set[int]], set[int]]]] = {
    "or": (lambda a, b: a | b, set.union),
    "and": (lambda a, b: a & b, set.intersection),
    "union": (lambda a, b: a.order_by().union(b.order_by()), set.union),
    "intersection": (lambda a, b: a.order_by().intersection(b.order_by()), set.intersection),
    "difference": (lambda a, b: a.order_by().difference(b.order_by()), set.difference),
    "within twice": (lambda a, b: a.filter(pk__in=b.values("pk")), set.intersection),
}
SHAPES = [
    *(("one", name) for name in ONE),
    *(("number", name) for name in NUMBER),
    *(("two", name) for name in TWO),
]


def _raw(rows: Any) -> set[int]:
    """The same rows by hand-written SQL, for one who was let in."""
    try:
        sql, values = rows.values("id").query.sql_with_params()
    except EmptyResultSet:
        return set()
    return {row.pk for row in rows.model.objects.admitted().raw(sql, values)}


def _touched(rows: Any) -> int:
    """How many rows an update reaches that changes nothing."""
    name = rows.model._meta.concrete_fields[1].name
    touched: int = rows.order_by().update(**{name: F(name)})
    return touched


posts = st.tuples(
    st.integers(0, 2), st.integers(0, 99), st.sampled_from(ROLES), st.sampled_from([0, 0, 0, 1, -1])
)
# a query is one number: from it come its model, shape, account, other account and verb
KINDS = (5000, len(SHAPES), 3, 3, len(VERBS))
queries = st.integers(0, 2**24)


@pytest.mark.django_db
@settings(
    max_examples=TREES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
@given(
    parents=st.lists(st.integers(-1, 40), min_size=1, max_size=24),
    gaps=st.integers(1, 1200),
    held=st.lists(posts, max_size=8),
    asked=st.lists(queries, min_size=QUERIES, max_size=QUERIES),
    seed=st.integers(0, 2**16),
)
def test_query_gives_the_rows_of_the_subtrees_and_no_other(
    parents: list[int], gaps: int, held: list[Any], asked: list[int], seed: int
) -> None:
    random = Random(seed)
    steps = [random.randint(1, gaps) for _ in parents]
    with transaction.atomic(), zeal_ignore():
        _without_offices()  # first: PostgreSQL alters no table whose rows wait to be checked
        forest = plant(paths_of(parents, steps), random)
        held = _once(held, len(forest.paths))
        _appoint(forest, held)
        accounts = list(User.objects.order_by("pk"))
        with held_to_scope():
            for query in asked:
                _ask(forest, accounts, held, query)
            for number, account in enumerate(accounts):
                mine = _tops(forest, held, number, "audit.read")
                _compare_book(forest, account, mine)
        transaction.set_rollback(True)


def _once(held: list[Any], unions: int) -> list[Any]:
    """The posts without those that are there already: the database admits none twice."""
    return list(
        {(user, union % unions, role): (user, union, role, when) for user, union, role, when in held}.values()
    )


def _without_offices() -> None:
    """Posts of any mixture, also such as the rule of the three administrators forbids, until the end of the transaction."""
    names = ("access_post_offices_insert", "access_post_offices_update")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE access_post DISABLE TRIGGER access_post_offices")
        else:
            for name in names:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def _appoint(forest: Forest, held: list[Any]) -> None:
    """Posts of today, of the past (1) and of the future (-1)."""
    today = timezone.localdate()
    unions = list(
        Post._meta.get_field("union").related_model.objects.order_by("pk").values_list("pk", flat=True)
    )  # type: ignore[union-attr]
    begin = {0: date(2017, 1, 1), 1: date(2017, 1, 1), -1: today + timedelta(days=1)}
    end = {0: None, 1: today - timedelta(days=1), -1: None}
    made = Post.objects.bulk_create(
        Post(
            user=forest.users[user],
            union_id=unions[union % len(unions)],
            role=role,
            starts_on=begin[when],
            ends_on=end[when],
        )
        for user, union, role, when in held
    )
    for post, (_, union, _, _) in zip(made, held, strict=True):
        forest.belongs[Post][post.pk] = (forest.paths[union % len(unions)],)


def _tops(forest: Forest, held: list[Any], user: int, verb: str) -> list[str]:
    """The oracle: the paths of the unions at which the account holds a post today whose role grants the verb."""
    granting = roles_granting(verb)
    return [
        forest.paths[union % len(forest.paths)]
        for who, union, role, when in held
        if (who, when) == (user, 0) and role in granting
    ]


def _inside(forest: Forest, model: type[Any], tops: list[str]) -> set[int]:
    """The oracle: the rows of which a path begins with one of ``tops``."""
    return {
        pk
        for pk, paths in forest.belongs[model].items()
        if any(path.startswith(top) for path in paths for top in tops)
    }


def _parts(query: int) -> list[int]:
    random = Random(query)
    return [random.randrange(size) for size in KINDS]


def _ask(forest: Forest, accounts: list[User], held: list[Any], query: int) -> None:
    which, shape, user, other, spoken = _parts(query)
    verb = VERBS[spoken]
    models = list(forest.belongs)
    model: Any = models[which % len(models)]
    kind, name = SHAPES[shape]
    scope = scope_of(actor=accounts[user], verb=verb)
    rows, right = model.objects.within(scope), _inside(forest, model, _tops(forest, held, user, verb))
    if kind == "one":
        assert ONE[name](rows) == right
    elif kind == "number":
        assert NUMBER[name](rows) == len(right)
    else:
        second = "union.view"
        theirs = model.objects.within(scope_of(actor=accounts[other], verb=second))
        call, oracle = TWO[name]
        also = _inside(forest, model, _tops(forest, held, other, second))
        assert _keys(call(rows, theirs)) == oracle(right, also)


def _compare_book(forest: Forest, account: User, tops: list[str]) -> None:
    assert _keys(entries_in_scope(actor=account)) == _inside(forest, Entry, tops)


# guarded models of the spine that the forests leave out, and why
UNPLANTED = {
    "events.Answer": "its keys are no numbers",
    "intake.Draft": "hangs on a union, as a post does",
    "intake.Filing": "hangs on an application",
    "intake.Form": "hangs on a union, as a post does",
    "intake.FormField": "hangs on a form",
    "intake.ImportPart": "hangs on an import, as its rows do",
    "intake.RowTrace": "hangs on a row of an import",
}


@pytest.mark.django_db
def test_every_model_of_the_spine_is_asked_about_or_named_with_a_reason() -> None:
    with transaction.atomic(), zeal_ignore():
        planted = set(plant(["0001", "00010001"], Random(1)).belongs)
        transaction.set_rollback(True)
    spine = (
        "programmes",
        "intake",
        "review",
        "notices",
        "placement",
        "pledges",
        "followups",
        "funds",
        "events",
    )
    guarded = {
        model
        for model in apps.get_models()
        if model._meta.app_label in spine and is_guarded(model) and not hasattr(model, "history_type")
    }
    assert {model._meta.label for model in guarded - planted} == UNPLANTED.keys()


def test_scope_covers_what_lies_below_and_nothing_beside() -> None:
    assert Scope(("0001",)).covers("00010001")
    assert not Scope(("0001",)).covers("00020001")
