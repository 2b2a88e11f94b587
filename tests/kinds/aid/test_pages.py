"""Pages of the register: a household from opening to handing in, at the desk and at the door, and who sees what."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.documents import scanned, scripted
from tests.factories.followups import picture
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World
from tests.kinds.aid.answers import CHILD, HEAD, SPOUSE, new_answers, posted
from tests.kinds.aid.helped import household_at
from tests.kinds.aid.left import left
from tests.kinds.aid.verified import no_layers

from lianshou import __version__
from lianshou.china.identity_numbers import BadIdentity
from lianshou.kernel.audit.models import Entry
from lianshou.kinds.aid.actions import Filled, NewPicture, begin_survey, record_household
from lianshou.kinds.aid.actions.picturing import put_pictures
from lianshou.kinds.aid.enums import Reason
from lianshou.kinds.aid.models import Household, Picture, Survey

POOR = {"bank_card": "", "income_wages": "30000", "cause_yuan": "", "covered_yuan": ""}
CANARIES = (
    HEAD,
    SPOUSE,
    CHILD,
    "周小雨",
    "陆青苗",
    "13812345678",
    "示例慢性病",
    "3幢201室",
    "示例银行阜宁支行",
)


def url(name: str, *args: Any) -> str:
    return reverse(f"aid:{name}", args=args)


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def words_of(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)


@pytest.fixture
def household(world: World) -> Household:
    no_layers()
    filled = Filled(answers=new_answers(**POOR), mode="visit", takers=[world.officer.pk], other_takers="李静")
    survey = record_household(actor=world.officer, union=world.guest, filled=filled, now=timezone.now())
    return survey.household


def test_household_is_opened_filled_in_at_the_desk_and_handed_in(world: World) -> None:
    officer = as_(world.officer)
    assert "还没有登记困难职工家庭" in page(officer, url("households"))
    who = {"union": world.guest.pk, "name": "陆小满", "id_number": HEAD, "level": "city"}
    opened = officer.post(url("open"), who)
    survey = Survey.objects.get()
    assert opened.url == url("fill", survey.pk)  # type: ignore[attr-defined]
    body = page(officer, url("fill", survey.pk))
    assert "来自人员名册" in body
    assert HEAD not in body
    sent: dict[str, Any] = posted(new_answers(**POOR)) | {
        "version": "1",
        "mode": "desk",
        "takers": [str(world.officer.pk)],
    }
    kept = officer.post(url("keep", survey.pk), sent, headers={"HX-Request": "true"})
    assert 'name="version" value="2"' in kept.content.decode()
    assert f"联手 {__version__} ·" in page(officer, url("fill", survey.pk))  # not the draft's number
    late = officer.post(url("fill", survey.pk), sent)
    assert (late.status_code, "别的窗口" in late.content.decode()) == (422, True)
    wrong = officer.post(url("fill", survey.pk), sent | {"version": "2", "persons": "4", "cause": ""})
    said = wrong.content.decode()
    assert (wrong.status_code, 'href="#id_persons"' in said, 'href="#id_cause"' in said) == (422, True, True)
    done = officer.post(url("fill", survey.pk), sent | {"version": "2"}, follow=True)
    assert done.redirect_chain[-1][0] == url("survey", survey.pk)
    found = Household.objects.get()
    assert (found.state, found.level, found.persons) == ("checking", "city", 3)
    assert officer.get(url("fill", survey.pk)).status_code == 302


def test_pages_show_masks_to_everybody_and_nothing_to_neighbours(household: Household, world: World) -> None:
    survey = household.surveys.get()
    addresses = [
        url("households"),
        url("household", household.pk),
        url("survey", survey.pk),
        url("export_households"),
    ]
    for user in (world.officer, world.approver, world.leader):
        for address in addresses:
            answer = as_(user).get(address)
            body = answer.content.decode(errors="ignore")
            assert [word for word in CANARIES if word in body] == [], address
    assert [as_(world.foreign_officer).get(address).status_code for address in addresses[1:3]] == [404, 404]
    assert household.number not in page(as_(world.foreign_officer), url("households"))


def test_register_is_narrowed_found_and_refuses_a_second_file_kindly(
    household: Household, world: World
) -> None:
    officer = as_(world.officer)
    for asked, hits in (
        ({"q": "luxiaoman"}, 1),
        ({"q": "陆小"}, 1),
        ({"q": household.number[:9]}, 1),
        ({"q": "无此人"}, 0),
        ({"union": world.guest.pk}, 1),
        ({"union": world.host.pk}, 0),
        ({"category": household.category, "cause": "illness", "state": "checking", "level": "nation"}, 1),
        ({"cause": "accident"}, 0),
        ({"year": timezone.localdate().year, "due": "0"}, 1),
        ({"due": "1"}, 0),
    ):
        answer = officer.get(url("households"), asked)
        assert len(answer.context["table"].rows) == hits, asked
    found = officer.post(url("find"), {"id_number": SPOUSE})
    assert found.url == url("household", household.pk)  # type: ignore[attr-defined]
    second = {"union": world.county.pk, "name": "周小雨", "id_number": SPOUSE, "level": "nation"}
    answer = officer.post(url("open"), second)
    assert (answer.status_code, url("household", household.pk) in answer.content.decode()) == (422, True)
    foreign = second | {"union": world.foreign_county.pk}
    told = as_(world.foreign_officer).post(url("open"), foreign).content.decode()
    assert (household.number in told, "您看不到" in told) == (False, True)


def test_year_of_the_last_survey_narrows_only_when_it_is_chosen(household: Household, world: World) -> None:
    unsurveyed = household_at(world.guest, 7)
    officer = as_(world.officer)
    shown = page(officer, url("households"))
    asked = re.search(r'<select[^>]*name="year".*?</select>', shown, re.DOTALL)
    assert asked is not None
    first, *years = re.findall(r'<option value="(\w*)"([^>]*)>', asked[0])
    assert first[0] == ""
    assert years
    assert not any("selected" in marks for _year, marks in years)
    everybody = page(officer, url("households") + "?q=&year=")
    assert unsurveyed.number in everybody
    narrowed = page(officer, url("households") + f"?year={years[0][0]}")
    assert household.number in narrowed
    assert unsurveyed.number not in narrowed


def test_file_is_put_on_file_ended_and_moved_by_its_page(household: Household, world: World) -> None:
    officer, approver, at = as_(world.officer), as_(world.approver), household.pk
    assert officer.post(url("put_on_file", at)).status_code == 403
    assert "批准建档" in page(approver, url("household", at))
    approver.post(url("put_on_file", at))
    told = officer.get(url("household", at)).context["next_steps"]
    links = [url("assign", at), url("give", at), url("checklist", at)]
    assert [one.url for one in told] == links
    assert [one.by for one in told] == [None, *[timezone.localdate().replace(month=12, day=31)] * 2]
    moved = officer.post(url("move", at), {"move-union": world.host.pk})
    assert moved.status_code == 422
    officer.post(url("move", at), {"move-union": world.host.pk, "move-consent": "on"})
    officer.post(url("causes", at), {"causes-cause": "accident", "causes-words": "核实"})
    household.refresh_from_db()
    assert (household.state, household.union, household.cause) == ("on_file", world.host, "accident")
    left(world, household, timezone.now())
    assert household.state == "ended"
    assert "迁出" in page(officer, url("household", at))


def test_browser_sends_a_household_kept_without_a_network_once(world: World) -> None:
    officer, key = as_(world.officer), str(uuid4())
    body = page(officer, url("new_visit"))
    assert re.search(r'name="members-8-name"', body)
    assert "data-outbox-keep" in body
    sent: dict[str, Any] = posted(new_answers(**POOR)) | {
        "key": key,
        "union": str(world.guest.pk),
        "level": "nation",
        "mode": "visit",
        "takers": [str(world.officer.pk)],
        "other_takers": "李静",
    }
    headers = {"X-Outbox": str(world.officer.pk)}
    assert officer.post(url("new_visit"), sent, headers={"X-Outbox": "0"}).status_code == 409
    wrong = officer.post(url("new_visit"), sent | {"persons": "9"}, headers=headers)
    assert (wrong.status_code, [one[:5] for one in wrong.json()["errors"]][:1]) == (422, ["家庭人口："])
    assert f"照片：{Reason.NO_PHOTOGRAPH.label}" in wrong.json()["errors"]
    sent["later"] = "on"
    wrong = officer.post(url("new_visit"), sent | {"persons": "9"}, headers=headers)
    assert (wrong.status_code, wrong.json()["errors"][0][:5]) == (422, "家庭人口：")
    answers = [officer.post(url("new_visit"), sent, headers=headers) for _turn in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    told = officer.get(url("outbox"), {"key": key}).json()
    assert (told["user"], told["there"], Household.objects.count()) == (world.officer.pk, [key], 1)
    again = officer.post(url("new_visit"), sent | {"key": str(uuid4())})
    assert (again.status_code, "打开这份档案" in again.content.decode()) == (422, True)
    assert "lianshou-households-1" in page(Client(), url("worker"))


def test_pictures_are_shown_by_a_button_that_the_book_notes(
    household: Household, world: World, now: datetime
) -> None:
    officer = as_(world.officer)
    officer.post(url("begin", household.pk), {"mode": "desk"})
    survey = household.surveys.get(stage="draft")
    sent: dict[str, Any] = posted(new_answers(**POOR)) | {
        "version": "1",
        "mode": "desk",
        "takers": [str(world.officer.pk)],
    }
    shot: Any = _file()
    refused = officer.post(url("fill", survey.pk), sent | {"pictures": shot})
    assert refused.status_code == 422
    officer.post(
        url("fill", survey.pk), sent | {"pictures": _file(), "picture_sort": "identity", "consent": "on"}
    )
    (kept,) = Picture.objects.all()
    answer = officer.post(url("picture", kept.pk))
    assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert Entry.objects.filter(verb="survey.looked_at").count() == 1
    assert as_(world.leader).post(url("picture", kept.pk)).status_code == 403
    assert as_(world.foreign_officer).post(url("picture", kept.pk)).status_code == 404


def test_papers_come_as_pdf_and_are_fetched_with_a_line_in_the_book(
    household: Household, world: World
) -> None:
    officer = as_(world.officer)
    officer.post(url("begin", household.pk), {"mode": "desk"})
    survey = household.surveys.get(stage="draft")
    sent: dict[str, Any] = posted(new_answers(**POOR)) | {
        "version": "1",
        "mode": "desk",
        "takers": [str(world.officer.pk)],
        "document_sort": "illness",
    }
    refused = officer.post(url("fill", survey.pk), sent | {"documents": _pdf(scripted())})
    assert refused.status_code == 422
    assert "脚本" in refused.content.decode()
    assert not Picture.objects.exists()
    assert officer.post(url("fill", survey.pk), sent | {"documents": _pdf(scanned(2))}).status_code == 302
    (kept,) = Picture.objects.all()
    assert (kept.media, kept.pages, kept.sort, kept.width) == ("pdf", 2, "illness", 0)
    shown = officer.get(url("survey", survey.pk)).content.decode()
    assert "PDF，2页" in shown
    answer = officer.post(url("picture", kept.pk))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Entry.objects.filter(verb="survey.looked_at").count() == 1
    assert as_(world.leader).post(url("picture", kept.pk)).status_code == 403
    assert as_(world.foreign_officer).post(url("picture", kept.pk)).status_code == 404


def test_a_pdf_is_no_photograph_of_the_visit(household: Household, world: World, now: datetime) -> None:
    survey = begin_survey(actor=world.officer, household=household, now=now)
    paper = NewPicture(content=scanned(), sort="door", is_document=True)
    put_pictures(survey, [paper], now)
    assert [one.sort for one in Picture.objects.all()] == ["other"]


def _pdf(content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("证明.pdf", content, content_type="application/pdf")


def _file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("a.jpg", picture(), content_type="image/jpeg")


def test_desk_of_a_programme_lists_whom_it_brought(world: World) -> None:
    officer = as_(world.officer)
    year = timezone.localdate().year
    programme = ProgrammeFactory(kind="aid", union=world.county, title="困难职工帮扶", year=year)
    assert "还没有建档" in page(officer, url("desk", programme.pk))
    who = {"union": world.guest.pk, "name": "陆小满", "id_number": HEAD, "programme": programme.pk}
    assert officer.post(url("open"), who).status_code == 302
    assert Household.objects.get().number in page(officer, url("desk", programme.pk))
    Household.objects.update(state="on_file")
    for title, number, to in officer.get(url("desk", programme.pk)).context["tallies"]:
        assert officer.get(to).context["table"].paginator.count == number, (title, to)
        assert number == (0 if to.startswith(url("leavings")) else 1), title
    officer.post(url("start", programme.pk))
    officer.post(url("close", programme.pk))
    programme.refresh_from_db()
    assert programme.state == "closed"


def test_household_is_split_and_merged_again_by_its_page(household: Household, world: World) -> None:
    officer, approver, at = as_(world.officer), as_(world.approver), household.pk
    spouse, child = (one.pk for one in household.members.order_by("pk") if not one.is_head)
    assert officer.post(url("split", at), {"split-along": [child]}).status_code == 422
    assert officer.post(url("split", at), {"split-head": spouse, "split-along": [child]}).status_code == 302
    made = Household.objects.exclude(pk=at).get()
    assert (made.head.name, made.members.count()) == ("周小雨", 2)
    assert approver.post(url("merge", at), {"merge-number": "320923-2000-00009"}).status_code == 422
    assert officer.post(url("merge", at), {"merge-number": made.number}).status_code == 403
    assert approver.post(url("merge", at), {"merge-number": made.number}).status_code == 302
    assert household.number in page(officer, url("household", made.pk))


def test_page_of_a_person_leads_to_the_file(household: Household, world: World) -> None:
    officer = as_(world.officer)
    assert url("household", household.pk) in page(officer, reverse("people:detail", args=[household.head_id]))
    other = reverse("people:detail", args=[world.host_chair.pk])
    assert f"{url('open')}?person={world.host_chair.pk}" in page(officer, other)
    assert world.host_chair.name in page(officer, f"{url('open')}?person={world.host_chair.pk}")


def test_own_page_and_looking_tell_answers_in_words(household: Household, world: World) -> None:
    survey = household.surveys.get()
    look = reverse("privacy:reveal", args=["household_survey", survey.pk, "all"])
    shown = as_(world.officer).post(
        look, {"purpose": "check", "words": "核对"}, headers={"HX-Request": "true"}
    )
    body = shown.content.decode()
    assert shown.status_code == 200
    assert ("致困原因：重特大疾病" in body, HEAD in body, "{&#x27;" in body) == (True, True, False)
    account = world.nobody
    household.head.account = account
    household.head.save()
    own = as_(account).get(reverse("me:page"))
    said = own.content.decode()
    assert (own.status_code, "困难职工档案表" in said, HEAD in said) == (200, True, False)


def test_wrong_number_is_told_and_a_federation_is_nobodys_employer(world: World) -> None:
    officer = as_(world.officer)
    who = {"union": world.county.pk, "name": "陆小满", "id_number": HEAD, "level": "nation"}
    wrong = HEAD[:-1] + ("0" if HEAD[-1] != "0" else "1")
    said = officer.post(url("open"), who | {"id_number": wrong}).content.decode()
    assert (str(BadIdentity.CHECK.message.zh) in said, Household.objects.count()) == (True, 0)
    officer.post(url("open"), who)
    survey = Survey.objects.select_related("household").get()
    assert (survey.answers["employer"], survey.marks.get("employer")) == ("", None)
    at = url("paper", survey.household_id, "application")
    assert "本人陆小满，因家庭生活困难" in words_of(officer.get(at).content)
    sent: dict[str, Any] = posted(new_answers(**POOR)) | {"version": "1", "takers": [str(world.officer.pk)]}
    assert officer.post(url("fill", survey.pk), sent).status_code == 302
    assert "本人陆小满，系中成紧固技术公司职工，因家庭生活困难" in words_of(officer.get(at).content)
