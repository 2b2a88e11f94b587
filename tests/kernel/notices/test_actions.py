from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories.access import person_with
from tests.factories.calendars import confirmed
from tests.factories.intake import ApplicationFactory
from tests.factories.notices import (
    MASKED,
    NAMES,
    WEDNESDAY,
    applicants,
    drafted,
    heard,
    kind_lists,
    kind_needs_notice,
    objected,
    posted,
)
from tests.factories.pairing import guest, host
from tests.factories.programmes import ParameterFactory
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.ambient import Origin, coming_from
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.intake.actions import withdraw_application
from lianshou.kernel.notices.actions import (
    close_notice,
    draft_notice,
    drop_notice,
    edit_notice,
    erase_objectors,
    hand_over_objections,
    hear_objection,
    post_notice,
    recount_answers,
    settle_objection,
    withdraw_notice,
)
from lianshou.kernel.notices.enums import Bar, ObjectionState, Reason, State
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.notices.queries import bar_for, lines_of
from lianshou.kernel.placement.actions import approve_placements
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.privacy.actions import reveal
from lianshou.kernel.privacy.queries import looked_at

pytestmark = pytest.mark.django_db
LAST = date(2020, 7, 2)
AFTER = datetime(2020, 7, 3, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _calendars(db: None) -> None:
    confirmed(2020)


def refusal(call: Any, **facts: Any) -> Any:
    with pytest.raises(Refused) as refused, transaction.atomic():
        call(**facts)
    return refused.value.reason


def verbs(prefix: str = "") -> list[str]:
    found = Entry.objects.order_by("pk").values_list("verb", flat=True)
    return [verb for verb in found if verb.startswith(prefix or ("notice", "objection"))]


# --- notices


def test_notice_is_posted_with_masked_lines_and_its_window_over_the_festival(world: World) -> None:
    asked = applicants(world)
    ApplicationFactory(programme=world.programme, union=world.host)
    notice = post_notice(actor=world.officer, notice=drafted(world), now=WEDNESDAY)
    # 25 and 26 are off, Sunday 28 is worked: 28, 29, 30, 1 and 2 are the five
    assert (notice.state, notice.posted_on, notice.closes_on) == (State.POSTED, date(2020, 6, 24), LAST)
    lines = {(line.name, line.union_name) for line in notice.lines.all()}
    assert lines == {("", world.host.name), *((name, world.guest.name) for name in MASKED)}
    assert [line.number for line in notice.lines.all()] == [1, 2, 3, 4]
    assert {line.application_id for line in notice.lines.all()} >= {one.pk for one in asked}
    assert verbs() == ["notice.drafted", "notice.posted"]


def test_no_row_of_a_notice_and_no_line_of_the_book_holds_a_full_name(world: World) -> None:
    notice = posted(world)
    objected(notice)
    withdraw_notice(actor=world.officer, notice=notice, words="名单有误", now=WEDNESDAY)
    rows = [str(row) for model in (Notice, NoticeLine, Objection) for row in model.objects.values()]
    book = [f"{line.details_text} {line.actor_name}" for line in Entry.objects.all()]
    assert [name for name in NAMES for text in (*rows, *book) if name in text] == []


@pytest.mark.parametrize("field", ["title", "text", "decides"])
def test_notice_that_spells_out_a_full_name_is_not_posted(world: World, field: str) -> None:
    applicants(world)
    notice = drafted(world, **{field: f"含{NAMES[1]}等人"})
    assert refusal(post_notice, actor=world.officer, notice=notice, now=WEDNESDAY) == Reason.NAMES_SHOWN
    assert NoticeLine.objects.count() == 0


def test_window_into_an_unconfirmed_year_is_refused(world: World) -> None:
    applicants(world)
    late = datetime(2020, 12, 28, 5, 0, tzinfo=UTC)
    notice = drafted(world, now=late)
    assert refusal(post_notice, actor=world.officer, notice=notice, now=late) == Reason.UNCONFIRMED_YEAR
    confirmed(2021)
    assert post_notice(actor=world.officer, notice=notice, now=late).closes_on == date(2021, 1, 5)


def test_shortest_window_is_a_parameter_of_region_and_day(world: World) -> None:
    ParameterFactory(key="notice.working_days", region="320923", value=7)
    ParameterFactory(key="notice.working_days", region="44", value=10)
    notice = drafted(world)
    assert notice.days == 7
    words = {"title": "甲", "text": "乙", "decides": "丙"}
    assert refusal(
        draft_notice, actor=world.officer, programme=world.programme, days=6, now=WEDNESDAY, **words
    ) == (Reason.TOO_SHORT)
    assert edit_notice(actor=world.officer, notice=notice, days=9, title="新", now=WEDNESDAY).title == "新"
    assert refusal(edit_notice, actor=world.officer, notice=notice, days=6, now=WEDNESDAY) == Reason.TOO_SHORT


def test_what_has_been_posted_stands_as_it_was_read(world: World) -> None:
    notice = posted(world)
    for act, facts in ((edit_notice, {"days": 9}), (drop_notice, {}), (post_notice, {})):
        assert refusal(act, actor=world.officer, notice=notice, now=WEDNESDAY, **facts) == Reason.WRONG_STATE
    applicants(world, "新来者")
    assert notice.lines.count() == 3


def test_draft_is_thrown_away(world: World) -> None:
    drop_notice(actor=world.officer, notice=drafted(world), now=WEDNESDAY)
    assert (Notice.objects.count(), verbs()) == (0, ["notice.drafted", "notice.dropped"])


@pytest.mark.parametrize(
    ("facts", "reason"),
    [({"telephone": ""}, Reason.NO_PLACE), ({}, Reason.NOTHING_TO_POST)],
)
def test_notice_without_place_or_list_is_not_posted(world: World, facts: Any, reason: Reason) -> None:
    if reason is Reason.NO_PLACE:
        applicants(world)
    notice = drafted(world, **facts)
    assert refusal(post_notice, actor=world.officer, notice=notice, now=WEDNESDAY) == reason


def test_notice_closes_after_its_last_day_when_every_objection_is_settled(world: World) -> None:
    notice = posted(world)
    objection = heard(world, notice)
    facts = {"actor": world.officer, "notice": notice}
    last_minute = datetime(2020, 7, 2, 15, 59, tzinfo=UTC)  # a minute before midnight in China
    assert refusal(close_notice, **facts, now=last_minute) == Reason.STILL_RUNNING
    assert refusal(close_notice, **facts, now=AFTER) == Reason.STILL_OPEN
    settle_objection(actor=world.officer, objection=objection, outcome="dismissed", answer="不实", now=AFTER)
    assert close_notice(**facts, now=AFTER).state == State.CLOSED


@pytest.mark.parametrize(
    "who", ["leader", "host_account", "audit_admin", "system_admin", "foreign_officer", "nobody"]
)
def test_nobody_else_drafts_or_posts(world: World, who: str) -> None:
    applicants(world)
    notice, actor = drafted(world), getattr(world, who)
    for act, facts in (
        (draft_notice, {"programme": world.programme, "title": "", "text": "", "decides": ""}),
        (post_notice, {"notice": notice}),
        (withdraw_notice, {"notice": notice, "words": "x"}),
    ):
        with pytest.raises(PermissionDenied):
            act(actor=actor, now=WEDNESDAY, **facts)  # type: ignore[operator]


# --- objections


def test_objection_is_taken_in_taken_up_and_settled(world: World) -> None:
    notice = posted(world)
    received = objected(notice, line=notice.lines.get(number=2))
    objection = received.objection
    assert (objection.number, objection.state, objection.due_on) == (
        1,
        ObjectionState.RECEIVED,
        date(2020, 7, 9),
    )
    assert received.receipt.replace("-", "") not in str(list(Objection.objects.values()))
    objection = hear_objection(actor=world.officer, objection=objection, now=WEDNESDAY)
    assert (
        refusal(hear_objection, actor=world.approver, objection=objection, now=WEDNESDAY) == Reason.TAKEN_UP
    )
    facts = {"objection": objection, "outcome": "upheld", "answer": "属实，予以剔除", "now": WEDNESDAY}
    assert refusal(settle_objection, actor=world.approver, **facts) == Reason.NOT_HANDLER
    objection = settle_objection(actor=world.officer, **facts)
    assert (objection.state, objection.settled_at) == (ObjectionState.UPHELD, WEDNESDAY)
    assert verbs("objection") == ["objection.received", "objection.hearing", "objection.upheld"]


def test_objection_on_the_last_day_is_in_time_and_the_day_after_is_not(world: World) -> None:
    notice = posted(world)
    objected(notice, now=datetime(2020, 7, 2, 15, 59, tzinfo=UTC))
    assert refusal(objected, notice=notice, now=datetime(2020, 7, 2, 16, 0, tzinfo=UTC)) == Reason.NOT_RUNNING
    assert refusal(objected, notice=drafted(world)) == Reason.NOT_RUNNING


def test_line_of_another_notice_cannot_be_objected_to_here(world: World) -> None:
    first, second = posted(world), posted(world)
    assert refusal(objected, notice=first, line=second.lines.first()) == Reason.OTHER_NOTICE
    assert refusal(objected, notice=first, words=" ") == Reason.WORDS_MISSING


def test_book_tells_neither_who_objected_nor_from_where(world: World) -> None:
    notice = posted(world)
    with coming_from(Origin(door="web", address="203.0.113.9", device="abcdef")):
        objected(notice)
    line = Entry.objects.get(verb="objection.received")
    assert (line.actor_id, line.actor_name, line.address, line.device, line.door) == (
        None,
        "",
        "",
        "",
        "public",
    )
    assert [word for word in ("金不换", "13987654309", "外地参评") if word in line.details_text] == []


def test_objector_is_shown_to_the_handling_officer_alone_and_with_a_reason(world: World) -> None:
    notice = posted(world)
    objection = objected(notice).objection

    def seen(actor: Any) -> bool:
        return looked_at(actor=actor, slug="objector", pk=objection.pk, name="all") is not None

    assert [seen(one) for one in (world.officer, world.approver, world.leader)] == [False] * 3
    hear_objection(actor=world.officer, objection=objection, now=WEDNESDAY)
    second = person_with("officer", world.county)
    assert [seen(one) for one in (world.officer, world.approver, second)] == [True, False, False]
    looked = looked_at(actor=world.officer, slug="objector", pk=objection.pk, name="all")
    assert looked is not None
    assert [value for _, value in looked.values] == ["金不换", "13987654309"]
    reveal(actor=world.officer, looked=looked, purpose="reach", now=WEDNESDAY)
    assert Entry.objects.filter(verb="personal.shown", subject_type="notices.objection").count() == 1


def test_anonymous_objection_is_taken_in(world: World) -> None:
    objection = objected(posted(world), name="", contact="").objection
    assert objection.is_anonymous


def test_officer_enters_what_was_told_and_others_cannot(world: World) -> None:
    notice = posted(world)
    objection = objected(notice, actor=world.officer, channel="telephone").objection
    assert (objection.received_by, objection.channel) == (world.officer, "telephone")
    with pytest.raises(PermissionDenied):
        objected(notice, actor=world.foreign_officer, channel="visit")


def test_answer_is_due_provisionally_while_its_year_is_not_confirmed(world: World) -> None:
    day = datetime(2020, 12, 21, 5, 0, tzinfo=UTC)
    objection = objected(posted(world, now=day), now=day).objection
    assert (objection.due_on, objection.is_provisional) == (date(2021, 1, 4), True)
    confirmed(2021)
    assert recount_answers(actor=None, now=day) == 1
    objection.refresh_from_db()
    assert (objection.due_on, objection.is_provisional) == (date(2021, 1, 5), False)


def test_objectors_are_erased_when_their_time_is_over(world: World) -> None:
    ParameterFactory(key="objection.keep_months", region="320923", value=6)
    notice = posted(world)
    settled = heard(world, notice)
    settle_objection(
        actor=world.officer, objection=settled, outcome="dismissed", answer="查无此事", now=WEDNESDAY
    )
    objected(notice)
    for moment, erased in ((datetime(2020, 12, 23, tzinfo=UTC), 0), (datetime(2020, 12, 24, tzinfo=UTC), 1)):
        assert erase_objectors(actor=None, union=None, now=moment) == erased
    assert erase_objectors(actor=None, union=None, now=moment) == 0
    kept = list(Objection.objects.order_by("number").values_list("name", "contact", "words", "answer"))
    words = "此人已在外地参评。"
    assert kept == [("", "", words, "查无此事"), ("金不换", "13987654309", words, "")]
    settled.refresh_from_db()
    assert [entry.verb for entry in history_of(settled).order_by("-pk")[:1]] == ["objection.erased"]


def test_officer_erases_below_the_own_federation_only(world: World) -> None:
    settled = heard(world, posted(world))
    settle_objection(
        actor=world.officer, objection=settled, outcome="dismissed", answer="查无此事", now=WEDNESDAY
    )
    later = datetime(2022, 1, 1, tzinfo=UTC)
    with pytest.raises(PermissionDenied):
        erase_objectors(actor=world.officer, union=world.foreign_county, now=later)
    assert erase_objectors(actor=world.officer, union=world.county, now=later) == 1


def test_federation_chooses_that_nothing_is_approved_before_a_notice(world: World) -> None:
    programme = world.programme
    applicants(world)
    assert bar_for(programme=programme, today=WEDNESDAY.date()) is None
    ParameterFactory(key="pairing.needs_notice", region="320924", value=True)
    assert bar_for(programme=programme, today=WEDNESDAY.date()) is None
    ParameterFactory(key="pairing.needs_notice", region="320923", value=True, starts_on=date(2020, 1, 2))
    assert bar_for(programme=programme, today=WEDNESDAY.date()) is None  # the programme began the day before
    ParameterFactory(key="pairing.needs_notice", region="320923", value=True, starts_on=date(2020, 1, 1))
    assert bar_for(programme=programme, today=WEDNESDAY.date()) == Bar.NOT_POSTED
    notice = posted(world)
    assert bar_for(programme=programme, today=notice.closes_on) == Bar.WINDOW_OPEN
    assert bar_for(programme=programme, today=notice.closes_on + timedelta(days=1)) is None


def test_objections_follow_whoever_takes_the_duties_over(world: World) -> None:
    objection = heard(world, posted(world))
    moved = hand_over_objections(
        actor=world.leader,
        leaving=world.officer,
        to=world.approver,
        last_day=LAST,
        first_day=LAST + timedelta(days=1),
        now=WEDNESDAY,
    )
    objection.refresh_from_db()
    assert (moved, objection.handled_by) == (1, world.approver)


def test_database_keeps_settled_objections_with_reasons(world: World) -> None:
    objection = heard(world, posted(world))
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(state="upheld")


# --- what a notice bars


def proposed(world: World) -> Placement:
    opening, application = host(world.programme, world.host), guest(world.programme, world.guest)
    made: Placement = Placement.objects.create(
        programme=world.programme, application=application, opening=opening, state="proposed"
    )
    return made


def approving(world: World, now: datetime) -> Any:
    try:
        with transaction.atomic():
            return approve_placements(actor=world.approver, programme=world.programme, now=now)
    except Refused as refused:
        return refused.reason


def test_kind_that_needs_a_notice_is_approved_only_after_it(world: World) -> None:
    proposed(world)
    with kind_needs_notice():
        assert approving(world, WEDNESDAY) == Bar.NOT_POSTED
        notice = posted(world)
        assert approving(world, WEDNESDAY) == Bar.WINDOW_OPEN
        objection = heard(world, notice)
        assert approving(world, AFTER) == Bar.OBJECTION_OPEN
        settle_objection(
            actor=world.officer, objection=objection, outcome="dismissed", answer="不实", now=AFTER
        )
        late = ApplicationFactory(programme=world.programme, union=world.township)
        assert approving(world, AFTER) == Bar.NOT_LISTED
        late.delete()
        assert approving(world, AFTER) == 1


def test_notice_of_pairs_holds_for_the_pairs_that_it_listed(world: World) -> None:
    placement = proposed(world)
    ApplicationFactory(programme=world.programme, union=world.township)  # got no host
    with kind_needs_notice():
        notice = posted(world, lists="pairs")
        assert notice.lines.get().partner == world.host.name
        other = UnionFactory(parent=world.county, name="另一家工会")
        Placement.objects.filter(pk=placement.pk).update(opening=host(world.programme, other))
        assert approving(world, AFTER) == Bar.NOT_LISTED
        back = world.programme.openings.get(union=world.host)
        Placement.objects.filter(pk=placement.pk).update(opening=back)
        assert approving(world, AFTER) == 1


def test_notice_bars_also_where_none_was_needed_and_a_withdrawn_one_does_not(world: World) -> None:
    proposed(world)
    notice = posted(world)
    assert approving(world, WEDNESDAY) == Bar.WINDOW_OPEN
    withdraw_notice(actor=world.officer, notice=notice, words="名单有误", now=WEDNESDAY)
    assert approving(world, WEDNESDAY) == 1


def test_upheld_objection_bars_until_the_application_is_withdrawn(world: World) -> None:
    asked = applicants(world)
    notice = posted(world)
    line = notice.lines.get(application=asked[1])
    objection = heard(world, notice, line=line)
    settle_objection(actor=world.officer, objection=objection, outcome="upheld", answer="属实", now=WEDNESDAY)
    after = date(2020, 7, 3)

    def bars() -> list[Bar | None]:
        return [bar_for(programme=world.programme, today=after, application=one) for one in (None, *asked)]

    assert bars() == [Bar.UPHELD, None, Bar.UPHELD, None]
    withdraw_application(actor=world.officer, application=asked[1], now=AFTER)
    assert bars() == [None, None, None, None]


def test_open_objection_to_the_whole_bars_everybody_and_one_to_a_line_its_application(world: World) -> None:
    asked = applicants(world)
    notice = posted(world)
    objected(notice, line=notice.lines.get(application=asked[0]))
    after = date(2020, 7, 3)
    found = [bar_for(programme=world.programme, today=after, application=one) for one in (None, *asked)]
    assert found == [Bar.OBJECTION_OPEN, Bar.OBJECTION_OPEN, None, None]
    objected(notice, line=None)
    found = [bar_for(programme=world.programme, today=after, application=one) for one in (None, *asked)]
    assert found == [Bar.OBJECTION_OPEN] * 4


def test_kind_may_list_a_few_of_those_who_ask(world: World) -> None:
    first, _second, third = applicants(world)
    with kind_lists({first.pk, third.pk}):
        assert [one.name for one in posted(world).lines.all()] == [MASKED[0], MASKED[2]]
    with kind_lists(set()):
        draft = drafted(world)
        told = {"actor": world.officer, "notice": draft, "now": WEDNESDAY}
        assert refusal(post_notice, **told) == Reason.NOTHING_TO_POST
    with kind_lists(None):
        assert len(lines_of(programme=world.programme)) == 3
