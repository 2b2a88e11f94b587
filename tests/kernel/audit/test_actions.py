from datetime import datetime

import pytest
from tests.factories.unions import UnionFactory

from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import broken_lines, history_of
from lianshou.kernel.audit.rules import ORIGIN

pytestmark = pytest.mark.django_db


def write(count: int, now: datetime) -> list[Entry]:
    union = UnionFactory()
    return [record(actor=None, verb=f"thing.done{i}", subject=union, at=now, place=i) for i in range(count)]


def test_record_chains_each_line_to_the_one_before(now: datetime) -> None:
    start = Entry.objects.count()
    lines = write(3, now)
    assert [line.previous for line in lines[1:]] == [line.digest for line in lines[:-1]]
    assert start == 0
    assert lines[0].previous == ORIGIN
    assert list(broken_lines()) == []


@pytest.mark.parametrize("field", ["verb", "actor_name", "subject_id", "details", "union_path", "digest"])
def test_a_changed_line_is_found(now: datetime, field: str) -> None:
    lines = write(4, now)
    Entry.objects.filter(pk=lines[1].pk).update(**{field: {"forged": 1} if field == "details" else "forged"})
    assert lines[1].pk in {line.pk for line in broken_lines()}


def test_a_missing_line_is_found_at_the_next(now: datetime) -> None:
    lines = write(4, now)
    Entry.objects.filter(pk=lines[1].pk).delete()
    assert [line.pk for line in broken_lines()] == [lines[2].pk]


def test_history_gives_the_lines_of_one_record_newest_first(now: datetime) -> None:
    lines = write(2, now)
    write(1, now)
    union = type("Held", (), {"_meta": UnionFactory._meta.model._meta, "pk": int(lines[0].subject_id)})()
    assert [line.pk for line in history_of(union)] == [lines[1].pk, lines[0].pk]
