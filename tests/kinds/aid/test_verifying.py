"""The layers before a household is on file: their order, who takes them, what they leave, the public notice, the approval."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.access import person_with
from tests.factories.calendars import confirmed
from tests.factories.followups import picture
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World
from tests.kinds.aid.answers import HEAD, number
from tests.kinds.aid.left import left
from tests.kinds.aid.verified import (
    LAYERS,
    SIGNED,
    checker,
    climbed,
    no_layers,
    notice_of,
    opened,
    programme_of,
    taken,
    visited,
)

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.figures.queries import Narrowing, all_figures, number_of
from lianshou.kernel.intake.actions import decide_application
from lianshou.kernel.notices.actions import (
    draft_notice,
    hear_objection,
    object_to,
    post_notice,
    settle_objection,
)
from lianshou.kernel.notices.queries import lines_of, notices_to_print
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.actions import (
    Told,
    ask_in_programme,
    open_file,
    pass_notices,
    put_on_file,
    refuse_approval,
    take_layer,
)
from lianshou.kinds.aid.enums import Ground, Layer, Reason, Sort, State
from lianshou.kinds.aid.models import Scan, Verification, VerificationStep
from lianshou.kinds.aid.rules.settings.verifying import VERIFYING
from lianshou.kinds.aid.rules.verifying import Done, is_carried, next_layer, order_of, standing

USUAL = VERIFYING[0].usual


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 6, 24, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _calendar(world: World) -> None:
    confirmed(2026)


def refused(reason: Reason, act: Any, *args: Any, **told: Any) -> None:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(*args, **told)
    assert caught.value.reason is reason


def waits(household: Any) -> str:
    return Verification.objects.filter(household=household).latest("pk").waits_at


# --- rules


def test_order_is_a_setting() -> None:
    assert order_of({}, USUAL) == list(LAYERS)
    table = {"civil": {"place": 1}, "visit": {"place": 0}, "application": {"place": 1}}
    assert order_of(table, USUAL) == ["application", "civil", "first_check", "deliberation", "notice"]


STEPS = st.lists(st.tuples(st.sampled_from(LAYERS), st.booleans()), max_size=30)


@given(STEPS)
def test_a_layer_stands_only_upon_those_before_it(rows: list[tuple[str, bool]]) -> None:
    done = [Done(layer, is_passed) for layer, is_passed in rows]
    held = standing(LAYERS, done)
    assert held == tuple(LAYERS[: len(held)])
    last = {layer: place for place, (layer, _ok) in enumerate(rows)}
    places = [last[one] for one in held]
    assert places == sorted(places)
    assert all(rows[place][1] for place in places)
    assert next_layer(LAYERS, done) == (LAYERS[len(held)] if len(held) < len(LAYERS) else "")
    # whatever is done again throws what comes after it back
    for place, layer in enumerate(held):
        assert standing(LAYERS, [*done, Done(layer, True)]) == held[: place + 1]
        assert standing(LAYERS, [*done, Done(layer, False)]) == held[:place]


def test_more_than_half_carry_it() -> None:
    table = [(5, 3, True), (4, 2, False), (1, 1, True), (3, 0, False)]
    assert [is_carried(present=n, votes_for=yes) for n, yes, _ in table] == [carried for *_, carried in table]


# --- the ladder


def test_household_climbs_layer_by_layer_to_its_file(world: World, now: datetime) -> None:
    household = opened(world, now)
    assert waits(household) == "application"
    for layer in ("first_check", "civil", "deliberation", "notice"):
        refused(Reason.LAYERS_OPEN, taken, world, household, layer, now)
    refused(Reason.LAYER_NOT_ASKED, taken, world, household, "approval", now)
    refused(Reason.UNSIGNED, taken, world, household, "application", now, Told(is_applied=True))
    signed = Told(is_applied=True, is_authorised=True, scans=[picture()])
    step = taken(world, household, "application", now, signed)
    assert (Scan.objects.get().step, Scan.objects.get().content[:4]) == (step, "/9j/")
    told: dict[str, Any] = {"household": household, "layer": "first_check", "told": Told(), "now": now}
    refused(Reason.OWN_APPLICATION, take_layer, actor=world.officer, **told)
    with pytest.raises(PermissionDenied):
        take_layer(actor=world.foreign_officer, **told)
    taken(world, household, "first_check", now)
    refused(Reason.NO_VISIT, taken, world, household, "visit", now)
    survey = visited(world, household, now)
    assert (waits(household), VerificationStep.objects.get(layer="visit").survey) == ("civil", survey)
    refused(Reason.LAYERS_OPEN, put_on_file, actor=world.approver, household=household, now=now)
    taken(world, household, "civil", now)
    for present, yes, no, reason in ((2, 2, 0, Reason.FEW_THERE), (5, 3, 1, Reason.VOTES)):
        votes = Told(present=present, votes_for=yes, votes_against=no)
        refused(reason, taken, world, household, "deliberation", now, votes)
    taken(world, household, "deliberation", now)
    assert waits(household) == "notice"
    refused(Reason.NOTICE_NOT_POSTED, taken, world, household, "notice", now)
    ask_in_programme(actor=world.officer, household=household, programme=programme_of(world), now=now)
    household.refresh_from_db()
    told = {"actor": world.officer, "household": household, "programme": programme_of(world), "now": now}
    refused(Reason.IN_PROGRAMME, ask_in_programme, **told)
    notice = notice_of(world, now)
    (line,) = notice.lines.all()
    assert (line.name, line.union_name, line.remark) == ("陆*满", world.guest.name, "深度困难")
    refused(Reason.NOTICE_RUNS, taken, world, household, "notice", now + timedelta(days=3))
    later = now + timedelta(days=20)
    taken(world, household, "notice", later)
    assert (waits(household), VerificationStep.objects.get(layer="notice").is_in_time) == ("approval", True)
    filed = put_on_file(actor=world.approver, household=household, now=later)
    found = Verification.objects.get()
    assert (filed.state, found.waits_at, found.ended_on) == (State.ON_FILE, "", later.date())
    assert [one.layer for one in queries.steps_of_file(filed)] == [*LAYERS, "approval"]
    verbs = set(Entry.objects.filter(subject_type="aid.verification").values_list("verb", flat=True))
    assert verbs == {"verification.begun", "verification.passed"}


def test_nobody_approves_what_they_entered(world: World, now: datetime) -> None:
    from tests.factories.access import PostFactory

    household = opened(world, now)
    climbed(world, household, now)
    later = now + timedelta(days=30)
    both = checker(world)
    PostFactory(user=both, union=world.county, role="approver")
    told: dict[str, Any] = {"household": household, "now": later}
    refused(Reason.OWN_LAYER, put_on_file, actor=both, **told)
    refused(Reason.OWN_LAYER, refuse_approval, actor=both, words="材料不齐", **told)
    assert put_on_file(actor=world.approver, **told).state == State.ON_FILE


def test_refusal_says_why_and_what_is_done_again_is_another_row(world: World, now: datetime) -> None:
    household = opened(world, now)
    climbed(world, household, now)
    later = now + timedelta(days=30)
    told: dict[str, Any] = {"actor": world.approver, "household": household, "now": later}
    refused(Reason.WORDS_MISSING, refuse_approval, words=" ", **told)
    refused(Reason.WORDS_PERSONAL, refuse_approval, words=f"证件号{HEAD}有误", **told)
    step = refuse_approval(words="收入证明缺少一个季度，请补充。", **told)
    assert (step.is_passed, waits(household)) == (False, "approval")
    ladder = queries.ladder_of(actor=world.approver, household=household, today=later.date())
    assert ladder is not None
    assert ladder.next is not None
    assert (ladder.next.stand, ladder.next.is_mine) == ("again", True)
    # the visit is made again: what came after it is done anew
    visited(world, household, later)
    assert waits(household) == "approval"
    taken(world, household, "visit", later)
    assert waits(household) == "civil"
    taken(world, household, "civil", later, Told(is_passed=False, words="与民政名单不一致，请说明。"))
    assert waits(household) == "civil"
    rows = [(one.layer, one.is_passed) for one in queries.steps_of_file(household)]
    assert rows[-4:] == [("notice", True), ("approval", False), ("visit", True), ("civil", False)]
    refused(Reason.LAYERS_OPEN, put_on_file, **told)
    left(world, household, later, Ground.NOT_FITTING)
    assert (waits(household), Verification.objects.get().ended_on) == ("", later.date())
    refused(Reason.ENDED, taken, world, household, "civil", later)


def test_deliberation_that_is_lost_needs_words(world: World, now: datetime) -> None:
    household = opened(world, now)
    climbed(world, household, now, to="deliberation")
    lost = Told(present=5, votes_for=2, votes_against=3)
    refused(Reason.WORDS_MISSING, taken, world, household, "deliberation", now, lost)
    early = Told(present=5, votes_for=5, held_on=(now - timedelta(days=1)).date())
    refused(Reason.BEFORE_LAST, taken, world, household, "deliberation", now, early)
    late = Told(present=5, votes_for=5, held_on=(now + timedelta(days=1)).date())
    refused(Reason.LAYER_AHEAD, taken, world, household, "deliberation", now, late)
    lost = Told(present=5, votes_for=2, votes_against=3, words="收入情况需要再核实。")
    assert not taken(world, household, "deliberation", now, lost).is_passed
    assert waits(household) == "deliberation"


def test_notice_lists_who_waits_for_it_and_its_objections_bar(world: World, now: datetime) -> None:
    household = opened(world, now)
    other = opened(world, now, name="钱小河", number=number("19800101", 33))
    for one in (household, other):
        ask_in_programme(actor=world.officer, household=one, programme=programme_of(world), now=now)
    assert lines_of(programme=programme_of(world)) == []
    climbed_to = Layer.NOTICE
    climbed(world, household, now, to=climbed_to)
    notice = notice_of(world, now)
    assert [one.name for one in notice.lines.all()] == ["陆*满"]
    assert lines_of(programme=programme_of(world)) == []  # nobody is posted twice
    told = {"actor": None, "notice": notice, "line": notice.lines.get(), "words": "家有两套住房。"}
    received = object_to(now=now, **told)
    later = now + timedelta(days=30)
    refused(Reason.NOTICE_OBJECTION, taken, world, household, "notice", later)
    heard = hear_objection(actor=world.officer, objection=received.objection, now=later)
    settle_objection(actor=world.officer, objection=heard, outcome="upheld", answer="属实。", now=later)
    refused(Reason.NOTICE_UPHELD, taken, world, household, "notice", later)
    waiting = queries.verifications_open(actor=world.officer).filter(waits_at="notice")
    assert pass_notices(actor=world.officer, verifications=waiting, now=later) == 0
    no = Told(is_passed=False, words="公示期间有异议成立：住房不符合条件。")
    assert taken(world, household, "notice", later, no).notice == notice


def test_household_on_file_is_verified_again_by_its_visit(world: World, now: datetime) -> None:
    household = opened(world, now)
    climbed(world, household, now)
    put_on_file(actor=world.approver, household=household, now=now + timedelta(days=30))
    later = now + timedelta(days=60)
    household.refresh_from_db()
    visited(world, household, later)
    again = Verification.objects.get(sort=Sort.AGAIN)
    assert (again.order, again.waits_at) == (["visit", "civil"], "civil")
    assert [one.key for one in queries.waiting_for(actor=world.officer, today=later.date())] == [
        f"aid:layer:{world.guest.pk}:civil",
        f"aid:alone:{world.guest.pk}",  # on file, and nobody helps them yet
        f"aid:unaided:{later.year}:{world.guest.pk}",
        f"aid:unchecked:{later.year}:{world.guest.pk}",
    ]
    taken(world, household, "civil", later)
    again.refresh_from_db()
    assert (again.waits_at, again.ended_on) == ("", later.date())


def test_region_that_asks_for_less(world: World, now: datetime) -> None:
    no_layers(but=("application", "deliberation"))
    household = opened(world, now)
    assert Verification.objects.get().order == ["application", "deliberation", "approval"]
    refused(Reason.LAYER_NOT_ASKED, taken, world, household, "civil", now)
    taken(world, household, "application", now, SIGNED)
    taken(world, household, "deliberation", now)
    refused(Reason.NOT_CHECKING, put_on_file, actor=world.approver, household=household, now=now)
    visited(world, household, now)
    assert put_on_file(actor=world.approver, household=household, now=now).state == State.ON_FILE


def test_work_stands_with_whoever_must_do_it(world: World, now: datetime) -> None:
    household = opened(world, now)
    today = now.date()

    def keys(actor: Any) -> list[str]:
        return [one.key for one in queries.waiting_for(actor=actor, today=today)]

    assert keys(world.officer) == [f"aid:layer:{world.guest.pk}:application"]
    assert keys(world.foreign_officer) == keys(world.approver) == []
    climbed(world, household, now)
    assert keys(world.approver) == [f"aid:decide:{world.guest.pk}"]
    assert keys(world.officer) == []
    ladder = queries.ladder_of(actor=world.officer, household=household, today=today)
    assert ladder is not None
    assert ladder.next is not None
    assert (ladder.next.layer, ladder.next.is_mine, world.approver.name in ladder.next.who) == (
        "approval",
        False,
        True,
    )


def test_figures_tell_where_households_wait_and_which_notices_were_in_time(
    world: World, now: datetime
) -> None:
    household = opened(world, now)
    other = opened(world, now, name="钱小河", number=number("19800101", 33))
    climbed(world, household, now)
    later = (now + timedelta(days=30)).date()
    told: dict[str, Any] = {"actor": world.leader, "today": later, "to": Narrowing()}
    slugs = ("aid-verifying", "aid-noticed", "aid-noticed-in-time")
    assert [number_of(figure=all_figures()[slug], **told) for slug in slugs] == [2, 1, 1]
    VerificationStep.objects.filter(layer="notice").update(is_in_time=False)
    assert [number_of(figure=all_figures()[slug], **told) for slug in slugs] == [2, 1, 0]
    left(world, other, now, Ground.WITHDRAWN)
    assert number_of(figure=all_figures()["aid-verifying"], **told) == 1
    foreign = told | {"actor": world.foreign_officer}
    assert [number_of(figure=all_figures()[slug], **foreign) for slug in slugs] == [0, 0, 0]


def test_first_check_is_with_somebody_who_may_and_told_above_where_nobody_may(
    world: World, now: datetime
) -> None:
    chief = person_with(Role.OFFICER, world.city, name="市甲", username="chief")
    household, today = (
        open_file(actor=world.officer, union=world.county, name="陆小满", id_number=HEAD, now=now),
        now.date(),
    )
    taken(world, household, "application", now, SIGNED)

    def work(actor: Any) -> list[tuple[str, str]]:
        return [(one.key, one.owner) for one in queries.waiting_for(actor=actor, today=today)]

    def who(actor: Any) -> str:
        ladder = queries.ladder_of(actor=actor, household=household, today=today)
        assert ladder is not None
        assert ladder.next is not None
        return ladder.next.who

    assert (who(world.officer), who(chief)) == ("盐城市总工会", "市甲")
    assert (work(world.officer), work(chief)) == (
        [],
        [(f"aid:layer:{world.county.pk}:first_check:above", world.city.path)],
    )
    other = checker(world)
    assert (who(world.officer), work(world.officer)) == (other.name, [])
    assert work(other) == [(f"aid:layer:{world.county.pk}:first_check", world.county.path)]


def test_notice_of_the_superiors_programme_is_with_the_superior_and_with_nobody_while_it_runs(
    world: World, now: datetime
) -> None:
    chief = person_with(Role.OFFICER, world.city, name="市甲", username="chief")
    programme = ProgrammeFactory(kind="aid", union=world.city, title="全市困难职工帮扶")
    household, today = opened(world, now), now.date()
    climbed(world, household, now, to="notice")
    assert list(queries.programmes_to_ask_in(union=world.guest)) == [programme]
    assert list(queries.programmes_to_open_in(actor=world.officer)) == [programme]
    ask_in_programme(actor=world.officer, household=household, programme=programme, now=now)
    household.refresh_from_db()

    def rung() -> Any:
        ladder = queries.ladder_of(actor=world.officer, household=household, today=today)
        assert ladder is not None
        assert (ladder.drafts_notice, ladder.reads_notice) == (False, False)
        return ladder.next

    def work(actor: Any) -> list[str]:
        return [one.key for one in queries.waiting_for(actor=actor, today=today)]

    application = household.application
    assert application is not None
    assert (application.state, rung().who, work(world.officer)) == ("submitted", "盐城市总工会", [])
    decide_application(actor=chief, application=application, accept=True, now=now)
    assert (rung().who, work(world.officer)) == ("盐城市总工会", [])
    assert work(chief) == [f"aid:publish:{programme.pk}"]
    told = {"title": "困难职工认定公示", "text": "经评议，现予公示。", "decides": "认定困难职工"}
    draft = draft_notice(actor=chief, programme=programme, telephone="0515-00000000", now=now, **told)
    notice = post_notice(actor=chief, notice=draft, now=now)
    assert (rung().until, work(chief), work(world.officer)) == (notice.closes_on, [], [])
    readers = (world.officer, chief, world.foreign_officer)
    assert [notices_to_print(actor=one).count() for one in readers] == [1, 1, 0]
