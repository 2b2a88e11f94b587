"""Applying by a form: known facts, drafts, duplicates, sending in, withdrawing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.intake import ApplicationFactory
from tests.factories.pairing import OpeningFactory
from tests.factories.people import PersonFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.kinds import Step, registry
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import Reason, State
from lianshou.kernel.intake.models import Application, Draft, Filing
from lianshou.kernel.intake.queries.standing import applications_line
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
GUEST = {
    "name": "中成紧固技术公司工会",
    "members": "86",
    "chair": "任青禾",
    "phone": "13812340002",
    "wish": "学民主管理",
}


def enter(client: Client, account: Any) -> Client:
    client.force_login(account)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def keep(
    world: World, now: datetime, *, seen: int = 0, actor: Any = None, page: UUID | None = None, **texts: str
) -> Draft:
    return actions.save_draft(
        actor=actor or world.guest_account, programme=world.programme, slug="guest", union=world.guest,
        texts=texts, seen=seen, now=now, page=page,
    )  # fmt: skip


def send(world: World, now: datetime, *, actor: Any = None, seen: int = 0, **changes: str) -> Application:
    return actions.submit_application(
        actor=actor or world.guest_account, programme=world.programme, slug="guest", union=world.guest,
        texts={**GUEST, **changes}, seen=seen, now=now,
    )  # fmt: skip


def fill_url(world: World) -> str:
    return reverse("applications:fill_union", args=[world.programme.pk, "guest", world.guest.pk])


def known(world: World, actor: Any) -> Any:
    asking = registry["pairing"].asking_called("guest")
    return queries.known_of(
        actor=actor, asking=asking, programme=world.programme, union=world.guest, person=None
    )


def test_what_the_register_holds_is_filled_in_with_source_and_day(world: World) -> None:
    found = known(world, world.guest_account)
    assert {key: one.value for key, one in found.items()} == {
        "name": "中成紧固技术公司工会", "founded_on": "2020-03-02", "members": "86", "industry": found["industry"].value,
        "chair": "任青禾", "phone": "13812340002",
    }  # fmt: skip
    assert (found["name"].source.zh, found["name"].on is not None) == ("工会名册", True)


def test_a_telephone_is_masked_for_everybody_but_its_owner(world: World) -> None:
    phone = known(world, world.officer)["phone"]
    assert (phone.value, phone.shown) == ("", "138****0002")


def test_nothing_is_known_to_somebody_who_does_not_see_the_source(world: World) -> None:
    assert known(world, world.foreign_officer) == {}


def test_sent_in_by_the_chair_it_waits_with_its_marks(world: World, now: datetime) -> None:
    application = send(world, now, members="90")
    filing = Filing.objects.get(application=application)
    assert (application.state, application.channel, application.pairing.wish) == (
        "submitted",
        "typed",
        "学民主管理",
    )
    assert {key: one["mark"] for key, one in filing.marks.items()} == {
        "name": "confirmed", "credit_code": "typed", "founded_on": "changed", "members": "changed",
        "industry": "changed", "address": "typed", "chair": "confirmed", "phone": "confirmed", "wish": "typed",
    }  # fmt: skip
    assert (filing.answers["members"], filing.known["members"]) == ("90", "86")


def test_sent_in_by_the_officer_it_is_accepted_and_the_masked_telephone_stays(
    world: World, now: datetime
) -> None:
    application = send(world, now, actor=world.officer, phone="")
    assert (application.state, Filing.objects.get().marks["phone"]["mark"]) == ("accepted", "confirmed")


def test_a_form_that_is_not_filled_in_says_where(world: World, now: datetime) -> None:
    with pytest.raises(actions.NotFilled) as caught:
        send(world, now, members="many", wish="", phone="123")
    assert sorted(caught.value.problems) == ["members", "phone", "wish"]
    assert Application.objects.count() == 0


def test_nobody_applies_for_a_union_that_is_not_theirs(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        send(world, now, actor=world.foreign_officer)


@pytest.mark.parametrize("state", [ProgrammeState.APPROVED, ProgrammeState.RUNNING, ProgrammeState.CLOSED])
def test_a_form_is_asked_at_its_time_only(world: World, now: datetime, state: str) -> None:
    Programme.objects.filter(pk=world.programme.pk).update(state=state)
    world.programme.refresh_from_db()
    with pytest.raises(Refused) as caught:
        send(world, now)
    assert caught.value.reason is Reason.NOT_ASKED


def test_a_union_below_another_federation_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(Refused) as caught:
        actions.submit_application(
            actor=world.foreign_officer, programme=world.programme, slug="guest", union=world.foreign_guest,
            texts=GUEST, seen=0, now=now,
        )  # fmt: skip
    assert caught.value.reason is Reason.OUTSIDE


def test_the_same_union_applies_once(world: World, now: datetime) -> None:
    send(world, now)
    with pytest.raises(Refused) as caught:
        send(world, now)
    assert caught.value.reason is Reason.SAME_ALREADY


def test_a_union_of_the_same_name_goes_on_with_a_reason(world: World, now: datetime) -> None:
    send(world, now)
    twin = UnionFactory(parent=world.county, name="中成紧固技术公司")
    given = {
        "programme": world.programme,
        "slug": "guest",
        "union": twin,
        "texts": GUEST,
        "seen": 0,
        "now": now,
    }
    with pytest.raises(Refused) as caught:
        actions.submit_application(actor=world.officer, **given)
    assert caught.value.reason is Reason.LIKELY_SAME
    made = actions.submit_application(actor=world.officer, why_again="另一个厂区", **given)
    assert Filing.objects.get(application=made).why_again == "另一个厂区"


def test_a_draft_survives_and_goes_when_it_is_sent_in(world: World, now: datetime) -> None:
    keep(world, now, wish="先写一半")
    draft = Draft.objects.get()
    assert (draft.answers["wish"], draft.version, draft.is_own) == ("先写一半", 1, False)
    send(world, now, seen=1)
    assert Draft.objects.count() == 0


def test_the_later_of_two_saves_is_told_and_overwrites_nothing(world: World, now: datetime) -> None:
    keep(world, now, wish="甲")
    keep(world, now, seen=1, wish="甲甲")
    with pytest.raises(Refused) as caught:
        keep(world, now, actor=world.officer, seen=1, wish="乙")
    assert (caught.value.reason, Draft.objects.get().answers["wish"]) == (Reason.OVERTAKEN, "甲甲")
    with pytest.raises(Refused) as sent:
        send(world, now, seen=1)
    assert (sent.value.reason, Application.objects.count()) == (Reason.OVERTAKEN, 0)


def test_a_page_whose_answer_got_lost_saves_on_and_another_page_does_not(world: World, now: datetime) -> None:
    mine, theirs = uuid4(), uuid4()
    keep(world, now, page=mine, wish="甲")
    keep(world, now, page=mine, seen=0, wish="甲甲")  # nothing was heard of the first save
    keep(world, now, page=mine, seen=0, wish="甲甲甲")
    for page in (theirs, None):
        with pytest.raises(Refused) as caught:
            keep(world, now, page=page, seen=1, wish="乙")
        assert caught.value.reason is Reason.OVERTAKEN
    keep(world, now, page=theirs, seen=3, wish="乙乙")  # "keep mine"
    with pytest.raises(Refused):
        keep(world, now, page=mine, seen=3, wish="甲")
    assert Draft.objects.get().answers["wish"] == "乙乙"


def test_a_form_is_sent_in_by_the_page_whose_answer_got_lost(world: World, now: datetime) -> None:
    page = uuid4()
    keep(world, now, page=page, wish="甲")
    actions.submit_application(
        actor=world.guest_account,
        programme=world.programme,
        slug="guest",
        union=world.guest,
        texts=GUEST,
        seen=0,
        now=now,
        page=page,
    )
    assert (Application.objects.count(), Draft.objects.count()) == (1, 0)


def test_a_draft_that_was_begun_elsewhere_is_not_overwritten(world: World, now: datetime) -> None:
    keep(world, now, wish="甲")
    with pytest.raises(Refused) as caught:
        keep(world, now, seen=0, wish="乙")
    assert caught.value.reason is Reason.OVERTAKEN


def test_the_book_tells_once_that_a_draft_was_begun(world: World, now: datetime) -> None:
    keep(world, now, wish="甲")
    keep(world, now, seen=1, wish="甲甲")
    assert Entry.objects.filter(verb="draft.kept").count() == 1


def test_stale_drafts_are_dropped(world: World, now: datetime) -> None:
    keep(world, now, wish="甲")
    assert actions.drop_stale_drafts(actor=None, now=now + timedelta(days=60)) == 0
    assert actions.drop_stale_drafts(actor=None, now=now + timedelta(days=61)) == 1
    assert Draft.objects.count() == 0


def test_an_own_draft_is_seen_by_nobody_else(world: World, now: datetime) -> None:
    Draft.objects.create(
        programme=world.programme, slug="guest", union=world.guest, person=world.guest_chair, is_own=True,
        begun_at=now, saved_at=now, saved_by=world.guest_account,
    )  # fmt: skip
    assert queries.drafts_seen(actor=world.officer).count() == 0
    assert queries.drafts_seen(actor=world.guest_account).count() == 1


def test_last_years_form_fills_in_what_no_register_holds(world: World, now: datetime) -> None:
    send(world, now)
    later = ProgrammeFactory(union=world.county, year=2021, round=1)
    asking = registry["pairing"].asking_called("guest")
    found = queries.known_of(
        actor=world.guest_account, asking=asking, programme=later, union=world.guest, person=None
    )
    assert (found["wish"].value, found["wish"].source.zh) == (
        "学民主管理",
        "2020年填报的““联手兴家”帮带申请表”",
    )


def test_a_person_who_is_likely_the_same_is_found_by_the_blind_index(world: World, now: datetime) -> None:
    one = PersonFactory(union=world.host, name="钱小满", phone="13900000001")
    other = PersonFactory(union=world.guest, name="钱小满", phone="13900000001")
    PersonFactory(union=world.guest, name="钱小满", phone="13900000002")
    Application.objects.create(programme=world.programme, union=world.host, person=one, submitted_at=now)
    asked = {"programme": world.programme, "union": world.guest, "person": other}
    seen = queries.twins_of(actor=world.officer, **asked)
    unseen = queries.twins_of(actor=world.guest_account, **asked)
    assert [(twin.application.person, twin.is_same, bool(twin.url)) for twin in seen] == [(one, False, True)]
    assert [(twin.is_same, twin.url) for twin in unseen] == [(False, "")]


def test_the_applicant_withdraws_with_a_reason(world: World, now: datetime) -> None:
    application = send(world, now)
    with pytest.raises(Refused) as caught:
        actions.withdraw_application(actor=world.guest_account, application=application, now=now)
    assert caught.value.reason is Reason.WORDS_MISSING
    actions.withdraw_application(
        actor=world.guest_account, application=application, now=now, words="今年不办了"
    )
    application.refresh_from_db()
    assert (application.state, application.closing_words) == ("withdrawn", "今年不办了")
    send(world, now)  # and may apply again


def test_a_stranger_does_not_withdraw(world: World, now: datetime) -> None:
    application = send(world, now)
    with pytest.raises(PermissionDenied):
        actions.withdraw_application(actor=world.host_account, application=application, now=now, words="x")


def test_the_officer_decides_what_was_submitted(world: World, now: datetime) -> None:
    application = send(world, now)
    decide = actions.decide_application
    with pytest.raises(Refused) as caught:
        decide(actor=world.officer, application=application, accept=False, now=now)
    assert caught.value.reason is Reason.WORDS_MISSING
    assert decide(actor=world.officer, application=application, accept=True, now=now).state == State.ACCEPTED
    with pytest.raises(Refused) as again:
        decide(actor=world.officer, application=application, accept=True, now=now)
    assert again.value.reason is Reason.NOT_SUBMITTED


def test_the_page_shows_what_is_known_and_keeps_what_is_typed(client: Client, world: World) -> None:
    enter(client, world.guest_account)
    page = text(client.get(fill_url(world)))
    assert ("来自工会名册" in page, 'value="中成紧固技术公司工会"' in page) == (True, True)
    wrong = client.post(fill_url(world), {**GUEST, "wish": "", "members": "八十六", "seen": "0"})
    assert (wrong.status_code, 'value="八十六"' in text(wrong), "请填整数" in text(wrong)) == (
        422,
        True,
        True,
    )
    sent = client.post(fill_url(world), {**GUEST, "seen": "0"})
    assert sent["Location"] == reverse("applications:detail", args=[Application.objects.get().pk])
    assert "学民主管理" in text(client.get(sent["Location"]))


def test_the_draft_is_kept_with_and_without_htmx(client: Client, world: World) -> None:
    enter(client, world.guest_account)
    first = client.post(
        f"{fill_url(world)}keep/", {"wish": "甲", "seen": "0"}, headers={"HX-Request": "true"}
    )
    assert (first.status_code, 'name="seen" value="1"' in text(first), "草稿已于" in text(first)) == (
        200,
        True,
        True,
    )
    assert client.post(f"{fill_url(world)}keep/", {"wish": "乙", "seen": "1"})["Location"] == fill_url(world)
    assert "乙" in text(client.get(fill_url(world)))
    assert "帮带申请表" in text(client.get(reverse("inbox:desk")))
    late = client.post(f"{fill_url(world)}keep/", {"wish": "丙", "seen": "1"})
    assert (late.status_code, "丙" in text(late), "乙" in text(late)) == (409, True, True)
    mine = client.post(f"{fill_url(world)}keep/", {"wish": "丙", "seen": ["1", "2"]})
    assert (mine.status_code, Draft.objects.get().answers["wish"]) == (302, "丙")
    client.post(reverse("applications:discard", args=[Draft.objects.get().pk]))
    assert Draft.objects.count() == 0


def test_the_list_of_applications_filters_and_exports(client: Client, world: World, now: datetime) -> None:
    send(world, now)
    enter(client, world.officer)
    listed = reverse("applications:list", args=[world.programme.pk])
    assert "中成紧固技术公司工会" in text(client.get(listed, {"q": "中成"}))
    assert "没有符合" in text(client.get(listed, {"state": "refused"}))
    assert client.get(reverse("applications:export", args=[world.programme.pk])).status_code == 200


def test_what_i_sent_in_is_searched_and_its_workbook_says_the_same(
    client: Client, world: World, now: datetime
) -> None:
    send(world, now, actor=world.officer)
    enter(client, world.officer)
    other = ProgrammeFactory(union=world.county, title="另一项目", year=2019)
    ApplicationFactory(programme=other, union=world.host, submitted_by=world.officer, channel="typed")
    ApplicationFactory(programme=other, union=world.guest, submitted_by=world.approver, channel="typed")

    def told(**asked: object) -> tuple[int, int]:
        page = client.get(reverse("applications:mine"), asked).context["table"]
        book = client.get(reverse("applications:mine_export"), asked)
        rows = load_workbook(BytesIO(book.content)).active
        assert rows is not None
        return page.paginator.count, rows.max_row - 1

    assert [
        told(),
        told(programme=other.pk),
        told(union=world.host.pk),
        told(state="refused"),
        told(q="中成"),
        told(q="中成", programme=other.pk),
    ] == [(2, 2), (1, 1), (1, 1), (0, 0), (1, 1), (0, 0)]
    assert "没有符合" in text(client.get(reverse("applications:mine"), {"state": "refused"}))


def test_an_own_record_is_enough_to_sign_up_by_a_form(client: Client, world: World) -> None:
    person = Person.objects.get(pk=world.guest_chair.pk)
    assert list(
        queries.people_to_file(actor=world.guest_account, programme=world.programme).filter(pk=person.pk)
    ) == [person]


def test_what_speaks_against_it_is_told_before_anybody_fills_it_in(world: World, client: Client) -> None:
    url = reverse("applications:fill_union", args=[world.programme.pk, "guest", world.host.pk])
    OpeningFactory(programme=world.programme, union=world.host)
    told = enter(client, world.officer).get(url)
    assert (told.status_code, "这份申请不会被受理" in text(told)) == (200, True)
    assert "这份申请不会被受理" not in text(client.get(fill_url(world)))


def test_a_form_whose_time_is_over_says_so(world: World, client: Client) -> None:
    Programme.objects.filter(pk=world.programme.pk).update(state=ProgrammeState.CLOSED)
    enter(client, world.officer)
    choose = reverse("applications:choose", args=[world.programme.pk, "guest"])
    for url in (choose, fill_url(world)):
        answer = client.get(url)
        assert (answer.status_code, "现在不受理这张表" in text(answer)) == (200, True)
    assert client.post(fill_url(world), GUEST).status_code == 422
    assert not Application.objects.exists()


def test_the_number_of_a_programme_opens_to_everybody_it_counts(world: World) -> None:
    def opens_to() -> str:
        line = applications_line(actor=world.officer, programme=world.programme, today=date(2020, 6, 24))
        assert line is not None
        return line.url

    ApplicationFactory(programme=world.programme, union=world.guest, state="accepted")
    assert opens_to() == registry["pairing"].page_of(Step.APPLICATION, world.programme.pk)
    ApplicationFactory(programme=world.programme, union=world.host, state="submitted")
    assert opens_to() == reverse("applications:list", args=[world.programme.pk])
