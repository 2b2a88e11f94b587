"""Projects, aid that is planned, paid, given, cancelled, and what becomes of it when files end or are merged: by actions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories.calendars import confirmed
from tests.factories.programmes import ParameterFactory, ProgrammeFactory
from tests.factories.world import World
from tests.kinds.aid.aided import CARD, NOW, TODAY, YUAN, Aided, child_of, family, head_of, make_aided
from tests.kinds.aid.left import left

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.funds.actions import (
    answer_batch,
    approve_payment,
    cancel_payment,
    make_batch,
    pay,
    refuse_payment,
    set_budget,
)
from lianshou.kernel.funds.models import Payment
from lianshou.kinds.aid.actions import (
    NewAid,
    Unaided,
    cancel_aid,
    change_project,
    close_project,
    enter_project,
    fulfil_aid,
    mark_long_term,
    merge_files,
    plan_aids,
    split_household,
    unmark_long_term,
)
from lianshou.kinds.aid.enums import AidReason
from lianshou.kinds.aid.models import Aid, LongTerm, Member, Recipient
from lianshou.kinds.aid.queries import aiding as reading
from lianshou.kinds.aid.queries.aiding import aid_waits


@pytest.fixture
def aided(world: World) -> Aided:
    return make_aided(world)


def refused(why: AidReason, act: Any, /, **told: Any) -> Refused:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(**told)
    assert caught.value.reason is why
    return caught.value


def test_project_keeps_the_rules_of_its_day(aided: Aided) -> None:
    made = aided.project("schooling", "2026年金秋助学", wished=40)
    assert (made.words, made.nature, made.ceiling_fen, made.is_often) == (
        "子女助学（金秋助学）", "money", 8000 * YUAN, False,
    )  # fmt: skip
    rows = {
        "living": {"words": "生活帮扶", "nature": "money", "ceiling": 90_000, "often": "yes", "long": "yes"}
    }
    ParameterFactory(key="aid.project_sorts", region="320923", value=rows, starts_on=date(2026, 1, 1))
    ours = aided.project("living")
    assert (ours.words, ours.ceiling_fen, ours.is_often) == ("生活帮扶", 90_000, True)
    made.refresh_from_db()
    assert made.ceiling_fen == 8000 * YUAN
    by: dict[str, Any] = {"actor": aided.world.officer, "now": NOW, "programme": aided.programme}
    refused(AidReason.UNKNOWN_SORT, enter_project, sort="medical", title="医疗", **by)
    refused(AidReason.ABOVE_SORT, enter_project, sort="living", title="又一", ceiling_fen=90_001, **by)
    refused(AidReason.SAME_TITLE, enter_project, sort="living", title=ours.title, **by)
    refused(AidReason.NO_TITLE, enter_project, sort="living", title=" ", **by)
    other = by | {"programme": aided.world.programme}
    refused(AidReason.OTHER_KIND, enter_project, sort="living", title="甲", **other)
    with pytest.raises(PermissionDenied):
        enter_project(sort="living", title="乙", **by | {"actor": aided.world.foreign_officer})
    change = {"actor": aided.world.officer, "now": NOW, "project": ours}
    assert change_project(title="改名", ceiling_fen=50_000, **change).ceiling_fen == 50_000
    assert change_project(title="改名", **change).ceiling_fen == 90_000
    refused(AidReason.ABOVE_SORT, change_project, title="改名", ceiling_fen=90_001, **change)
    close_project(**change)
    refused(AidReason.PROJECT_CLOSED, change_project, title="改名", **change)
    with pytest.raises(Unaided) as caught:
        aided.plan(ours, family(aided.world.guest, 1))
    assert caught.value.reason is AidReason.PROJECT_CLOSED
    assert Entry.objects.filter(verb__startswith="aid_project.").count() == 5


def test_money_goes_through_the_funds_and_is_given_once_paid(aided: Aided) -> None:
    household = family(aided.world.guest, 1)
    (aid,) = aided.plan(aided.project(), household, yuan=1200)
    payment = Payment.objects.get()
    assert aid.payment == payment
    assert (payment.amount_fen, payment.person, payment.account, payment.state) == (
        1200 * YUAN, household.head, CARD, "planned",
    )  # fmt: skip
    assert (aid.state, aid.given_on, aid.sort, aid.year) == ("planned", None, "living", 2026)
    aid = aided.pay(aid)
    assert (aid.state, aid.given_on) == ("given", TODAY)
    refused(AidReason.PAID, cancel_aid, actor=aided.world.officer, aid=aid, words="弄错了", now=NOW)
    verbs = set(Entry.objects.filter(subject_id=str(household.pk)).values_list("verb", flat=True))
    assert {"aid.planned", "aid.given"} <= verbs


def test_bank_list_answered_in_part_gives_only_what_was_paid(aided: Aided) -> None:
    first, second = family(aided.world.guest, 1), family(aided.world.host, 2)
    aids = aided.plan(aided.project(), first, second)
    for one in aids:
        approve_payment(actor=aided.world.approver, payment=one.payment, now=NOW)
    batch = make_batch(actor=aided.finance, union=aided.world.county, now=NOW)
    refused(AidReason.PAID, cancel_aid, actor=aided.world.officer, aid=aids[0], words="弄错了", now=NOW)
    told: dict[str, Any] = {"named": [aids[0].payment_id, aids[1].payment_id], "paid_on": TODAY, "now": NOW}
    answer_batch(actor=aided.finance, batch=batch, failures={aids[1].payment_id: "户名不符"}, **told)
    states = dict(Aid.objects.values_list("pk", "state"))
    assert states == {aids[0].pk: "given", aids[1].pk: "planned"}


def test_same_sort_is_given_to_a_person_once_a_year_and_the_refusal_names_the_first(aided: Aided) -> None:
    household = family(aided.world.guest, 1, child=True)
    first = aided.project("schooling", "2026年金秋助学")
    second = aided.project("schooling", "2026年助学补充")
    aided.plan(first, household, member=child_of(household), yuan=3000)
    with pytest.raises(Unaided) as caught:
        aided.plan(second, household, member=child_of(household), yuan=1000)
    assert caught.value.reason is AidReason.GIVEN_ALREADY
    assert "2026年金秋助学" in caught.value.sentence
    assert household.number in caught.value.sentence
    aided.plan(second, household, yuan=1000)  # somebody else of the household may have it
    assert Recipient.objects.count() == 2
    assert Payment.objects.filter(person=household.head).count() == 2


def test_table_itself_holds_once_a_year(aided: Aided) -> None:
    household = family(aided.world.guest, 1)
    law = aided.project("training")
    (aid,) = aided.plan(law, household)
    facts = {
        name: getattr(aid, name) for name in ("project", "household", "recipient", "sort", "year", "nature")
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Aid.objects.create(**facts, entered_by=aided.world.officer, entered_at=NOW)
    cancel_aid(actor=aided.world.officer, aid=aid, words="改报别的班", now=NOW)
    assert aided.plan(law, household)[0].state == "planned"


def test_person_is_known_by_identity_number_in_another_file(aided: Aided) -> None:
    household = family(aided.world.guest, 1)
    project = aided.project("training")
    aided.plan(project, household)
    left(aided.world, household, NOW, "moved")
    assert Aid.objects.get().state == "ended"
    again = family(aided.world.host, 2)
    Member.objects.filter(household=again).delete()
    same = Member(household=again, person=again.head, is_head=True, name="同一人")
    same.id_number = Recipient.objects.get().id_number
    same.save()
    aided.plan(project, again)
    assert Recipient.objects.count() == 1
    assert Recipient.objects.get().household == again
    with pytest.raises(Unaided):
        aided.plan(project, again)


def test_child_who_gets_a_file_of_their_own_has_had_it_all_the_same(aided: Aided) -> None:
    household = family(aided.world.guest, 77, child=True)
    project = aided.project("training")
    aided.plan(project, household, member=child_of(household))
    told: dict[str, Any] = {"head": child_of(household).pk, "along": [], "now": NOW}
    made = split_household(actor=aided.world.officer, household=household, **told)
    assert Recipient.objects.get().member is None
    made.state, made.filed_on = "on_file", TODAY
    made.save()
    with pytest.raises(Unaided) as caught:
        aided.plan(project, made)
    assert caught.value.reason is AidReason.GIVEN_ALREADY


def test_ceiling_of_a_person_and_year_tells_what_is_left(aided: Aided) -> None:
    household = family(aided.world.guest, 1)
    project = aided.project("temporary", ceiling_fen=5000 * YUAN)  # more than once a year
    aided.plan(project, household, yuan=3200)
    with pytest.raises(Unaided) as caught:
        aided.plan(project, household, yuan=1801)
    assert caught.value.reason is AidReason.OVER_CEILING
    assert "1,800.00" in caught.value.sentence
    aided.plan(project, household, yuan=1800)
    with pytest.raises(Unaided) as caught:
        aided.plan(project, household, yuan=1)
    assert "0.00" in caught.value.sentence
    assert sum(Aid.objects.values_list("amount_fen", flat=True)) == 5000 * YUAN


def test_twice_in_one_act_counts_as_twice(aided: Aided) -> None:
    household = family(aided.world.guest, 1)
    once, often = aided.project("living"), aided.project("temporary", ceiling_fen=1500 * YUAN)
    with pytest.raises(Unaided) as caught:
        aided.plan(once, household, household)
    assert caught.value.reason is AidReason.GIVEN_ALREADY
    with pytest.raises(Unaided) as caught:
        aided.plan(often, household, household, yuan=800)
    assert caught.value.reason is AidReason.OVER_CEILING
    assert Aid.objects.count() == 0


def test_many_are_planned_or_none_and_everybody_barred_is_named(aided: Aided) -> None:
    fine, had = family(aided.world.guest, 1), family(aided.world.host, 2)
    checking = family(aided.world.guest, 3, state="checking")
    project = aided.project()
    aided.plan(project, had)
    with pytest.raises(Unaided) as caught:
        aided.plan(project, fine, had, checking)
    assert {(one.household, one.reason) for one in caught.value.barred} == {
        (had, AidReason.GIVEN_ALREADY),
        (checking, AidReason.NOT_ON_FILE),
    }
    assert Aid.objects.count() == Payment.objects.count() == 1
    assert len(aided.plan(aided.project(title="另一"), fine)) == 1


def test_budget_is_never_passed_and_nothing_is_left_behind(world: World) -> None:
    aided = make_aided(world, ceiling=1500)
    project = aided.project()
    first, second = family(world.guest, 1), family(world.host, 2)
    with pytest.raises(Refused) as over:
        aided.plan(project, first, second, yuan=1000)
    assert over.value.reason is AidReason.BUDGET_LEFT
    assert "1,500.00" in over.value.sentence
    assert (Aid.objects.count(), Recipient.objects.count(), Payment.objects.count()) == (0, 0, 0)
    by: dict[str, Any] = {"actor": world.officer, "project": project, "now": NOW}
    new = [NewAid(household=first, member=head_of(first).pk, amount_fen=100)]
    refused(AidReason.NO_BUDGET, plan_aids, new=new, **by)
    refused(AidReason.NOTHING_CHOSEN, plan_aids, new=[], budget=aided.budget, **by)
    other = ProgrammeFactory(kind="aid", union=world.county, year=2026)
    elsewhere = enter_project(programme=other, sort="living", title="他项", actor=world.officer, now=NOW)
    refused(AidReason.OTHER_BUDGET, plan_aids, new=new, budget=aided.budget, **by | {"project": elsewhere})
    told = {"source": aided.central.source, "programme": aided.programme, "ceiling_fen": 1000, "now": NOW}
    medical = set_budget(actor=aided.finance, item="医疗救助", **told)
    refused(AidReason.EARMARKED, plan_aids, new=new, budget=medical, **by)
    offered = reading.budgets_of_project(actor=world.officer, project=project)
    assert medical not in offered
    assert reading.budgets_for_others(actor=world.officer, project=project) == ["医疗救助"]
    sick = aided.project("medical")
    assert reading.budgets_of_project(actor=world.officer, project=sick).first() == medical
    plan_aids(new=new, budget=medical, **by | {"project": sick})
    service = aided.project("law")
    refused(AidReason.NO_MONEY, plan_aids, new=new, budget=aided.budget, **by | {"project": service})
    refused(AidReason.NO_MONEY, plan_aids, new=new, **by | {"project": service})


def test_nobody_of_another_file_and_nobody_of_another_subtree(aided: Aided) -> None:
    household, other = family(aided.world.guest, 1), family(aided.world.host, 2)
    foreign = family(aided.world.foreign_guest, 3)
    project = aided.project()
    with pytest.raises(Unaided) as caught:
        aided.plan(project, household, member=head_of(other))
    assert caught.value.reason is AidReason.NOBODY
    with pytest.raises(PermissionDenied):
        aided.plan(project, foreign)
    with pytest.raises(PermissionDenied):
        aided.plan(project, household, actor=aided.world.approver)
    below = ProgrammeFactory(kind="aid", union=aided.world.host, year=2026)
    ours = enter_project(programme=below, sort="law", title="本单位", actor=aided.world.officer, now=NOW)
    with pytest.raises(Unaided) as caught:
        aided.plan(ours, household)
    assert caught.value.reason is AidReason.OUTSIDE


def test_card_of_the_survey_is_taken_where_the_register_has_none(aided: Aided) -> None:
    household = family(aided.world.guest, 1, card="")
    (plain,) = aided.plan(aided.project("temporary"), household)
    assert plain.payment is not None
    assert plain.payment.has_account is False
    typed = NewAid(
        household=household, member=head_of(household).pk, amount_fen=100, bank_name="新银行", account=CARD
    )
    told: dict[str, Any] = {"actor": aided.world.officer, "budget": aided.budget, "now": NOW}
    (made,) = plan_aids(project=aided.project("living"), new=[typed], **told)
    assert made.payment is not None
    assert (made.payment.bank_name, made.payment.account) == ("新银行", CARD)


def test_service_is_entered_as_given_and_corrected(aided: Aided) -> None:
    household = family(aided.world.guest, 1)
    (aid,) = aided.plan(aided.project("training"), household)
    by: dict[str, Any] = {"actor": aided.world.officer, "aid": aid, "now": NOW}
    told: dict[str, Any] = {"given_on": TODAY, "provider": "示例职业学校", "hours": 40}
    refused(AidReason.NO_HOURS, fulfil_aid, **by, **told | {"hours": 0})
    refused(AidReason.NO_PROVIDER, fulfil_aid, **by, **told | {"provider": " "})
    refused(AidReason.IN_FUTURE, fulfil_aid, **by, **told | {"given_on": date(2026, 6, 25)})
    refused(AidReason.OTHER_YEAR, fulfil_aid, **by, **told | {"given_on": date(2025, 6, 24)})
    done = fulfil_aid(**by, **told)
    assert (done.state, done.hours, done.given_on) == ("given", 40, TODAY)
    assert fulfil_aid(**by, **told | {"hours": 48}).hours == 48
    verbs = list(Entry.objects.filter(verb__in=("aid.given", "aid.corrected")).values_list("verb", flat=True))
    assert sorted(verbs) == ["aid.corrected", "aid.given"]
    (paid,) = aided.plan(aided.project(), household)
    refused(AidReason.IS_MONEY, fulfil_aid, **by | {"aid": paid}, **told)
    cancel_aid(**by, words="登记错了人")
    refused(AidReason.ENDED, fulfil_aid, **by, **told)
    refused(AidReason.ENDED, cancel_aid, **by, words="登记错了人")


def test_cancelled_here_or_in_the_funds_both_end(aided: Aided) -> None:
    first, second, third = (family(aided.world.guest, n) for n in (1, 2, 3))
    one, two, three = aided.plan(aided.project(), first, second, third)
    by: dict[str, Any] = {"actor": aided.world.officer, "now": NOW}
    refused(AidReason.WORDS_MISSING, cancel_aid, aid=one, words=" ", **by)
    refused(AidReason.WORDS_PERSONAL, cancel_aid, aid=one, words="卡号6222021234567890128不对", **by)
    done = cancel_aid(aid=one, words="重复登记", **by)
    assert (done.state, done.end_reason, done.payment.state) == ("ended", "重复登记", "cancelled")  # type: ignore[union-attr]
    cancel_payment(actor=aided.finance, payment=two.payment, words="改用他项", now=NOW)
    refuse_payment(actor=aided.world.approver, payment=three.payment, words="超出范围", now=NOW)
    ended = dict(Aid.objects.values_list("pk", "end_reason"))
    assert ended == {one.pk: "重复登记", two.pk: "改用他项", three.pk: "超出范围"}
    assert set(Aid.objects.values_list("state", flat=True)) == {"ended"}


@pytest.mark.parametrize(("ground", "approved_stays"), [("out", True), ("guaranteed", True), ("died", False)])
def test_file_that_ends_drops_what_was_not_approved(aided: Aided, ground: str, approved_stays: bool) -> None:
    household = family(aided.world.guest, 1)
    (planned,) = aided.plan(aided.project("living"), household)
    (approved,) = aided.plan(aided.project("medical"), household)
    (service,) = aided.plan(aided.project("law"), household)
    paid = aided.pay(aided.plan(aided.project("temporary"), household)[0])
    approve_payment(actor=aided.world.approver, payment=approved.payment, now=NOW)
    mark_long_term(
        actor=aided.world.officer, household=household, ground="illness", words="长期透析", now=NOW
    )
    confirmed(NOW.year)
    gone = left(aided.world, household, NOW, ground)
    states = dict(Aid.objects.values_list("pk", "state"))
    assert states == {
        planned.pk: "ended",
        approved.pk: "planned" if approved_stays else "ended",
        service.pk: "ended",
        paid.pk: "given",
    }
    assert LongTerm.objects.get().until == gone.ended_on
    if approved_stays:
        pay(actor=aided.finance, payment=approved.payment, paid_on=TODAY, now=NOW)
        assert Aid.objects.get(pk=approved.pk).state == "given"


def test_merged_file_takes_open_aid_along(aided: Aided) -> None:
    into, other = family(aided.world.guest, 1), family(aided.world.guest, 2)
    (open_one,) = aided.plan(aided.project("living"), other)
    paid = aided.pay(aided.plan(aided.project("medical"), other)[0])
    merge_files(actor=aided.world.approver, household=into, other=other, now=NOW)
    where = dict(Aid.objects.values_list("pk", "household"))
    assert where == {open_one.pk: into.pk, paid.pk: other.pk}
    assert {one.pk for one in reading.aids_of(into)} == {open_one.pk, paid.pk}
    assert set(Recipient.objects.values_list("household", flat=True)) == {into.pk}


def test_mark_for_long_term_aid_suggests_and_is_taken_off(aided: Aided) -> None:
    household = family(aided.world.guest, 1, cause="schooling", category="relative")
    by: dict[str, Any] = {"actor": aided.world.officer, "household": household, "now": NOW}
    before = reading.offers_for(household=household, aids=[], is_long_term=False)
    assert [one.suggestion.sort.key for one in before] == ["schooling"]
    refused(AidReason.WORDS_MISSING, mark_long_term, ground="age", words="", **by)
    mark_long_term(ground="age", words="年老无依", **by)
    refused(AidReason.LONG_ALREADY, mark_long_term, ground="age", words="年老无依", **by)
    after = reading.offers_for(household=household, aids=[], is_long_term=True)
    assert [one.suggestion.sort.key for one in after] == ["schooling", "living", "medical", "temporary"]
    assert unmark_long_term(**by).until == TODAY
    refused(AidReason.NOT_LONG, unmark_long_term, **by)
    with pytest.raises(PermissionDenied):
        mark_long_term(ground="age", words="年老", **by | {"actor": aided.world.foreign_officer})
    checking = family(aided.world.guest, 2, state="checking")
    refused(AidReason.NOT_ON_FILE, mark_long_term, ground="age", words="年老", **by | {"household": checking})


def test_without_project_is_an_alarm_until_something_is_planned(aided: Aided) -> None:
    household = family(aided.world.guest, 1)
    family(aided.world.guest, 2, state="checking")
    (alarm,) = [one for one in aid_waits(aided.world.officer, TODAY) if "unaided" in one.key]
    assert alarm.title.endswith("1户") or "1" in alarm.title
    assert f"aided=0&leaving=0&union={aided.world.guest.pk}" in alarm.url
    (aid,) = aided.plan(aided.project("job"), household)
    (waiting,) = aid_waits(aided.world.officer, TODAY)
    assert "fulfil" in waiting.key
    cancel_aid(actor=aided.world.officer, aid=aid, words="本人不去", now=NOW)
    assert ["unaided" in one.key for one in aid_waits(aided.world.officer, TODAY)] == [True]
    assert aid_waits(aided.world.foreign_officer, TODAY) == []
