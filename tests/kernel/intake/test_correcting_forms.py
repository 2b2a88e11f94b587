"""A form that was returned, or that nobody has taken up, is corrected: both states stand, and it goes up again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.factories.access import person_with
from tests.factories.events import opened, programme, workers
from tests.factories.review import NOW, Climb, climb_of, judging_of
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import Reason
from lianshou.kernel.intake.models import Application, Draft, Filing
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.review.actions import refuse_step, return_step
from lianshou.kernel.review.models import Ascent, Step
from lianshou.kernel.review.queries.duties import desk_items

pytestmark = pytest.mark.django_db
GUEST = {"name": "长风风电工会", "members": "40", "chair": "方申报", "phone": "13812340009", "wish": "学管理"}
LATER = NOW + timedelta(hours=2)


def filed(climb: Climb, **changes: str) -> Application:
    return actions.submit_application(
        actor=climb.submitter, programme=climb.programme, slug="guest", union=climb.unit,
        texts={**GUEST, **changes}, seen=0, now=NOW,
    )  # fmt: skip


def returned(climb: Climb, words: str = "会员数请核实") -> Ascent:
    filed(climb)
    ascent = Ascent.objects.get()
    return return_step(actor=climb.township, ascent=ascent, words=words, now=NOW)


def correct(
    climb: Climb, filing: Filing, *, words: str = "", actor: Any = None, **changes: str
) -> Application:
    return actions.correct_application(
        actor=actor or climb.submitter,
        filing=filing,
        texts={**GUEST, **changes},
        seen=0,
        now=LATER,
        words=words,
    )


def page(account: Any, name: str, pk: int) -> Any:
    client = Client()
    client.force_login(account)
    return client.get(reverse(name, args=[pk]))


def test_a_returned_form_is_corrected_and_goes_up_to_whoever_returned_it(world: World) -> None:
    climb = climb_of(world)
    ascent = returned(climb)
    application = correct(climb, Filing.objects.get(), words="已核实", members="46")
    ascent.refresh_from_db()
    first, second = Filing.objects.order_by("pk")
    assert (application.state, ascent.state, ascent.union) == (
        "in_review",
        "climbing",
        world.township,
    )
    assert (first.answers["members"], second.answers["members"], second.corrects) == ("40", "46", first)
    last = Step.objects.filter(ascent=ascent).order_by("number").last()
    assert last is not None
    assert (last.act, last.words) == ("resubmitted", "已核实")


def test_the_kind_is_brought_up_to_the_corrected_form(world: World) -> None:
    climb = climb_of(world)
    returned(climb)
    assert correct(climb, Filing.objects.get(), wish="学集体协商").pairing.wish == "学集体协商"


def test_the_approver_reads_what_changed_and_the_form_as_it_was(world: World) -> None:
    climb = climb_of(world)
    ascent = returned(climb)
    correct(climb, Filing.objects.get(), members="46")
    told = page(climb.township, "review:ascent", ascent.pk).content.decode()
    assert "更正1项" in told
    assert "原填：40" in told
    assert "提交的原表" in told


def test_the_applicant_reads_why_and_is_led_to_the_form_as_it_was_sent(world: World) -> None:
    climb = climb_of(world)
    ascent = returned(climb)
    filing = Filing.objects.get()
    for name, pk in (("applications:detail", filing.application_id), ("review:case", ascent.pk)):
        told = page(climb.submitter, name, pk).content.decode()
        assert ("会员数请核实" in told, queries.url_to_correct(filing.pk) in told) == (True, True)
    told = page(climb.submitter, "applications:correct", filing.pk)
    assert told.context["form"]["members"].value() == "40"
    assert "会员数请核实" in told.content.decode()


def test_nothing_changed_needs_a_word_and_then_leaves_the_form_as_it_is(world: World) -> None:
    climb = climb_of(world)
    returned(climb)
    with pytest.raises(Refused) as caught:
        correct(climb, Filing.objects.get())
    assert caught.value.reason is Reason.NOTHING_CHANGED
    assert correct(climb, Filing.objects.get(), words="已核实，无误").state == "in_review"
    assert Filing.objects.count() == 1


def test_what_is_under_review_or_was_corrected_already_stays(world: World) -> None:
    climb = climb_of(world)
    filed(climb)
    first = Filing.objects.get()
    with pytest.raises(Refused) as caught:
        correct(climb, first, members="46")
    assert caught.value.reason is Reason.NOT_CORRECTABLE
    return_step(actor=climb.township, ascent=Ascent.objects.get(), words="请核实", now=NOW)
    correct(climb, first, members="46")
    return_step(actor=climb.township, ascent=Ascent.objects.get(), words="再核实", now=LATER)
    with pytest.raises(Refused) as caught:
        correct(climb, first, members="47")
    assert caught.value.reason is Reason.CORRECTED_ALREADY
    assert Filing.objects.count() == 2
    shown = page(climb.submitter, "applications:correct", first.pk)
    assert ("刚才已有人更正过" in shown.content.decode(), shown.status_code) == (True, 200)


def test_a_wrong_field_writes_nothing_and_keeps_what_was_typed(world: World) -> None:
    climb = climb_of(world)
    ascent = returned(climb)
    client = Client()
    client.force_login(climb.submitter)
    url = queries.url_to_correct(Filing.objects.get().pk)
    answer = client.post(url, {**GUEST, "members": "四十", "wish": "写了很久的话"})
    assert (answer.status_code, answer.context["form"]["wish"].value()) == (422, "写了很久的话")
    ascent.refresh_from_db()
    assert (ascent.state, Filing.objects.count()) == ("returned", 1)
    assert client.post(url, {**GUEST, "members": "46"}).status_code == 302
    ascent.refresh_from_db()
    assert ascent.state == "climbing"


def test_a_correction_has_a_draft_of_its_own(world: World) -> None:
    climb = climb_of(world)
    returned(climb)
    filing = Filing.objects.get()
    client = Client()
    client.force_login(climb.submitter)
    client.post(f"{queries.url_to_correct(filing.pk)}keep/", {**GUEST, "members": "45", "seen": "0"})
    kept = Draft.objects.get()
    assert (kept.corrects, queries.url_of_draft(kept)) == (filing, queries.url_to_correct(filing.pk))
    assert [one.pk for one in queries.my_drafts(actor=climb.submitter)] == [kept.pk]
    assert page(climb.submitter, "applications:correct", filing.pk).context["form"]["members"].value() == "45"
    actions.correct_application(
        actor=climb.submitter, filing=filing, texts={**GUEST, "members": "46"}, seen=1, now=LATER
    )
    assert Draft.objects.count() == 0


def test_what_nobody_has_taken_up_is_corrected_without_approval(world: World) -> None:
    application = actions.submit_application(
        actor=world.guest_account, programme=world.programme, slug="guest", union=world.guest,
        texts={**GUEST, "name": world.guest.name}, seen=0, now=NOW,
    )  # fmt: skip
    filing = Filing.objects.get()
    given: dict[str, Any] = {"filing": filing, "seen": 0, "now": LATER}
    given["texts"] = {**GUEST, "name": world.guest.name, "members": "90"}
    assert actions.correct_application(actor=world.guest_account, **given).state == "submitted"
    actions.decide_application(actor=world.officer, application=application, accept=True, now=LATER)
    newest = Filing.objects.get(corrects=filing)
    given["filing"] = newest
    with pytest.raises(Refused) as caught:
        actions.correct_application(actor=world.guest_account, **given)
    assert caught.value.reason is Reason.NOT_CORRECTABLE


def test_another_chair_corrects_nothing_and_does_not_find_the_page(world: World) -> None:
    climb = climb_of(world)
    returned(climb)
    stranger = person_with("chair", world.host, name="别家")
    filing = Filing.objects.get()
    with pytest.raises(PermissionDenied):
        correct(climb, filing, actor=stranger, members="46")
    assert page(stranger, "applications:correct", filing.pk).status_code == 404


def test_the_officer_keeps_the_telephone_that_is_shown_behind_its_mask(world: World) -> None:
    """The officer sees 138****0009 and leaves the field empty: the number stays as it was sent in."""
    climb = climb_of(world)
    returned(climb)
    filing = Filing.objects.get()
    shown = page(world.officer, "applications:correct", filing.pk).content.decode()
    assert ("138****0009" in shown, "13812340009" in shown) == (True, False)
    correct(climb, filing, actor=world.officer, members="46", phone="")
    assert Filing.objects.get(corrects=filing).answers["phone"] == "13812340009"


def test_a_corrected_sign_up_moves_the_place_in_line(world: World) -> None:
    events = programme(world)
    first, second = opened(world, events, title="诵读会"), opened(world, events, title="健步走")
    person = workers(world.guest, 1, accounts=True)[0]
    texts = {"event": str(first.pk), "name": person.name, "phone": "13812340009"}
    given: dict[str, Any] = {"actor": person.account, "seen": 0}
    with time_machine.travel(NOW, tick=False):
        actions.submit_application(
            programme=events, slug="request", union=world.guest, person=person, texts=texts, now=NOW, **given
        )
        Application.objects.update(state="submitted")  # as where an approval comes first
        Placement.objects.update(state="queued")
        texts = {**texts, "event": str(second.pk)}
        actions.correct_application(filing=Filing.objects.get(), texts=texts, now=LATER, **given)
    states = dict(Placement.objects.values_list("opening__event", "state"))
    assert states == {first.pk: "ended", second.pk: "queued"}


def test_what_was_chosen_keeps_its_words_when_it_is_no_longer_offered(world: World) -> None:
    events = programme(world)
    event = opened(world, events, title="诵读会")
    person = workers(world.guest, 1, accounts=True)[0]
    texts = {"event": str(event.pk), "name": person.name, "phone": "13812340009"}
    with time_machine.travel(NOW, tick=False):
        application = actions.submit_application(
            actor=person.account, programme=events, slug="request", union=world.guest, person=person,
            texts=texts, seen=0, now=NOW,
        )  # fmt: skip
    told = page(person.account, "applications:detail", application.pk).content.decode()  # years later
    assert "诵读会" in told


def test_what_a_round_marks_or_has_decided_stays_as_it_is(world: World) -> None:
    judging = judging_of(world, applications=1, each=1)
    application = judging.applications[0]
    filing = Filing.objects.create(
        application=application, slug="guest", answers=GUEST, filed_at=NOW, filed_by=world.officer
    )
    assert queries.why_not_correct_form(filing=filing) is Reason.NOT_CORRECTABLE
    judging.assignments()[0].delete()
    assert queries.why_not_correct_form(filing=filing) is None


def test_who_was_refused_reads_why_and_until_when_to_appeal(world: World) -> None:
    climb = climb_of(world)
    application = filed(climb)
    ascent = refuse_step(actor=climb.township, ascent=Ascent.objects.get(), words="超过年限", now=NOW)
    with time_machine.travel(NOW, tick=False):
        told = page(climb.submitter, "applications:detail", application.pk).content.decode()
        assert ("超过年限" in told, "前可以申诉" in told, f"/review/cases/{ascent.pk}/" in told) == (
            True,
            True,
            True,
        )
        items = desk_items(actor=climb.submitter, today=NOW.date())
    assert [one.url for one in items if one.key.startswith("refused:")] == [f"/review/cases/{ascent.pk}/"]
