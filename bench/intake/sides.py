"""The two sides, each run as a process of its own on a database of its own: it prints what it measured as one line of JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any


def main() -> None:
    side, workbook = sys.argv[1], Path(sys.argv[2])
    import django

    django.setup()
    from lianshou.core.ambient import beyond_scope

    with beyond_scope("the benchmark"):
        actor, union = _county()
        before = _memory()
        begun, used = time.perf_counter(), time.process_time()
        parts = {"ours": ours, "rival": rival, "bulk": rival_in_bulk}[side](actor, union, workbook)
        wall, cpu = time.perf_counter() - begun, time.process_time() - used
        from lianshou.kernel.people.models import Office, Person

        told = {
            "side": side, "persons": Person.objects.count(), "offices": Office.objects.count(),
            "histories": Person.history.count(), "wall": wall, "cpu": cpu, "before": before, "peak": _memory(),
            "parts": parts, "digest": _digest(Person),
        }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _digest(person: Any) -> list[Any]:
    """A few persons in full, to be the same on both sides."""
    some = [*person.objects.order_by("pk")[:3], person.objects.order_by("pk").last()]
    return [
        [one.name, one.phone, one.id_number, str(one.birth_on), one.email, one.bank_card, one.search]
        for one in some
    ]


def _county() -> tuple[Any, Any]:
    from lianshou.kernel.access.models import Post, User
    from lianshou.kernel.unions.models import Union

    union = Union.objects.add_root({"name": "阜宁县总工会", "level": "county", "division_code": "320923"})
    # no password: its hash alone would take 100 MB
    actor = User.objects.create_user(username="officer", password=None, name="王启航")
    Post.objects.create(user=actor, union=union, role="officer", starts_on=date(2017, 1, 3))
    return actor, union


def ours(actor: Any, union: Any, workbook: Path) -> dict[str, float]:
    """What happens when an officer uploads the list, looks it through, and takes it over."""
    from django.utils import timezone

    from lianshou.kernel.intake.actions import accept_rows, execute_import, read_workbook

    given: dict[str, Any] = {"actor": actor, "enqueue": lambda _key: None}
    now: Callable[[], datetime] = timezone.now
    begun = time.perf_counter()
    content = workbook.read_bytes()
    batch = read_workbook(
        **given, union=union, list_slug="persons", name=workbook.name, content=content, now=now()
    )
    del content
    execute_import(import_id=batch.pk, clock=now)
    read = time.perf_counter() - begun
    batch = accept_rows(**given, batch=batch, now=now())
    done = execute_import(import_id=batch.pk, clock=now)
    assert done is not None
    assert (done.done, done.failure) == (done.total, [])
    return {"read and preview": read, "take over": time.perf_counter() - begun - read}


def rival(actor: Any, union: Any, workbook: Path) -> dict[str, float]:
    """The same with django-import-export as its admin does it: a dry run for the preview, then the import."""
    return _with_resource(actor, union, workbook, preview=True)


def rival_in_bulk(actor: Any, union: Any, workbook: Path) -> dict[str, float]:
    """Its quickest way: no preview, ``use_bulk``; what it then leaves out are the histories of rows."""
    return _with_resource(actor, union, workbook, preview=False, use_bulk=True, batch_size=1000)


def _with_resource(
    actor: Any, union: Any, workbook: Path, *, preview: bool, **options: Any
) -> dict[str, float]:
    import tablib
    from django.utils import timezone

    from lianshou.kernel.audit.actions import record

    begun = time.perf_counter()
    table = tablib.Dataset().load(workbook.read_bytes(), format="xlsx")
    keys = {column.title.zh: column.key for column in _columns()}
    table.headers = [keys.get(heading, heading) for heading in table.headers]
    opened = time.perf_counter() - begun
    persons = _resource(union, **options)()
    if preview:
        assert not persons.import_data(table, dry_run=True, raise_errors=True).has_errors()
    looked = time.perf_counter() - begun - opened
    result = persons.import_data(table, dry_run=False, raise_errors=True, use_transactions=True)
    assert not result.has_errors()
    path = union.path
    record(
        actor=actor,
        verb="persons.entered",
        subject=union,
        at=timezone.now(),
        union_path=path,
        added=len(table),
    )
    return {"open": opened, "preview": looked, "import": time.perf_counter() - begun - opened - looked}


def _columns() -> list[Any]:
    from django.utils import timezone
    from filling import HEADINGS

    from lianshou.kernel.people.rules.listing import persons_layout

    layout = persons_layout(today=timezone.localdate(), full=True)
    return [column for column in layout.columns if column.title.zh in HEADINGS]


def _resource(union: Any, **options: Any) -> Any:
    """Persons as a resource: the same rules on every cell, the same look-up by identity number, the same office."""
    from django.utils import timezone
    from import_export import fields, instance_loaders, resources

    from lianshou.formats.sheets.recognising import _value
    from lianshou.kernel.people.models import Office, Person
    from lianshou.kernel.people.rules import faults_of, search_key, tidied, why_not_days, with_birth
    from lianshou.kernel.people.rules.listing import facts_of_row

    today = timezone.localdate()
    columns = {column.key: column for column in _columns()}
    index: Any = Person._meta.get_field("id_index")

    class ByIdentity(instance_loaders.BaseInstanceLoader):
        def get_instance(self, row: Any) -> Any:
            return (
                self.resource.get_queryset().filter(id_index__in=index.candidates(row["id_number"])).first()
            )

    class Persons(resources.ModelResource):
        position = fields.Field(column_name="position")

        class Meta:
            model = Person
            fields = (
                *(column.key for column in columns.values() if column.key not in ("unit", "position")),
                "search",
                "union",
            )
            import_id_fields = ("id_number",)
            instance_loader_class = ByIdentity

        def before_import_row(self, row: Any, **kwargs: Any) -> None:
            values = {key: _value(column, row.get(key)) for key, column in columns.items()}
            given = with_birth(tidied(facts_of_row(values)))
            days = {key: given.get(key) for key in ("birth_on", "joined_on", "left_on")}
            if faults_of(given, today=today) or why_not_days(
                **days, id_number=given["id_number"], today=today
            ):
                raise ValueError("not sound")
            row |= {key: "" for key in columns} | given
            row |= {"search": search_key(given["name"]), "position": values["position"], "union": union.pk}

        def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            if row["position"] and instance.pk:
                office = {"position": row["position"], "union": union, "starts_on": today}
                Office.objects.get_or_create(person=instance, **office)

    for name, value in options.items():
        setattr(Persons._meta, name, value)
    return Persons


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(__file__))
    main()
