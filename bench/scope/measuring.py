"""Whole pages through the test client, and the plans of their queries."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.template import engines
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse
from django_tables2 import Column, RequestConfig, Table

from lianshou.kernel.access.models import User
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.doors import opens

_PAGE = '{% extends "web/base.html" %}{% load django_tables2 %}{% block content %}{% render_table table %}{% endblock %}'


class _People(Table):
    name, union = Column(), Column()
    caption = "people"


@opens("person.view")
def people(request: Any) -> Any:
    """A list of persons, for as long as the desk has none."""
    from django.http import HttpResponse

    table = RequestConfig(request, paginate={"per_page": 25}).configure(
        _People(people_in_scope(actor=request.user))
    )
    return HttpResponse(engines["django"].from_string(_PAGE).render({"table": table}, request))


urlpatterns = [path("bench/people/", people, name="bench-people"), path("", include(settings.ROOT_URLCONF))]


def pages() -> dict[str, str]:
    """The addresses that are measured."""
    try:
        return {"persons": reverse("people:list"), "register of unions": reverse("unions:list")}
    except NoReverseMatch:
        settings.ROOT_URLCONF = __name__
        return {"persons (bare list)": reverse("bench-people"), "register of unions": reverse("unions:list")}


@cache
def _client(account: User) -> Client:
    client = Client(raise_request_exception=True, SERVER_NAME="127.0.0.1")
    client.force_login(account)
    return client


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and seconds of processor that this process and its database session took together."""

    clock: float
    work: float


def timed(account: User, url: str) -> Cost:
    """What a page costs. Other work on the machine lengthens the clock and hardly the work."""
    began, worked, served = time.perf_counter(), time.process_time(), _session()
    response = _client(account).get(url)
    cost = Cost(time.perf_counter() - began, time.process_time() - worked + _session() - served)
    assert response.status_code == 200, response.status_code
    return cost


def _session() -> float:
    """Seconds of processor that the database session has taken; nothing where its server is elsewhere."""
    try:
        return int(Path(f"/proc/{_session_id()}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


@cache
def _session_id() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def check_plans(accounts: dict[str, User]) -> None:
    """Below the nation a scope is one range of the path index; for the nation there is no condition."""
    for role, account in accounts.items():
        for name, column, rows in (
            ("unions", "path", unions_in_scope(actor=account)),
            ("persons", "union_path", people_in_scope(actor=account).order_by("union_path")),
        ):
            if role == "nation":
                assert "WHERE" not in str(rows.query), name
                continue
            plan = json.loads(rows[:25].explain(format="json"))
            found = list(_ranges(plan, column))
            assert found, json.dumps(plan, indent=1)
            print(f"{role:<12}{name:<10}{found[0]}")


def _ranges(plan: Any, column: str) -> Iterator[str]:
    if isinstance(plan, list):
        for part in plan:
            yield from _ranges(part, column)
    elif isinstance(plan, dict):
        condition = str(plan.get("Index Cond", ""))
        if f"{column})::text >=" in condition and f"{column})::text <" in condition:
            yield f"{plan['Node Type']} on {plan['Index Name']}"
        for part in plan.values():
            yield from _ranges(part, column)
