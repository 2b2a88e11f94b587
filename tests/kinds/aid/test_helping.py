"""Helpers, who is given to whom and why, visits, handing over: by actions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.people import OfficeFactory, PersonFactory, RelativeFactory
from tests.factories.world import World
from tests.kinds.aid.answers import HEAD, SPOUSE, number
from tests.kinds.aid.helped import helper_at, household_at
from tests.kinds.aid.left import left

from lianshou.core.duties import duties
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kinds.aid import figures, queries
from lianshou.kinds.aid.actions import (
    assign_helper,
    change_helper,
    enlist_helpers,
    hand_over_helping,
    leave_helper,
    propose_helpers,
    reach_household,
    record_visit,
    set_wish,
    settle_match,
)
from lianshou.kinds.aid.enums import HelpReason
from lianshou.kinds.aid.exports import contact_card
from lianshou.kinds.aid.models import Helper, Helping, HelpMatch, Household, Member, Visit
from lianshou.kinds.aid.queries import helping as reading
from lianshou.kinds.aid.rules.helping.matching import match

NOW = datetime(2026, 6, 24, 1, tzinfo=UTC)
TODAY = date(2026, 6, 24)


def refused(why: HelpReason, act: Any, /, **told: Any) -> None:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(**told)
    assert caught.value.reason is why


def by(world: World, **more: Any) -> dict[str, Any]:
    return {"actor": world.officer, "now": NOW, **more}


def test_helpers_come_from_the_register_once_and_are_changed(world: World) -> None:
    people = [PersonFactory(union=world.guest, name="甲"), PersonFactory(union=world.county, name="乙")]
    plain = PersonFactory(union=world.guest, name="丙")
    for one in people:
        OfficeFactory(person=one, position="officer")
    assert plain not in reading.people_to_enlist(actor=world.officer)
    assert set(reading.people_to_enlist(actor=world.officer)) >= set(people)
    first, _second = enlist_helpers(people=people, fields=["law"], most=2, phone=" 0515-8 ", **by(world))
    assert (first.union, first.phone, first.since, first.fields_words.zh) == (
        world.guest,
        "0515-8",
        TODAY,
        "法律维权",
    )
    refused(HelpReason.HELPS_ALREADY, enlist_helpers, people=people, **by(world))
    refused(HelpReason.NOBODY, enlist_helpers, people=[], **by(world))
    other = [PersonFactory(union=world.guest)]
    refused(HelpReason.UNKNOWN_WORD, enlist_helpers, people=other, fields=["x"], **by(world))
    refused(HelpReason.LOAD, enlist_helpers, people=other, most=0, **by(world))
    gone = [PersonFactory(union=world.guest, left_on=TODAY)]
    refused(HelpReason.PERSON_LEFT, enlist_helpers, people=gone, **by(world))
    told: dict[str, Any] = {"fields": [], "languages": ["wu"], "most": 5, "title": "副主席", "phone": ""}
    assert change_helper(helper=first, **told, **by(world)).languages_words.zh == "吴语"
    with pytest.raises(PermissionDenied):
        change_helper(actor=world.foreign_officer, helper=first, now=NOW, **told)
    with pytest.raises(PermissionDenied):
        enlist_helpers(actor=world.foreign_officer, people=other, now=NOW)
    assert not set(reading.people_to_enlist(actor=world.officer)) & set(people)


def test_proposal_has_reasons_is_accepted_and_moves_nobody_again(world: World) -> None:
    near, far = household_at(world.guest, 1), household_at(world.host, 2, cause="schooling")
    at_guest = helper_at(world.guest, "近", fields=["illness"])
    at_host = helper_at(world.host, "助学", fields=["schooling"])
    set_wish(household=near, fields=["law"], languages=["mandarin"], **by(world))
    asked = propose_helpers(union=world.county, **by(world))
    shown = {one.household: one for one in reading.proposals_of(asked, today=TODAY)}
    assert {one.pk: row.helper for one, row in shown.items()} == {near.pk: at_guest, far.pk: at_host}
    assert shown[near].why.zh == "同一工会，相距0.0公里，专长对口（医疗救助），语言相通（普通话）。"
    assert [helper for helper, _extra in shown[near].others] == [at_host]
    assert Helping.objects.count() == 0
    again = propose_helpers(union=world.county, **by(world))
    refused(HelpReason.SETTLED, settle_match, match=asked, accepts=True, **by(world))
    settle_match(match=again, accepts=True, **by(world))
    begun = Helping.objects.get(household=near)
    assert (begun.helper, begun.run, begun.starts_on, begun.due_on) == (
        at_guest,
        again,
        TODAY,
        date(2026, 12, 24),
    )
    assert begun.reasons["fields"] == ["illness"]
    # a better helper comes: who stands stays, only the new household gets one
    helper_at(world.guest, "更近", languages=["mandarin", "wu"])
    third = household_at(world.guest, 3)
    last = propose_helpers(union=world.county, **by(world))
    rows = {one.household.pk: one for one in reading.proposals_of(last, today=TODAY)}
    assert {pk: one.stays for pk, one in rows.items()} == {near.pk: True, far.pk: True, third.pk: False}
    assert rows[near.pk].why.zh.startswith("现责任人")
    assign_helper(household=near, helper=at_host, reason="家属要求", **by(world))
    settle_match(match=last, accepts=True, **by(world))  # what was chosen by hand meanwhile stays
    assert Helping.objects.get(household=near, ends_on=None).helper == at_host
    assert Helping.objects.filter(household=third, ends_on=None, run=last).exists()
    settle_match(match=propose_helpers(union=world.county, **by(world)), accepts=False, **by(world))
    assert HelpMatch.objects.first().state == "dropped"  # type: ignore[union-attr]
    assert Helping.objects.filter(household=near).count() == 2
    with pytest.raises(PermissionDenied):
        propose_helpers(actor=world.approver, union=world.county, now=NOW)


def _happens(world: World, what: str, household: Household, helper: Helper, other: Helper) -> None:
    """Something of a day between a proposal and its acceptance."""
    if what == "ends":
        Household.objects.filter(pk=household.pk).update(state="ended", ended_on=TODAY, ground="moved")
    elif what == "moves":
        Household.objects.filter(pk=household.pk).update(
            union=world.foreign_county, union_path=world.foreign_county.path
        )
    elif what == "by_hand":
        assign_helper(household=household, helper=other, reason="家属要求", **by(world))
    elif what == "leaves":
        Helper.objects.filter(pk=helper.pk).update(until=TODAY)
    elif what == "relative":
        RelativeFactory(person=helper.person, id_number=Member.objects.get(household=household).id_number)


_DAY = st.lists(
    st.sampled_from(["nothing", "ends", "moves", "by_hand", "relative", "leaves"]), min_size=1, max_size=6
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(day=_DAY)
def test_proposal_keeps_the_pairs_that_hold_and_says_why_others_fell(world: World, day: list[str]) -> None:
    with transaction.atomic():
        other = helper_at(world.county, "旁人", fields=["law"], languages=["wu"])
        pairs = []
        for n, what in enumerate(day):
            household = household_at(world.guest, n + 1)
            Member.objects.create(
                household=household,
                person=household.head,
                is_head=True,
                name="户主",
                id_number=number("19800101", n),
            )
            pairs.append((household, what))
            helper_at(world.guest, f"责任人{n}", most=1)
        asked = propose_helpers(union=world.county, **by(world))
        proposed = {one.household.pk: one.helper for one in reading.proposals_of(asked, today=TODAY)}
        gone = set()
        for household, what in pairs:
            helper: Any = proposed[household.pk]
            _happens(world, what, household, helper, other)
            gone |= {helper.pk} if what == "leaves" else set()
        told = {
            "ends": "not_on_file", "moves": "moved", "by_hand": "helped", "relative": "apart", "leaves": "helper_left",
        }  # fmt: skip
        expected = {
            household.pk: told.get(what, "helper_left" if proposed[household.pk].pk in gone else "")  # type: ignore[union-attr]
            for household, what in pairs
        }
        fell = {household: why for household, why in expected.items() if why}
        before = {one.household.pk: one.fallen for one in reading.proposals_of(asked, today=TODAY)}
        assert {household: why for household, why in before.items() if why} == fell
        if len(fell) == len(pairs):
            refused(HelpReason.CHANGED, settle_match, match=asked, accepts=True, **by(world))
            assert Helping.objects.filter(run=asked).count() == 0
        else:
            made = settle_match(match=asked, accepts=True, **by(world))
            assert {int(household): why for household, why in made.fallen.items()} == fell
            begun = dict(Helping.objects.filter(run=asked, ends_on=None).values_list("household", "helper"))
            holds = {pk: one.pk for pk, one in proposed.items() if one and pk not in fell}
            assert begun == holds
            # nothing is lost without a word: whoever is on file here has a helper, or is named with the reason
            on_file = Household.objects.filter(state="on_file", union=world.guest)
            assert {
                one.pk for one in on_file if not Helping.objects.filter(household=one, ends_on=None)
            } <= fell.keys()
            # and what fell away is found again by the next proposal
            again = propose_helpers(union=world.county, **by(world))
            assert {one.household.pk for one in reading.proposals_of(again, today=TODAY)} == {
                one.pk for one in on_file
            }
        transaction.set_rollback(True)


def test_relatives_superiors_and_the_head_are_kept_apart(world: World) -> None:
    head = PersonFactory(union=world.guest, name="户主", id_number=HEAD)
    household = household_at(world.guest, 1, head=head)
    Member.objects.create(household=household, person=head, name="周小雨", id_number=SPOUSE)
    kin = helper_at(world.guest, "亲属")
    RelativeFactory(person=kin.person, id_number=SPOUSE)
    named = helper_at(
        world.host, "被登记为亲属", person=PersonFactory(union=world.host, id_number="32092319600101004X")
    )
    RelativeFactory(person=head, id_number="32092319600101004X")
    chair = helper_at(world.guest, "主席", person=world.guest_chair)
    OfficeFactory(person=head, position="committee")
    own = helper_at(world.guest, "本人", person=head)
    told: dict[str, Any] = {"household": household, "reason": "就近"}
    for helper, reason in (
        (kin, HelpReason.RELATIVE), (named, HelpReason.RELATIVE), (chair, HelpReason.SUPERIOR), (own, HelpReason.SELF),
    ):  # fmt: skip
        refused(reason, assign_helper, helper=helper, **told, **by(world))
    (row,) = reading.proposals_of(propose_helpers(union=world.county, **by(world)), today=TODAY)
    assert (row.helper, row.why.zh) == (
        None,
        "所有责任人都须回避：责任人就是该户职工本人；责任人与该户是亲属；责任人与该户职工在同一工会任职，有上下级关系",
    )
    free = helper_at(world.host, "可以")
    refused(
        HelpReason.REASON_MISSING, assign_helper, household=household, helper=free, reason=" ", **by(world)
    )
    begun = assign_helper(helper=free, **told, **by(world))
    refused(HelpReason.SAME_HELPER, assign_helper, helper=free, **told, **by(world))
    with pytest.raises(IntegrityError), transaction.atomic():
        Helping.objects.create(
            household=household, helper=kin, begun="by_hand", starts_on=TODAY, due_on=TODAY
        )
    left(world, household, NOW)
    begun.refresh_from_db()
    assert (begun.ends_on, begun.closed) == (TODAY, "file_ended")
    refused(HelpReason.NOT_ON_FILE, assign_helper, helper=kin, **told, **by(world))


def test_visit_serves_duties_and_the_next_one_is_due(world: World) -> None:
    household, helper = household_at(world.guest, 1), helper_at(world.host, "王", account=world.nobody)
    helping = assign_helper(household=household, helper=helper, reason="就近", **by(world))
    own: dict[str, Any] = {"actor": world.nobody, "helping": helping, "now": NOW}
    fine: dict[str, Any] = {"visited_on": TODAY, "duties": ["3", "5", "9"], "found": "药费高"}
    for reason, wrong in (
        (HelpReason.IN_FUTURE, {"visited_on": TODAY + timedelta(days=1)}),
        (HelpReason.BEFORE_START, {"visited_on": TODAY - timedelta(days=1)}),
        (HelpReason.NO_DUTY, {"duties": ["9"]}),
        (HelpReason.NOTHING_FOUND, {"found": " "}),
        (HelpReason.NEXT_TOO_EARLY, {"next_on": TODAY}),
    ):
        refused(reason, record_visit, **own, **fine | wrong)
    key = uuid4()
    visit = record_visit(**own, **fine, key=key)
    assert record_visit(**own, **fine, key=key) == visit
    assert (visit.duties, Visit.objects.count()) == (["服务员：办理帮扶", "攻坚队员：推动解困脱困"], 1)
    helping.refresh_from_db()
    assert helping.due_on == date(2026, 12, 24)
    later = NOW + timedelta(days=30)
    record_visit(**own | {"now": later}, **fine | {"visited_on": later.date(), "next_on": date(2026, 9, 1)})
    helping.refresh_from_db()
    assert helping.due_on == date(2026, 9, 1)
    with pytest.raises(PermissionDenied):
        record_visit(**own | {"actor": world.foreign_officer}, **fine)
    assert reach_household(**own) == "13912345678"
    assert Entry.objects.filter(verb="helping.reached", actor_id=world.nobody.pk).count() == 1
    assert "药费高" not in str(list(Entry.objects.values_list("details_text", flat=True)))
    told = {one.slug: one for one in figures.figures()}
    for slug, count in (("aid-helped", 1), ("aid-visits", 2), ("aid-visits-overdue", 0)):
        assert told[slug].facts(actor=world.officer, today=TODAY).count() == count  # type: ignore[union-attr]
    late = told["aid-visits-overdue"].facts(actor=world.officer, today=date(2026, 9, 2))  # type: ignore[union-attr]
    assert late.count() == 1


def test_household_without_a_helper_is_an_alarm_and_what_is_due_stands_in_the_work(world: World) -> None:
    household, helper = household_at(world.guest, 1), helper_at(world.host, "王", account=world.nobody)

    def keys(actor: Any, today: date = TODAY) -> set[str]:
        found = {one.key for one in queries.waiting_for(actor=actor, today=today)}
        return {one for one in found if not one.startswith(("aid:again", "aid:unchecked", "aid:unaided"))}

    assert keys(world.officer) == {f"aid:alone:{world.guest.pk}"}
    helping = assign_helper(household=household, helper=helper, reason="就近", **by(world))
    assert (keys(world.officer), keys(world.nobody)) == (set(), set())
    late = date(2027, 1, 1)
    assert keys(world.officer, late) == {f"aid:overdue:{world.guest.pk}"}
    assert keys(world.nobody, late) == {f"aid:visit:{helping.pk}"}
    for actor in (world.officer, world.nobody):
        stands = [
            one
            for one in queries.waiting_for(actor=actor, today=late)
            if ":overdue:" in one.key or ":visit:" in one.key
        ]
        told = [(one.overdue, one.due_on, str(one.errand)) for one in stands]
        assert told == [(True, helping.due_on, "household")]
    assert keys(world.foreign_officer, late) == set()
    gone: dict[str, Any] = {"state": "ended", "ended_on": TODAY, "ground": "out"}
    anew: dict[str, Any] = {"state": "checking", "ended_on": None, "ground": ""}
    for facts, counts in ((gone, True), (anew, False)):
        Household.objects.update(**facts)
        mine = reading.own_helpings(actor=world.nobody)
        assert [one.is_overdue(late) for one in mine] == [counts]
        assert (f"aid:visit:{helping.pk}" in keys(world.nobody, late)) is counts


def test_account_that_leaves_hands_its_households_over(world: World) -> None:
    household, helper = household_at(world.guest, 1), helper_at(world.host, "王", account=world.nobody)
    assign_helper(household=household, helper=helper, reason="就近", **by(world))
    duty = next(one for one in duties if one.slug == "helping")
    assert duty.counts([world.nobody.pk], TODAY) == {world.nobody.pk: 1}
    assert [row.label for row in duty.rows(actor=world.officer, account=world.nobody, today=TODAY)] == [
        str(household)
    ]
    told: dict[str, Any] = {
        "actor": world.leader,
        "leaving": world.nobody,
        "last_day": TODAY,
        "first_day": TODAY,
        "now": NOW,
    }
    refused(HelpReason.NO_SUCCESSOR, hand_over_helping, to=world.officer, **told)
    heir = PersonFactory(union=world.county, account=world.officer)
    assert hand_over_helping(to=world.officer, **told) == 1
    assert Helping.objects.get(ends_on=None).helper.person == heir
    assert hand_over_helping(to=world.officer, **told) == 0


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(count=st.integers(0, 20), heirs=st.integers(1, 4), forgets=st.booleans())
def test_departure_hands_everything_over_in_one_act(
    world: World, count: int, heirs: int, forgets: bool
) -> None:
    with transaction.atomic():
        leaving = helper_at(world.host, "离任", most=50)
        others = [helper_at(world.guest, f"接任{n}") for n in range(heirs)]
        households = [household_at(world.guest, n) for n in range(count)]
        Helping.objects.bulk_create(
            Helping(
                household=one,
                helper=leaving,
                begun="matched",
                starts_on=TODAY,
                due_on=TODAY + timedelta(days=n),
            )
            for n, one in enumerate(households)
        )
        before = {one.household_id: one.due_on for one in Helping.objects.filter(ends_on=None)}
        answer = reading.successors_for(helper=leaving, helpers=others, today=TODAY)
        proposed = {one["household"]: one["helper"] for one in match(answer)["placements"]}
        shared = {one.pk: proposed[one.household_id] for one in Helping.objects.filter(ends_on=None)}
        told: dict[str, Any] = {"actor": world.officer, "helper": leaving, "now": NOW}
        if forgets and shared:
            some = dict(list(shared.items())[1:])
            refused(HelpReason.ORPHANED, leave_helper, shared=some, **told)
            refused(HelpReason.NO_SUCCESSOR, leave_helper, shared=dict.fromkeys(shared, leaving.pk), **told)
            assert Helping.objects.filter(ends_on=None, helper=leaving).count() == count
        leave_helper(shared=shared, **told)
        after = Helping.objects.filter(ends_on=None)
        assert {one.household_id: one.due_on for one in after} == before
        assert {one.household_id: one.helper_id for one in after} == proposed
        assert Helper.objects.get(pk=leaving.pk).until == TODAY
        refused(HelpReason.HELPER_LEFT, leave_helper, shared={}, **told)
        transaction.set_rollback(True)


def test_contact_card_names_the_helper_and_nothing_of_the_household(world: World) -> None:
    household = household_at(world.guest, 1)
    helper = helper_at(world.host, "王小河", phone="0515-87000000", title="副主席")
    helping = assign_helper(household=household, helper=helper, reason="就近", **by(world))
    told = reading.help_settings(union=world.guest, on=TODAY)
    content = contact_card(helping, duties=told.duties, months=told.months)
    assert content == contact_card(helping, duties=told.duties, months=told.months)
    paper = docx.Document(BytesIO(content))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    for words in ("王小河", "0515-87000000", world.host.name, household.number):
        assert words in cells
    words = "".join(one.text for one in paper.paragraphs)
    assert "宣传员" in words
    assert "每6个月" in words
    assert household.head.phone not in words + "".join(cells)
    assert "重特大疾病" not in words + "".join(cells)
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_demand_is_counted_over_households_on_file(world: World) -> None:
    households = [household_at(world.guest, n) for n in range(3)]
    helper = helper_at(world.host, "王", most=1)
    for one in households[:2]:  # one more than is wished: warned of, not refused
        assign_helper(household=one, helper=helper, reason="就近", **by(world))
    found = reading.without_helper(queries.households_in_scope(actor=world.officer))
    assert [one.pk for one in found] == [households[2].pk]
    assert reading.helpers_in_scope(actor=world.officer).get(pk=helper.pk).load == 2
    assert reading.helpers_in_scope(actor=world.foreign_officer).count() == 0
