from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.world import World
from tests.kinds.aid.answers import HEAD, number, old_answers
from tests.kinds.aid.sheets import CARD, book_of, household, sound

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import Post
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake.actions import open_import, replace_failed, take_rows, undo_rows
from lianshou.kernel.intake.models import Import
from lianshou.kernel.intake.queries import landing_of
from lianshou.kernel.intake.rules import NotUnderstood
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Parameter
from lianshou.kernel.programmes.queries import rule_book
from lianshou.kinds.aid.actions import put_on_file
from lianshou.kinds.aid.actions.importing import file_standing
from lianshou.kinds.aid.enums import VERBS, Reason
from lianshou.kinds.aid.models import Household, Member, Survey, Verification
from lianshou.kinds.aid.queries import outcome_of
from lianshou.kinds.aid.queries.files import OF_MANY
from lianshou.kinds.aid.rules.computing import compute
from lianshou.kinds.aid.rules.facts import Where
from lianshou.kinds.aid.rules.form import facts_of
from lianshou.kinds.aid.rules.settings import KEYS
from lianshou.kinds.aid.rules.settings.lines import LINE

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def opened(
    world: World, content: bytes, *, slug: str = "households-2021", name: str = "困难职工.xlsx"
) -> Import:
    return open_import(
        actor=world.officer, union=world.county, list_slug=slug, name=name, content=content, now=NOW
    )


def problems(batch: Import) -> list[list[tuple[str, str]]]:
    return [[(one["key"], one["message"]["zh"]) for one in row.problems] for row in batch.rows.order_by("pk")]


def told(survey: Survey, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The answers that say something."""
    answers = {key: value for key, value in (survey.answers or {}).items() if value and key not in without}
    answers["members"] = [
        {key: value for key, value in row.items() if value and key != "row"}
        for row in answers.get("members", [])
    ]
    return answers


def meant(answers: dict[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in answers.items() if value}
    return found | {"members": [{k: v for k, v in row.items() if v} for row in answers["members"]]}


def test_household_is_taken_in_as_at_the_desk(world: World) -> None:
    batch = opened(world, book_of([sound()]))
    assert problems(batch) == [[]]
    taken = take_rows(actor=world.officer, batch=batch, now=NOW)
    assert (taken.taken, taken.refused) == (1, 0)
    file, survey, member = (
        Household.objects.get(),
        Survey.objects.get(),
        Member.objects.admitted().filter(is_head=True).get(),
    )
    assert told(survey) == meant(sound())
    assert (file.state, file.category, file.persons, file.cause, file.secondary) == (
        "checking", "relative", 3, "illness", ["schooling"],
    )  # fmt: skip
    assert file.number == "320923-2026-00001"
    assert (survey.stage, survey.mode, survey.taken_on, survey.vintage) == (
        "handed_in",
        "desk",
        date(2026, 11, 20),
        2021,
    )
    assert survey.outcome["category"] == "relative"
    assert list(survey.takers.all()) == [world.officer]
    assert member.birth_on == date(1976, 3, 1)
    assert Member.objects.count() == 3
    person = Person.objects.admitted().get(pk=file.head_id)
    assert (person.name, person.id_number, person.union, person.bank_card) == (
        "陆小满", HEAD, world.county, CARD,
    )  # fmt: skip
    landing = landing_of(batch)
    assert landing.endswith(f"?batch={batch.pk}")
    client = Client()
    client.force_login(world.officer)
    assert [row.record for row in client.get(landing).context["table"].rows] == [file]
    assert not client.get(landing.replace(str(batch.pk), "0")).context["table"].rows
    first = Verification.objects.get()
    assert (first.sort, first.order[-1], first.waits_at) == ("first", "approval", "application")


def test_what_would_change_an_outcome_of_a_list_is_what_the_desk_says(world: World) -> None:
    take_rows(actor=world.officer, batch=opened(world, book_of([sound(), household(5)])), now=NOW)
    for survey in Survey.objects.order_by("pk"):
        found = outcome_of(survey)
        by_the_desk = compute(
            facts_of(survey.answers or {}, survey.form), Where("320923", date(2026, 11, 20)), rule_book(*KEYS)
        )
        assert survey.outcome["would_change"] is None
        assert found == by_the_desk
        assert found is not None
        assert found.would_change


def test_what_would_change_goes_by_the_settings_that_were_frozen(world: World) -> None:
    take_rows(actor=world.officer, batch=opened(world, book_of([sound()])), now=NOW)
    survey = Survey.objects.get()
    before = outcome_of(survey)
    Parameter.objects.create(
        key=LINE, value=1, region="320923", union=world.county, set_by=world.officer, starts_on=date(2026, 1, 1),
        state="standing", document_no="阜工发〔2026〕1号", dated_on=date(2026, 1, 1), set_at=NOW,
    )  # fmt: skip
    assert rule_book(LINE).value(LINE, region="320923", on=date(2026, 11, 20)) == 1
    assert outcome_of(survey) == before


@pytest.mark.parametrize("beside", [False, True], ids=["columns", "second sheet"])
def test_members_stand_in_columns_or_on_a_second_sheet(world: World, beside: bool) -> None:
    batch = opened(world, book_of([sound(), household(5)], beside=beside))
    assert problems(batch) == [[], []]
    take_rows(actor=world.officer, batch=batch, now=NOW)
    assert [told(one) for one in Survey.objects.order_by("pk")] == [meant(sound()), meant(household(5))]


def test_older_form_has_a_list_of_its_own(world: World) -> None:
    given = old_answers(own_monthly="2200", sex="female", bank_card=CARD)
    batch = opened(world, book_of([given], year=2016), slug="households-2016")
    assert problems(batch) == [[]]
    take_rows(actor=world.officer, batch=batch, now=NOW)
    survey = Survey.objects.get()
    assert told(survey) == meant(given)
    assert survey.vintage == 2016


def test_old_numbers_are_converted_and_columns_go_by_other_names(world: World) -> None:
    given = sound(id_number="320923760301011", phone="138 1234 5678", cause="illness")
    renamed = {
        "身份证号": "公民身份号码",
        "主要致困原因": "致困原因",
        "工作状态": "身份/工作状态",
        "开户行": "开户银行",
    }
    batch = opened(world, book_of([given], renamed=renamed))
    assert problems(batch) == [[]]
    take_rows(actor=world.officer, batch=batch, now=NOW)
    assert Member.objects.admitted().get(is_head=True).id_number == HEAD


@pytest.mark.parametrize(
    ("change", "key", "message"),
    [
        ({"nation": ""}, "nation", "“民族”没有填。"),
        ({"id_number": "32092319760301011"}, "id_number", "身份证号应当是18位（老证15位）。"),
        ({"cause_yuan": "一万"}, "cause_yuan", "“一万”不是数字。"),
        ({"persons": "4"}, "persons", "家庭人口填的是4人，本人加成员共3人。"),
        ({"covered_yuan": "40000"}, "covered_yuan", "获赔付、报销的数额超过了费用本身。"),
        ({"birth_on": "1976-03-02"}, "birth_on", "出生日期与身份证号不一致。"),
        ({"secondary": ["illness"]}, "secondary", "主要原因不能同时是次要原因。"),
        ({"unit": "没有这个工会"}, "unit", "您的范围内没有这个工会。"),
        ({"taken_on": "2027-01-01"}, "taken_on", "日期在今天之后。"),
        ({"outer_number": "NN0001"}, "filed_on", "填了全国系统档案编号，没有填建档日期。"),
        ({"filed_on": "2019-01-01"}, "outer_number", "填了建档日期，没有填全国系统档案编号。"),
    ],
)
def test_each_fault_names_its_cell(world: World, change: dict[str, Any], key: str, message: str) -> None:
    batch = opened(world, book_of([sound(**change)]))
    assert problems(batch)[0][:1] == [(key, message)]
    assert [row.state for row in batch.rows.all()] == ["bad"]


def test_fault_of_a_member_names_the_members_column(world: World) -> None:
    given = sound()
    given["members"][1]["health"] = ""
    batch = opened(world, book_of([given]))
    assert problems(batch) == [[("m2_health", "健康状况没有填。")]]


def test_number_stands_once_in_the_workbook_and_in_the_archive(client: Client, world: World) -> None:
    take_rows(actor=world.officer, batch=opened(world, book_of([sound()])), now=NOW)
    one, two = household(1), household(2)
    two["members"][0]["id_number"] = one["id_number"]
    again = household(3)
    again["members"][0]["id_number"] = HEAD
    batch = opened(world, book_of([one, two, again]))
    assert problems(batch) == [
        [],
        [("m1_id_number", "这个身份证号与第2行重复。")],
        [("m1_id_number", problems(batch)[2][0][1])],
    ]
    (met,) = batch.rows.order_by("pk")[2].problems
    file = Member.objects.admitted().get(is_head=True).household_id
    assert (met["page"], met["message"]) == (
        reverse("aid:household", args=[file]),
        {
            "zh": "这个身份证号已在一份档案里：请打开那份档案，不要重复建档。",
            "en": "This identity number stands in a file already: open that file instead of a second one.",
        },
    )
    client.force_login(world.officer)
    first = Import.objects.order_by("pk").first()
    assert first is not None
    done = client.get(reverse("intake:detail", args=[first.pk])).content.decode()
    assert (landing_of(first) in done, ">困难职工家庭</a></li>" in done) == (True, True)
    page = client.get(reverse("intake:detail", args=[batch.pk]))
    assert f'href="{reverse("aid:household", args=[file])}"' in page.content.decode()


def test_row_meets_what_was_entered_after_it_was_checked(world: World) -> None:
    first, second = (opened(world, book_of([sound(), household(n)])) for n in (1, 2))
    take_rows(actor=world.officer, batch=first, now=NOW)
    taken = take_rows(actor=world.officer, batch=second, now=NOW)
    assert (taken.taken, taken.refused) == (1, 1)
    assert Household.objects.count() == 3


def test_import_is_taken_back_with_new_persons_unless_something_grew(world: World) -> None:
    batch = opened(world, book_of([household(1), household(2), household(3)]))
    before = Person.objects.count()
    take_rows(actor=world.officer, batch=batch, now=NOW)
    kept = Household.objects.order_by("pk")[1]
    kept.level = "city"
    kept.save()
    undo_rows(actor=world.officer, batch=batch, now=NOW)
    assert list(Household.objects.all()) == [kept]
    assert Person.objects.count() == before + 1
    assert {row.state for row in batch.rows.all()} == {"taken", "good"}
    again = take_rows(actor=world.officer, batch=batch, now=NOW)
    assert (again.taken, Household.objects.count()) == (2, 3)


def test_person_on_register_is_linked_under_the_same_name_only(world: World) -> None:
    person = Person.objects.create(union=world.township, name="陆小满", id_number=HEAD)
    batch = opened(world, book_of([sound()]))
    take_rows(actor=world.officer, batch=batch, now=NOW)
    assert Household.objects.get().head == person
    other = number("19800101", 77)
    Person.objects.create(union=world.county, name="另一个人", id_number=other)
    Person.objects.create(union=world.foreign_county, name="外县人", id_number=number("19810101", 78))
    batch = opened(
        world,
        book_of(
            [household(8, id_number=other), household(9, id_number=number("19810101", 78), name="外县人")]
        ),
    )
    assert [[key for key, _message in row] for row in problems(batch)] == [["id_number"], ["id_number"]]


def standing(n: int) -> dict[str, Any]:
    return household(n, outer_number=f"NN45{n:04d}", filed_on="2019-03-01", level="全国级")


def test_file_of_the_superiors_archive_is_put_on_file_by_a_second_person(
    client: Client, world: World
) -> None:
    batch = opened(world, book_of([standing(1), standing(2), household(3)]))
    take_rows(actor=world.officer, batch=batch, now=NOW)
    rounds = Verification.objects.order_by("household_id")
    assert [(one.sort, one.waits_at) for one in rounds] == [
        ("standing", "approval"), ("standing", "approval"), ("first", "application"),
    ]  # fmt: skip
    client.force_login(world.approver)
    page = client.get(reverse("aid:imports"))
    assert [(one["union"], one["n"], one["out"]) for one in page.context["waiting"].data] == [
        (world.county.pk, 2, 0)
    ]
    client.post(reverse("aid:file_standing", args=[world.county.pk]))
    files = list(Household.objects.order_by("pk").values_list("state", "filed_on"))
    assert files == [("on_file", date(2019, 3, 1)), ("on_file", date(2019, 3, 1)), ("checking", None)]
    history: Any = Household.history
    assert history.filter(state="on_file", entry__isnull=False).count() == 2
    line = Entry.objects.get(verb="households.filed")
    assert (line.details["filed"], line.actor_id) == (2, world.approver.pk)
    shown = client.get(reverse("aid:household", args=[Household.objects.order_by("pk")[0].pk]))
    assert [one.label for one in shown.context["steps"]] == [str(VERBS[key]) for key in OF_MANY]
    assert "NN450001" in shown.content.decode()
    client.post(reverse("aid:file_standing", args=[world.county.pk]))
    assert Entry.objects.filter(verb="households.filed").count() == 1


def test_whoever_imported_does_not_put_on_file(world: World) -> None:
    both = person_with("officer", world.county, name="两岗一人")
    Post.objects.create(user=both, union=world.county, role="approver", starts_on=date(2020, 1, 1))
    batch = open_import(
        actor=both,
        union=world.county,
        list_slug="households-2021",
        name="a.xlsx",
        content=book_of([standing(1)]),
        now=NOW,
    )
    take_rows(actor=both, batch=batch, now=NOW)
    with pytest.raises(Refused) as refused:
        file_standing(actor=both, union=world.county, now=NOW)
    assert refused.value.reason is Reason.NOTHING_STANDS


def test_single_file_of_the_superiors_archive_keeps_its_day(world: World) -> None:
    take_rows(actor=world.officer, batch=opened(world, book_of([standing(1)])), now=NOW)
    put_on_file(actor=world.approver, household=Household.objects.get(), now=NOW)
    assert Household.objects.get().filed_on == date(2019, 3, 1)


def test_member_without_a_household_stops_the_workbook(world: World) -> None:
    given = household(1)
    content = book_of([given], beside=True)
    book = load_workbook(BytesIO(content))
    book["家庭成员"]["A3"] = number("19700101", 5)
    target = BytesIO()
    book.save(target)
    with pytest.raises(NotUnderstood) as refused:
        opened(world, target.getvalue())
    problem = refused.value.problems[0]
    assert (problem.sheet, problem.row, problem.column_letter, problem.code) == (
        "家庭成员",
        3,
        "A",
        "no_home",
    )
    assert Household.objects.count() == 0


def test_text_file_is_read_as_well(world: World) -> None:
    book = load_workbook(BytesIO(book_of([sound()])))
    lines = [
        ",".join(str(cell or "") for cell in row) for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    batch = opened(world, "\n".join(lines).encode("gb18030"), name="困难职工.csv")
    assert problems(batch) == [[]]


def test_template_has_both_sheets_and_is_read_back_empty(client: Client, world: World) -> None:
    client.force_login(world.officer)
    answer = client.get(reverse("intake:register_template", args=["households-2021"]))
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames[1] == "家庭成员"
    assert opened(world, answer.content).rows.count() == 0


def test_faults_come_back_as_a_workbook_that_is_taken_when_corrected(client: Client, world: World) -> None:
    batch = opened(world, book_of([household(1, nation=""), household(2)]))
    client.force_login(world.officer)
    content = client.get(reverse("intake:export", args=[batch.pk]), {"show": "bad"}).content
    book = load_workbook(BytesIO(content))
    sheet = next(one for one in book.worksheets if "民族" in [cell.value for cell in one[1]])
    place = [cell.value for cell in sheet[1]].index("民族") + 1
    sheet.cell(2, place).value = "壮族"
    target = BytesIO()
    book.save(target)
    replace_failed(actor=world.officer, batch=batch, name="b.xlsx", content=target.getvalue(), now=NOW)
    assert problems(batch) == [[], []]


def test_nothing_personal_stands_in_the_book_or_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    batch = opened(world, book_of([sound(), household(1, id_number="32092319760301012")]))
    take_rows(actor=world.officer, batch=batch, now=NOW)
    undo_rows(actor=world.officer, batch=batch, now=NOW)
    said = str([(one.verb, one.details) for one in Entry.objects.all()])
    logged = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith("django.db"))
    for secret in (HEAD, CARD, "13812345678", "陆小满", "周小雨", "32092319760301012"):
        assert secret not in said
        assert secret not in logged
    errors = str([[one["message"], one["way_out"]] for row in batch.rows.all() for one in row.problems])
    assert "32092319760301012" not in errors


def test_pages_of_imports_are_kind_when_empty_and_close_to_strangers(client: Client, world: World) -> None:
    client.force_login(world.officer)
    page = client.get(reverse("aid:imports"))
    assert reverse("intake:register", args=["households-2016"]) in page.content.decode()
    client.force_login(world.foreign_officer)
    opened(world, book_of([sound()]))
    assert list(client.get(reverse("aid:imports")).context["before"]) == []
