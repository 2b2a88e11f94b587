from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PLAIN, SEALED = [("intake", "0001_initial")], [("intake", "0004_sealed")]


def _migrate(target: Any) -> Any:
    """The models as they stand when intake is at ``target`` and what it stands on at its end."""
    MigrationExecutor(connection).migrate(target)
    loader = MigrationExecutor(connection).loader
    below = [node for app in ("unions", "programmes", "access") for node in loader.graph.leaf_nodes(app)]
    return loader.project_state([*target, *below]).apps


def _stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_importrow")
        rows = cursor.fetchall()
    cells = [cell for row in rows for cell in row]
    return "".join(
        bytes(cell).decode("utf-8", "replace") if isinstance(cell, bytes | memoryview) else str(cell)
        for cell in cells
    )


@pytest.mark.django_db(transaction=True)
def test_plain_cells_are_sealed_and_go_back() -> None:
    cells = [{"name": f"某{n}", "phone": f"1391234000{n}"} for n in range(3)]
    try:
        apps = _migrate(PLAIN)
        moment = datetime(2020, 6, 24, tzinfo=UTC)
        county = {"path": "0001", "depth": 1, "name": "甲", "level": "county"}
        union = apps.get_model("unions", "Union").objects.create(**county)
        user = apps.get_model("access", "User").objects.create(username="officer")
        programme = apps.get_model("programmes", "Programme").objects.create(
            union=union,
            kind="pairing",
            title="甲",
            year=2020,
            round=1,
            state="preparing",
            starts_on="2020-01-01",
            ends_on="2023-01-01",
        )
        batch = apps.get_model("intake", "Import").objects.create(
            programme=programme, list_slug="guests", file_name="x", uploaded_at=moment, uploaded_by=user,
            remarks=[{"text": "13912345678"}],
        )  # fmt: skip
        for number, one in enumerate(cells):
            apps.get_model("intake", "ImportRow").objects.create(
                batch=batch, sheet="甲", number=number, cells=one, state="good"
            )
        assert "13912340001" in _stored()
        apps = _migrate(SEALED)
        assert "1391234000" not in _stored()
        rows = apps.get_model("intake", "ImportRow").objects.order_by("pk")
        assert [row.cells for row in rows] == cells
        kept = apps.get_model("intake", "Import").objects.get()
        assert (kept.union_id, kept.remarks) == (union.pk, [{"text": "13912345678"}])
        apps = _migrate(PLAIN)
        plain = apps.get_model("intake", "ImportRow").objects.order_by("pk")
        assert [row.cells for row in plain] == cells
        for name in (
            "intake.ImportRow",
            "intake.Import",
            "programmes.Programme",
            "unions.Union",
            "access.User",
        ):
            apps.get_model(name).objects.all().delete()
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
