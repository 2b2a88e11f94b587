from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from tests.factories.access import PostFactory
from tests.factories.people import PersonFactory
from tests.factories.pledges import in_force
from tests.factories.rights import left, period
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.core.clocks import programme_clock
from lianshou.core.figures import Figure
from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.figures.queries import Narrowing, all_figures, number_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Office, Person, Relative
from lianshou.kernel.people.rules import search_key
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.enums import Reason
from lianshou.kernel.rights.models import Disposal, DisposalRow, RetentionPeriod
from lianshou.kernel.rights.queries import retention as queries
from lianshou.kernel.rights.rules.keeping import Period

pytestmark = pytest.mark.django_db


def refused(act: Any, **arguments: Any) -> Any:
    with pytest.raises(Refused) as error:
        act(**arguments)
    return error.value.reason


def due(world: World, now: datetime) -> list[tuple[str, str, date]]:
    found = queries.due_in(scope=Scope((world.county.path,)), today=now.date())
    return [(one.person.name, one.data_class, one.since) for one in found]


@pytest.fixture
def gone(world: World, now: datetime) -> Person:
    """The host's chair left four years ago, with a child on record."""
    RetentionPeriod.objects.all().delete()
    Relative.objects.create(
        person=world.host_chair, name="卢小满", relation="child", birth_on=date(2012, 3, 1)
    )
    return left(world.host_chair, years=4, now=now)


def prepared(world: World, now: datetime) -> Disposal:
    return actions.prepare_disposal(actor=world.officer, union=world.county, now=now)


def confirmed(world: World, disposal: Disposal, now: datetime) -> Disposal:
    return actions.confirm_disposal(
        actor=world.approver, disposal=disposal, now=now, enqueue=lambda _pk: None
    )


def carried_out(disposal: Disposal, now: datetime) -> Disposal | None:
    return actions.carry_out_disposal(disposal_id=disposal.pk, clock=lambda: now)


def states(disposal: Disposal) -> list[tuple[str, str, int]]:
    rows = DisposalRow.objects.admitted().filter(disposal=disposal)
    return list(rows.order_by("pk").values_list("data_class", "state", "values_erased"))


# periods


def test_an_approver_sets_periods_of_the_own_region(world: World, now: datetime) -> None:
    facts = {"data_class": "health", "months": 24, "clock": "left", "law": "县总规定", "now": now}
    made = actions.set_period(actor=world.approver, region="320923", starts_on=now.date(), **facts)
    assert (made.months, made.set_by) == (24, world.approver)
    same = {"actor": world.approver, "region": "320923", "starts_on": now.date()}
    assert refused(actions.set_period, **same, **facts) == Reason.PERIOD_TAKEN
    for region in ("", "32", "320924"):
        wrong = {"actor": world.approver, "region": region, "starts_on": now.date()}
        assert refused(actions.set_period, **wrong, **facts) == Reason.OUTSIDE_REGION
    with pytest.raises(PermissionDenied):
        actions.set_period(actor=world.officer, region="320923", starts_on=now.date(), **facts)
    assert Entry.objects.filter(verb="retention.set").count() == 1


def test_periods_as_delivered_cover_every_class() -> None:
    assert set(RetentionPeriod.objects.values_list("data_class", flat=True)) == {
        *queries.ERASABLE,
        "log",
    }


def test_the_database_keeps_logs_for_half_a_year(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionPeriod.objects.create(data_class="log", region="1", starts_on=date(2020, 1, 1), months=5)


# what is due


def test_what_is_due_follows_class_region_and_day(world: World, gone: Person, now: datetime) -> None:
    assert due(world, now) == []
    period("contact", months=36)
    period("child", months=12)
    period("health", months=12)
    period("name", months=60)
    assert [(name, data_class) for name, data_class, _since in due(world, now)] == [
        ("卢明远", "contact"),
        ("卢明远", "child"),
    ]
    period("contact", months=120, region="3209")
    assert [data_class for _name, data_class, _since in due(world, now)] == ["child"]


def test_nobody_is_due_who_has_not_left_or_lies_outside(world: World, now: datetime) -> None:
    period("contact", months=1)
    left(world.foreign_chair, years=4, now=now)
    assert due(world, now) == []
    assert queries.due_to_see(actor=world.foreign_officer, today=now.date())[0].person == world.foreign_chair
    assert queries.due_to_see(actor=world.leader, today=now.date()) == []


def test_the_end_of_a_programme_counts_where_the_period_says_so(
    world: World, gone: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    period("contact", months=12, clock="programme")
    assert due(world, now) == []
    ended = now.date() - timedelta(days=400)

    def teller(*, people: Any) -> dict[int, date]:
        return {pk: ended for pk in people if pk == world.guest_chair.pk}

    monkeypatch.setattr(programme_clock, "_tellers", [teller])
    assert [name for name, _class, _since in due(world, now)] == ["任青禾"]
    later = [teller, lambda people: dict.fromkeys(people, now.date())]
    monkeypatch.setattr(programme_clock, "_tellers", later)
    assert due(world, now) == []


def test_due_reads_as_often_for_many_as_for_one(world: World, gone: Person, now: datetime) -> None:
    from django.test.utils import CaptureQueriesContext

    period("contact", months=12)
    counts = []
    for more in (0, 30):
        with zeal_ignore():
            for _number in range(more):
                left(PersonFactory(union=world.guest), years=4, now=now)
        with CaptureQueriesContext(connection) as seen:
            found = due(world, now)
        counts.append((len(found), len(seen)))
    assert counts[0][1] == counts[1][1]
    assert [count for count, _queries in counts] == [1, 31]


# holds


def test_a_hold_keeps_data_until_an_approver_lifts_it(world: World, gone: Person, now: datetime) -> None:
    period("contact", months=36)
    hold = actions.place_hold(actor=world.officer, person=gone, reason="劳动争议未结", now=now)
    assert due(world, now) == []
    again = {"actor": world.officer, "person": gone, "now": now}
    assert refused(actions.place_hold, **again, reason="再") == Reason.ALREADY_HELD
    assert refused(actions.place_hold, **again, reason=" ") == Reason.REASON_MISSING
    erasing = {"actor": world.officer, "person": gone, "classes": ["contact"], "basis": "request", "now": now}
    assert refused(actions.erase_now, **erasing) == Reason.HELD
    with pytest.raises(PermissionDenied):
        actions.lift_hold(actor=world.officer, hold=hold, now=now)
    actions.lift_hold(actor=world.approver, hold=hold, now=now)
    assert refused(actions.lift_hold, actor=world.approver, hold=hold, now=now) == Reason.NOT_HELD
    assert len(due(world, now)) == 1


# two persons


def test_preparing_lists_what_is_due_and_takes_it_off_the_list(
    world: World, gone: Person, now: datetime
) -> None:
    period("contact", months=36)
    assert (
        refused(actions.prepare_disposal, actor=world.officer, union=world.guest, now=now)
        == Reason.NOTHING_DUE
    )
    disposal = prepared(world, now)
    assert (disposal.total, due(world, now)) == (1, [])
    for actor in (world.approver, world.host_account, world.foreign_officer):
        with pytest.raises(PermissionDenied):
            actions.prepare_disposal(actor=actor, union=world.county, now=now)
    actions.drop_disposal(actor=world.approver, disposal=disposal, now=now)
    assert len(due(world, now)) == 1
    assert (
        refused(actions.drop_disposal, actor=world.officer, disposal=disposal, now=now) == Reason.NOT_PREPARED
    )


def test_nobody_confirms_what_they_prepared(world: World, gone: Person, now: datetime) -> None:
    period("contact", months=36)
    disposal = prepared(world, now)
    alone = {"actor": world.officer, "disposal": disposal, "now": now, "enqueue": lambda _pk: None}
    with pytest.raises(PermissionDenied):
        actions.confirm_disposal(**alone)
    PostFactory(user=world.officer, union=world.county, role=Role.APPROVER)
    del world.officer._held  # type: ignore[attr-defined]
    assert refused(actions.confirm_disposal, **alone) == Reason.SAME_PERSON
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.admitted().update(confirmed_by=world.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.admitted().update(state="queued")


def test_the_job_is_queued_once_all_is_committed(
    world: World, gone: Person, now: datetime, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    period("contact", months=36)
    disposal, queued = prepared(world, now), []
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm_disposal(
            actor=world.approver, disposal=disposal, now=now, enqueue=lambda pk: queued.append(pk)
        )
        assert queued == []
    assert queued == [disposal.pk]


# erasing


def test_erasing_empties_the_fields_of_a_class_with_their_index(world: World, now: datetime) -> None:
    person = world.host_chair
    person.id_number = "320923198001011234"
    person.save()
    erased = actions.erase_now(
        actor=world.officer, person=person, classes=["identity", "contact"], basis="request", now=now
    )
    person.refresh_from_db()
    assert (erased, person.id_number, person.id_index, person.phone) == (2, "", "", "")
    line = Entry.objects.get(verb="personal.erased")
    assert line.details == {"classes": ["contact", "identity"], "values": 2, "basis": "request"}
    again = actions.erase_now(
        actor=world.officer, person=person, classes=["identity", "contact"], basis="request", now=now
    )
    assert again == 0


def test_who_may_erase(world: World, now: datetime) -> None:
    same = {"person": world.host_chair, "classes": ["contact"], "basis": "left", "now": now}
    for actor in (world.guest_account, world.foreign_officer, world.leader):
        with pytest.raises(PermissionDenied):
            actions.erase_now(actor=actor, **same)
    assert actions.erase_now(actor=world.host_account, **same) == 1


def test_figures_and_rows_stay_true_when_everything_is_erased(world: World, now: datetime) -> None:
    RetentionPeriod.objects.all().delete()
    with zeal_ignore():
        pledge = in_force(world, now)
    words = pledge.context

    def figures() -> dict[str, int]:
        ask = {"actor": world.officer, "today": now.date(), "to": Narrowing()}
        with zeal_ignore():
            counted = {
                slug: number_of(figure=figure, **ask)
                for slug, figure in all_figures().items()
                if isinstance(figure, Figure)
            }
        return counted | {
            "people": Person.objects.admitted().count(),
            "offices": Office.objects.admitted().count(),
        }

    before = figures()
    Relative.objects.create(person=world.host_chair, name="卢小满", relation="child")
    for name in queries.ERASABLE:
        period(name, months=12)
    left(world.host_chair, years=4, now=now)
    disposal = confirmed(world, prepared(world, now), now)
    assert carried_out(disposal, now) is not None
    person = Person.objects.admitted().get(pk=world.host_chair.pk)
    assert (person.name, person.account, person.phone) == (f"已匿名{person.pk}", None, "")
    assert (person.anonymised.anonymised_on, person.search) == (now.date(), search_key(person.name))
    assert figures() == before
    assert Pledge.objects.get(pk=pledge.pk).context == words
    assert states(disposal) == [("contact", "done", 1), ("relations", "done", 1), ("name", "done", 0)]
    assert "卢明远" not in str(
        list(
            Entry.objects.filter(verb__in=["personal.erased", "person.anonymised"]).values_list(
                "details_text"
            )
        )
    )
    assert due(world, now) == []


def test_a_job_that_was_killed_goes_on_where_it_stopped(
    world: World, gone: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    period("contact", months=12)
    period("child", months=12)
    period("name", months=12)
    from lianshou.kernel.rights.actions import retention as module

    disposal = confirmed(world, prepared(world, now), now)
    whole, calls = module._dispose, []

    def breaks(disposal: Disposal, row_id: int, periods: list[Period], moment: datetime) -> None:
        calls.append(row_id)
        if len(calls) == 2:
            raise KeyboardInterrupt
        whole(disposal, row_id, periods, moment)

    monkeypatch.setattr(module, "_dispose", breaks)
    with pytest.raises(KeyboardInterrupt):
        carried_out(disposal, now)
    assert [state for _class, state, _values in states(disposal)] == ["done", "waiting", "waiting"]
    monkeypatch.setattr(module, "_dispose", whole)
    assert carried_out(disposal, now + timedelta(minutes=1)) is None
    done = carried_out(disposal, now + timedelta(minutes=6))
    assert done is not None
    assert (done.state, done.done, done.total) == ("done", 3, 3)
    assert carried_out(disposal, now + timedelta(hours=1)) is None
    assert Entry.objects.filter(verb="personal.erased").count() == 3


def test_a_row_that_is_held_or_no_longer_due_is_kept(world: World, gone: Person, now: datetime) -> None:
    period("contact", months=12)
    left(world.guest_chair, years=4, now=now)
    disposal = confirmed(world, prepared(world, now), now)
    actions.place_hold(actor=world.officer, person=gone, reason="诉讼", now=now)
    world.guest_chair.left_on = None
    world.guest_chair.save(update_fields=["left_on"])
    carried_out(disposal, now)
    assert [state for _class, state, _values in states(disposal)] == ["held", "kept"]
    gone.refresh_from_db()
    assert gone.phone != ""


def test_an_unconfirmed_disposal_is_never_carried_out(world: World, gone: Person, now: datetime) -> None:
    period("contact", months=12)
    disposal = prepared(world, now)
    assert carried_out(disposal, datetime(2030, 1, 1, tzinfo=UTC)) is None
    assert states(disposal) == [("contact", "waiting", 0)]
