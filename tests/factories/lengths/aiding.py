"""Lists of aid: projects, what was given to persons of many files, the list for signing, households to choose from, marks."""

from __future__ import annotations

from typing import Any

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock
from tests.factories.programmes import ProgrammeFactory

from lianshou.kernel.funds.models import Budget, Payment, Source
from lianshou.kinds.aid.models import Aid, AidProject, Household, LongTerm, Member, Recipient

_RULES: dict[str, Any] = {
    "sort": "living",
    "words": "生活救助",
    "nature": "money",
    "year": 2020,
    "is_often": True,
}


def _programme(stock: Stock) -> Any:
    return stock.once("aiding", lambda: ProgrammeFactory(kind="aid", union=stock.world.county, year=2020))


def projects(stock: Stock, numbers: range) -> list[AidProject]:
    """Each of another union."""
    programme = _programme(stock)
    return AidProject.objects.bulk_create(
        AidProject(
            union=union,
            union_path=union.path,
            programme=programme,
            title=f"第{n}项",
            entered_by=stock.seer,
            entered_at=NOW,
            **_RULES,
        )
        for n, union in zip(numbers, stock.unions(numbers), strict=True)
    )


def _project(stock: Stock) -> AidProject:
    def made() -> AidProject:
        union = stock.world.county
        told = {"programme": _programme(stock), "title": "一项", "entered_by": stock.seer, "entered_at": NOW}
        return AidProject.objects.create(union=union, **told, **_RULES)

    found: AidProject = stock.once("aid project", made)
    return found


def families(stock: Stock, numbers: range) -> list[Household]:
    """On file, each of another union, the head among its members."""
    facts: dict[str, Any] = {"state": "on_file", "category": "deep", "opened_on": TODAY, "opened_year": 2020}
    made = Household.objects.bulk_create(
        Household(number=f"帮{n}", union=one.union, union_path=one.union.path, head=one, **facts)
        for n, one in zip(numbers, stock.people(numbers), strict=True)
    )
    Member.objects.bulk_create(
        Member(household=one, person=one.head, is_head=True, name=one.head.name) for one in made
    )
    return made


def _given(stock: Stock, households: list[Household], several: list[AidProject], users: list[Any]) -> None:
    """Money for each, from a budget of its own, entered by another account."""
    recipients = Recipient.objects.bulk_create(
        Recipient(household=one, person=one.head, is_head=True, name=one.head.name) for one in households
    )
    for place, (household, project, recipient, user) in enumerate(
        zip(households, several, recipients, users, strict=True)
    ):
        source = Source.objects.create(
            union=project.union, title=f"款{household.pk}-{place}", year=2020, sort="dues", amount_fen=10**8,
            recorded_by=user, recorded_at=NOW,
        )  # fmt: skip
        budget = Budget.objects.create(
            source=source,
            programme=project.programme,
            item="救助",
            ceiling_fen=10**7,
            set_by=user,
            set_at=NOW,
        )
        payment = Payment.objects.create(
            budget=budget, payee_sort="person", person=household.head, account="6222021234567890128",
            has_account=True, amount_fen=100, purpose="救助", entered_by=user, entered_at=NOW,
        )  # fmt: skip
        Aid.objects.create(
            project=project, household=household, recipient=recipient, sort="living", year=2020, nature="money",
            is_once=False, amount_fen=100, payment=payment, entered_by=user, entered_at=NOW,
        )  # fmt: skip


def aids(stock: Stock, numbers: range) -> None:
    _given(stock, families(stock, numbers), projects(stock, numbers), stock.users(numbers))


def aids_of_project(stock: Stock, numbers: range) -> None:
    made = families(stock, numbers)
    _given(stock, made, [_project(stock)] * len(made), stock.users(numbers))


def _helped(stock: Stock) -> Household:
    found: Household = stock.once("aided", lambda: families(stock, range(9300, 9301))[0])
    return found


def aids_of_household(stock: Stock, numbers: range) -> None:
    household, several = _helped(stock), projects(stock, numbers)
    _given(stock, [household] * len(several), several, stock.users(numbers))


def projects_above(stock: Stock, numbers: range) -> None:
    """Of the union that keeps the file of one household."""
    household = _helped(stock)
    told = {"union_path": household.union.path, "programme": _programme(stock), "entered_by": stock.seer}
    AidProject.objects.bulk_create(
        AidProject(union=household.union, title=f"本会第{n}项", entered_at=NOW, **told, **_RULES)
        for n in numbers
    )


def marks(stock: Stock, numbers: range) -> None:
    told = {"ground": "illness", "words": "长期透析", "since": TODAY, "set_at": NOW}
    LongTerm.objects.bulk_create(
        LongTerm(household=one, person=one.head, set_by=user, **told)
        for one, user in zip(families(stock, numbers), stock.users(numbers), strict=True)
    )


def _of(make: Any) -> Any:
    return lambda stock: {"pk": make(stock).pk}


AIDING = (
    Listed("ProjectTable", "aid:projects", projects, "aid:export_projects"),
    Listed("AidTable", "aid:given", aids, "aid:export_given"),
    Listed("AidTable", "aid:given", aids, "aid:roster", name="roster"),
    Listed("AidTable", "aid:project", aids_of_project, where=_of(_project), name="aids_of_project"),
    Listed("page", "aid:give_many", families, where=_of(_project), name="families"),
    Listed("aids", "aid:household", aids_of_household, where=_of(_helped), name="aids"),
    Listed("projects", "aid:give", projects_above, where=_of(_helped), name="projects_above"),
    Listed("LongTermTable", "aid:long_terms", marks, "aid:export_long_terms"),
)
