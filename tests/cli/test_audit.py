"""The book on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from tests.factories.unions import UnionFactory

from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import Anchor, Entry, open_for_clearing

pytestmark = pytest.mark.django_db
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def book(now: datetime) -> None:
    union = UnionFactory()
    for _turn in range(9):
        record(actor=None, verb="union.edited", subject=union, at=now)


def spoil(act: Callable[[], object]) -> None:
    with open_for_clearing():
        act()


def test_intact_book_is_said_to_be_intact(run: Run) -> None:
    done = run("audit", "verify")
    assert (done.exit_code, done.output) == (0, "9 entries read; the book is intact.\n")


def test_what_is_wrong_is_named_with_number_and_time(run: Run) -> None:
    spoil(lambda: Entry.objects.filter(pk=4).update(actor_name="x"))
    spoil(lambda: Entry.objects.filter(pk__in=[6, 7]).delete())
    done = run("audit", "verify")
    lines = done.output.splitlines()
    assert done.exit_code == 1
    assert [line.split(": ")[:2] for line in lines[:2]] == [["entry 4", "altered"], ["entry 6-7", "missing"]]
    assert ("2020-06-24 01:00:00" in lines[0], lines[2]) == (True, "7 entries read; 2 places are wrong.")


def test_check_may_begin_later(run: Run) -> None:
    spoil(lambda: Entry.objects.filter(pk=4).update(actor_name="x"))
    assert run("audit", "verify", "--from", "5").exit_code == 0


def test_cut_tail_is_found_with_the_anchor_kept_elsewhere(run: Run, tmp_path: Path) -> None:
    written = run("audit", "anchor", "--out", tmp_path)
    kept = next(tmp_path.glob("anchor-*-9.json"))
    assert (written.exit_code, written.output.endswith("entry 9\n")) == (0, True)
    spoil(lambda: (Entry.objects.filter(pk__gt=7).delete(), Anchor.objects.all().delete()))
    assert run("audit", "verify").exit_code == 0
    done = run("audit", "verify", "--anchor", kept)
    assert (done.exit_code, done.output.splitlines()[0].split(": ")[:2]) == (1, ["entry 8-9", "cut"])


def test_anchor_goes_to_a_file_of_a_given_name_or_to_the_screen(run: Run, tmp_path: Path) -> None:
    run("audit", "anchor", "--out", tmp_path / "a.json")
    assert run("audit", "anchor").output == (tmp_path / "a.json").read_text(encoding="utf-8")
    assert Anchor.objects.count() == 1


def test_file_that_is_no_anchor_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff{")
    done = run("audit", "verify", "--anchor", tmp_path / "a.json")
    assert (done.exit_code, "this is no anchor" in done.output) == (1, True)


def test_empty_book_has_no_anchor(run: Run) -> None:
    spoil(lambda: Entry.objects.all().delete())
    assert run("audit", "anchor").exit_code == 1
