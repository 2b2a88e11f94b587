from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PLAIN, SEALED = [("people", "0001_initial")], [("people", "0004_identity_once")]


def _migrate(target: Any) -> Any:
    """The models as they stand when people are at ``target`` and unions, which do not depend on people, at their end."""
    MigrationExecutor(connection).migrate(target)
    loader = MigrationExecutor(connection).loader
    return loader.project_state([*target, *loader.graph.leaf_nodes("unions")]).apps


@pytest.mark.django_db(transaction=True)
def test_plain_telephones_are_sealed_and_found_again_and_go_back() -> None:
    try:
        apps = _migrate(PLAIN)
        union = apps.get_model("unions", "Union").objects.create(
            path="0001", depth=1, name="甲", level="county"
        )
        Person = apps.get_model("people", "Person")
        for n in range(3):
            Person.objects.create(name="单小军", union=union, phone=f"1391234000{n}" if n else "")
        apps = _migrate(SEALED)
        people = apps.get_model("people", "Person").objects.order_by("pk")
        assert [one.phone for one in people] == ["", "13912340001", "13912340002"]
        assert [one.search.split()[0] for one in people] == ["shanxiaojun"] * 3
        wanted = people.model._meta.get_field("phone_index").candidates("13912340002")
        assert [one.phone for one in people.filter(phone_index__in=wanted)] == ["13912340002"]
        apps = _migrate(PLAIN)
        plain = apps.get_model("people", "Person").objects.order_by("pk")
        assert [one.phone for one in plain] == ["", "13912340001", "13912340002"]
        plain.delete()
        apps.get_model("unions", "Union").objects.all().delete()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
