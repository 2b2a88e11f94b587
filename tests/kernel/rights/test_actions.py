from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories.access import person_with
from tests.factories.rights import agreed, asked, assessed, published
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.models import Relative
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.enums import Reason
from lianshou.kernel.rights.models import Consent, ConsentText, PersonRequest
from lianshou.kernel.rights.queries.consents import texts_in_force, why_not_process

pytestmark = pytest.mark.django_db


def refused(act: Any, **arguments: Any) -> Any:
    with pytest.raises(Refused) as error:
        act(**arguments)
    return error.value.reason


def lines(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def child_of(world: World, birth_on: date | None = date(2012, 3, 1)) -> Relative:
    made: Relative = Relative.objects.create(
        person=world.host_chair, name="卢小满", relation="child", birth_on=birth_on
    )
    return made


# texts


def test_publishing_freezes_the_words_and_a_new_version_supersedes(world: World, now: datetime) -> None:
    first = published(world, now=now)
    assert (first.version, first.published_by, first.digest) == (1, world.approver, first.words_digest)
    assert (
        refused(actions.edit_draft, actor=world.approver, text=first, now=now, body_zh="改")
        == Reason.PUBLISHED
    )
    assert refused(actions.publish_text, actor=world.approver, text=first, now=now) == Reason.PUBLISHED
    assert refused(actions.drop_draft, actor=world.approver, text=first, now=now) == Reason.PUBLISHED
    second = published(world, now=now, body_zh="我们用您的电话通知活动和慰问。")
    assert second.version == 2
    assert texts_in_force(union=world.host, on=now.date())["contact"].text == second
    assert ConsentText.objects.admitted().get(version=1).body_zh == "我们用您的电话通知活动。"
    assert lines("consent_text.published") == 2


def test_one_draft_waits_at_a_time_and_can_be_thrown_away(world: World, now: datetime) -> None:
    facts: dict[str, Any] = {"title_zh": "照片", "body_zh": "用于宣传。", "classes": ["contact"]}
    same = {"actor": world.approver, "union": world.county, "purpose": "photographs", "now": now}
    draft = actions.draft_text(**same, **facts)
    assert refused(actions.draft_text, **same, **facts) == Reason.DRAFT_WAITS
    actions.edit_draft(actor=world.approver, text=draft, now=now, body_zh="只用于宣传栏。")
    assert ConsentText.objects.admitted().get().body_zh == "只用于宣传栏。"
    actions.drop_draft(actor=world.approver, text=draft, now=now)
    assert ConsentText.objects.admitted().count() == 0


def test_sensitive_text_needs_an_assessment_of_the_last_three_years(world: World, now: datetime) -> None:
    draft = actions.draft_text(
        actor=world.approver,
        union=world.county,
        purpose="medical-aid",
        now=now,
        title_zh="互助",
        body_zh="用于互助。",
        necessity_zh="审核需要。",
        classes=["health"],
    )
    assert (
        refused(actions.publish_text, actor=world.approver, text=draft, now=now) == Reason.ASSESSMENT_MISSING
    )
    assessed(world, purpose="medical-aid", classes=["health"], now=now - timedelta(days=4 * 365))
    assert (
        refused(actions.publish_text, actor=world.approver, text=draft, now=now) == Reason.ASSESSMENT_MISSING
    )
    assessed(world, purpose="medical-aid", classes=["health"], now=now)
    assert actions.publish_text(actor=world.approver, text=draft, now=now).published_on is not None
    assert lines("assessment.recorded") == 2


def test_only_an_approver_of_the_union_publishes(world: World, now: datetime) -> None:
    for actor in (world.officer, world.host_account, world.foreign_officer, world.nobody):
        with pytest.raises(PermissionDenied):
            actions.draft_text(
                actor=actor, union=world.county, purpose="x", now=now, title_zh="x", body_zh="x"
            )


# consents


def test_a_person_agrees_part_by_part_and_takes_back_each(world: World, now: datetime) -> None:
    text = published(world, now=now, purpose="medical-aid", classes=["contact", "health"])
    today = now.date()

    def why_not() -> Reason | None:
        return why_not_process(
            person=world.host_chair, purpose="medical-aid", classes=["contact", "health"], on=today
        )

    assert why_not() == Reason.NO_CONSENT
    (ordinary,) = agreed(world, text, now=now)
    assert why_not() == Reason.NO_SEPARATE_CONSENT
    (health,) = agreed(world, text, now=now, parts=["health"])
    assert (why_not(), health.how, health.recorded_by) == (None, "self", world.host_account)
    assert refused(agreed, world=world, text=text, now=now, parts=["health"]) == Reason.ALREADY_GIVEN
    withdrawn = actions.withdraw_consent(actor=world.host_account, consent=health, now=now)
    assert (withdrawn.withdrawn_how, withdrawn.withdrawn_by) == ("self", world.host_account)
    assert why_not() == Reason.WITHDRAWN
    assert (
        refused(actions.withdraw_consent, actor=world.host_account, consent=health, now=now)
        == Reason.ALREADY_WITHDRAWN
    )
    agreed(world, text, now=now, parts=["health"])
    assert why_not() is None
    assert (lines("consent.given"), lines("consent.withdrawn")) == (3, 1)
    assert ordinary.withdrawn_at is None


def test_earlier_consents_count_only_while_nobody_is_asked_again(world: World, now: datetime) -> None:
    agreed(world, published(world, now=now), now=now)
    published(world, now=now, body_zh="我们用您的电话，通知活动。", asks_again=False)
    ask = {"person": world.host_chair, "purpose": "contact", "classes": ["contact"], "on": now.date()}
    assert why_not_process(**ask) is None
    published(world, now=now, body_zh="我们用您的电话通知活动和慰问。")
    assert why_not_process(**ask) == Reason.NO_CONSENT


def test_an_old_version_a_foreign_text_and_law_take_no_consent(world: World, now: datetime) -> None:
    old = published(world, now=now)
    published(world, now=now, body_zh="新。")
    assert refused(agreed, world=world, text=old, now=now) == Reason.SUPERSEDED
    foreign = ConsentText.objects.create(
        union=world.foreign_county,
        purpose="contact",
        version=1,
        title_zh="外县",
        body_zh="外县",
        classes=["contact"],
        written_by=world.officer,
        published_on=now.date(),
    )
    assert refused(agreed, world=world, text=foreign, now=now) == Reason.FOREIGN_TEXT
    law = published(world, now=now, purpose="register", basis="duty", law="工会法")
    assert refused(agreed, world=world, text=law, now=now) == Reason.NO_CONSENT_NEEDED
    assert (
        why_not_process(person=world.host_chair, purpose="register", classes=["contact"], on=now.date())
        is None
    )


def test_the_nearest_union_says_what_holds(world: World, now: datetime) -> None:
    published(world, now=now)
    person_with(Role.APPROVER, world.province, username="province")
    above = ConsentText.objects.create(
        union=world.province,
        purpose="contact",
        version=4,
        title_zh="省",
        body_zh="省",
        classes=["contact"],
        written_by=world.approver,
        published_on=now.date(),
    )
    assert texts_in_force(union=world.host, on=now.date())["contact"].text.union == world.county
    assert texts_in_force(union=world.foreign_host, on=now.date())["contact"].text == above
    assert texts_in_force(union=world.foreign_host, on=now.date() - timedelta(days=1)) == {}


def test_a_guardian_decides_for_a_child_under_fourteen(world: World, now: datetime) -> None:
    text = published(world, now=now, purpose="schooling", classes=["relations", "child"])
    child = child_of(world)
    made = agreed(world, text, now=now, parts=["", "child"], relative=child)
    assert [(one.how, one.guardian_name) for one in made] == [("guardian", "卢明远")] * 2
    ask = {"person": world.host_chair, "purpose": "schooling", "classes": ["relations", "child"]}
    assert why_not_process(**ask, on=now.date(), relative=child) is None
    assert why_not_process(**ask, on=now.date()) == Reason.NO_CONSENT
    with pytest.raises(PermissionDenied):
        actions.give_consent(actor=world.guest_account, text=text, parts=[""], relative=child, now=now)


def test_a_grown_up_relative_agrees_on_paper_and_an_unknown_age_is_asked_for(
    world: World, now: datetime
) -> None:
    text = published(world, now=now, purpose="schooling", classes=["relations", "child"])
    student = child_of(world, birth_on=date(2003, 1, 1))
    assert refused(agreed, world=world, text=text, now=now, relative=student) == Reason.ONLY_ON_PAPER
    paper = {
        "actor": world.officer,
        "person": world.host_chair,
        "text": text,
        "parts": [""],
        "given_on": now.date(),
        "paper_place": "档案柜3号",
        "now": now,
    }
    assert actions.record_consent(**paper, relative=student)[0].how == "paper"
    unknown = child_of(world, birth_on=None)
    assert refused(actions.record_consent, **paper, relative=unknown) == Reason.AGE_UNKNOWN
    child = child_of(world)
    assert refused(actions.record_consent, **paper, relative=child) == Reason.GUARDIAN_MISSING
    (made,) = actions.record_consent(
        **paper, relative=child, guardian_name="卢明远", guardian_relation="父亲"
    )
    assert (made.how, made.masked_guardian, made.paper_place) == ("guardian", "卢*远", "档案柜3号")
    assert lines("consent.recorded") == 2


def test_an_officer_records_paper_inside_the_own_subtree_only(world: World, now: datetime) -> None:
    text = published(world, now=now)
    paper = {
        "text": text,
        "parts": [""],
        "given_on": now.date(),
        "paper_place": "档案柜3号",
        "now": now,
    }
    for actor in (world.foreign_officer, world.leader, world.guest_account):
        with pytest.raises(PermissionDenied):
            actions.record_consent(actor=actor, person=world.host_chair, **paper)
    (made,) = actions.record_consent(actor=world.officer, person=world.host_chair, **paper)
    with pytest.raises(PermissionDenied):
        actions.withdraw_consent(actor=world.guest_account, consent=made, now=now)
    assert actions.withdraw_consent(actor=world.officer, consent=made, now=now).withdrawn_how == "paper"
    draft = actions.draft_text(
        actor=world.approver, union=world.county, purpose="x", now=now, title_zh="x", body_zh="x"
    )
    late = {"actor": world.officer, "person": world.host_chair} | paper | {"text": draft}
    assert refused(actions.record_consent, **late) == Reason.NOT_PUBLISHED


def test_the_database_keeps_one_standing_consent(world: World, now: datetime) -> None:
    text = published(world, now=now)
    (made,) = agreed(world, text, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            person=made.person, text=text, part="", how="self", given_at=now, recorded_by=world.officer
        )


# requests


def test_a_correction_is_asked_shown_and_written(world: World, now: datetime) -> None:
    person = world.host_chair
    request = asked(
        world,
        now=now,
        kind="correct",
        words="",
        field="person.phone",
        row=person.pk,
        value="13912345678",
    )
    assert request.due_on == now.date() + timedelta(days=15)
    shown = actions.show_proposed(actor=world.officer, request=request, now=now)
    assert shown == "13912345678"
    done = actions.grant_request(actor=world.officer, request=request, answer="已改。", now=now)
    person.refresh_from_db()
    assert (person.phone, done.state, done.value, done.answered_by) == (
        "13912345678",
        "accepted",
        "",
        world.officer,
    )
    assert [
        lines(verb) for verb in ("request.asked", "request.shown", "personal.corrected", "request.granted")
    ] == [1] * 4
    assert "139" not in str(list(Entry.objects.values_list("details_text", flat=True)))


def test_what_cannot_be_written_is_refused_and_nothing_changes(world: World, now: datetime) -> None:
    child = child_of(world)
    asking = {"world": world, "now": now, "kind": "correct", "field": "relative.birth_on", "row": child.pk}
    assert refused(asked, **asking, value="三月一日") == Reason.NOT_READABLE
    request = asked(**asking, value="2012-03-02")
    PersonRequest.objects.admitted().get().delete()
    request.pk, request.value = None, "三月一日"
    request.save(force_insert=True)
    granting = {"actor": world.officer, "request": request, "answer": "已改。", "now": now}
    assert refused(actions.grant_request, **granting) == Reason.BAD_VALUE
    assert PersonRequest.objects.admitted().get().state == "open"


def test_nobody_asks_about_others(world: World, now: datetime) -> None:
    correct = {"kind": "correct", "field": "person.phone", "value": "13912345678", "now": now}
    reason = refused(actions.ask_request, actor=world.host_account, row=world.guest_chair.pk, **correct)
    assert reason == Reason.NO_SUCH_FIELD
    with pytest.raises(PermissionDenied):
        actions.ask_request(actor=world.officer, kind="question", words="?", now=now)
    with pytest.raises(PermissionDenied):
        actions.ask_request(
            actor=world.guest_account, kind="object", words="?", relative=child_of(world), now=now
        )


def test_a_refusal_gives_its_reason_and_own_requests_go_to_others(world: World, now: datetime) -> None:
    request = asked(world, now=now)
    own = {"request": request, "why": "law_keeps", "answer": "按规定保存。", "now": now}
    chair_as_officer = person_with(Role.OFFICER, world.county)
    PersonRequest.objects.admitted().update(asked_by=chair_as_officer)
    request.refresh_from_db()
    assert refused(actions.refuse_request, actor=chair_as_officer, **own) == Reason.OWN_REQUEST
    done = actions.refuse_request(actor=world.officer, **own)
    assert (done.state, done.why, done.answer) == ("refused", "law_keeps", "按规定保存。")
    assert refused(actions.refuse_request, actor=world.officer, **own) == Reason.NOT_OPEN
    for actor in (world.foreign_officer, world.leader, world.host_account):
        with pytest.raises(PermissionDenied):
            actions.refuse_request(actor=actor, **own)


def test_an_objection_that_is_granted_stops_the_use(world: World, now: datetime) -> None:
    published(world, now=now, purpose="register", basis="duty", law="工会法")
    ask = {"person": world.host_chair, "purpose": "register", "classes": ["contact"], "on": now.date()}
    assert why_not_process(**ask) is None
    request = asked(world, now=now, kind="object", purpose="register")
    actions.grant_request(actor=world.officer, request=request, answer="不再使用。", now=now)
    assert why_not_process(**ask) == Reason.OBJECTED


def test_an_erasure_that_is_granted_erases(world: World, now: datetime) -> None:
    request = asked(world, now=now, kind="erase", classes=["contact"])
    assert refused(asked, world=world, now=now, kind="erase", classes=["contact"]) == Reason.SAME_OPEN
    actions.grant_request(actor=world.officer, request=request, answer="已删除。", now=now)
    world.host_chair.refresh_from_db()
    assert world.host_chair.phone == ""


def test_a_request_is_taken_back_by_the_person_alone(world: World, now: datetime) -> None:
    request = asked(world, now=now)
    assert (
        refused(actions.take_back_request, actor=world.officer, request=request, now=now) == Reason.NOT_YOURS
    )
    done = actions.take_back_request(actor=world.host_account, request=request, now=now)
    assert (done.state, done.words) == ("withdrawn", "")


def test_own_looks_leave_a_trace(world: World, now: datetime) -> None:
    actions.show_own(actor=world.host_account, now=now)
    actions.export_own(actor=world.host_account, now=now)
    assert (lines("own_data.shown"), lines("own_data.exported")) == (1, 1)
    with pytest.raises(PermissionDenied):
        actions.show_own(actor=world.officer, now=now)
