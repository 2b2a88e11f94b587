"""南宁: its federations, and the files of households in hardship that they keep. Every person here is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from lianshou.china.bank_cards import check_of as card_check_of
from lianshou.china.identity_numbers import check_of
from lianshou.demo.aiding import give_aid
from lianshou.demo.helping import match_helpers
from lianshou.demo.leaving import LEFT, RETURNED, UNDER_WAY, Leavers
from lianshou.demo.names import OTHER_FIRSTS, Namer
from lianshou.demo.verifying import SINCE, Ladders, ask_for_layers
from lianshou.demo.workbooks import lay_out_export, take_list_in
from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import User
from lianshou.kernel.programmes.actions import create_programme, start_programme
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions import (
    Filled,
    begin_survey,
    hand_in_survey,
    open_file,
    put_on_file,
    record_household,
)
from lianshou.kinds.aid.enums import Level, Mode
from lianshou.kinds.aid.models import Helping, Household, Survey

SEED = 20201013
ON_FILE = 363
"""How many households 南宁 has on file."""
AGAIN, LATE, CHECKING, ASKED, ENDED = 14, 9, 6, 4, LEFT
"""Of those on file: surveyed twice, and not surveyed yet this year. Beside them: being checked, only asked for, ended."""
ALONE, LISTED = 5, 6
"""The last of those on file, for whom nobody has chosen a helper yet; and the rows of a list that was uploaded."""
_REGION = "450199"  # no county bears this code
_CAUSES = (
    "illness",
    "illness",
    "illness",
    "schooling",
    "laid_off",
    "accident",
    "no_capacity",
    "unemployed",
    "other",
)
_STREETS = ("民生示例路", "江滨示例街", "新阳示例里", "园湖示例巷", "明秀示例路")
_LEVELS = (Level.NATION, Level.NATION, Level.NATION, Level.PROVINCE, Level.CITY)


def record_households(world: World, *, today: date) -> None:
    """The files of 南宁 through the real actions: the same day gives the same files."""
    Files(world, today).record()


def _marriage(drawn: str, members: list[dict[str, Any]]) -> str:
    """The marriage that goes with who lives there: with a husband or wife, a child alone, or nobody."""
    relations = {one["relation"] for one in members}
    if "spouse" in relations:
        return "married"
    if drawn == "married" or (drawn == "single" and relations):
        return "divorced"
    return drawn


class Files:
    """Draws up households one after the other; everything random comes from one seed."""

    def __init__(self, world: World, today: date) -> None:
        self.world, self.today = world, today
        self.random = Random(SEED)  # noqa: S311  invented records, no secret
        self.namer = Namer(self.random, firsts=OTHER_FIRSTS, first_code=9001)
        self.serial = 0
        self.places = list(world.districts.values())

    @property
    def officer(self) -> User:
        return self.world.accounts["nanning"]

    @property
    def approver(self) -> User:
        return self.world.accounts["nanning2"]

    def record(self) -> None:
        year = self.today.year
        programme = create_programme(
            actor=self.officer,
            kind="aid",
            union=self.world.nanning,
            title=f"南宁市{year}年困难职工帮扶",
            year=year,
            round=1,
            starts_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
            now=self.day(330),
        )
        start_programme(actor=self.officer, programme=programme, now=self.day(329))
        ask_for_layers(self.world, today=self.today, moment=moment)
        for place in range(ON_FILE):
            if place == ON_FILE - ALONE:
                match_helpers(self.world, today=self.today, namer=self.namer)
            self._on_file(place)
        give_aid(self.world, programme, today=self.today)
        told = {place: self._answers(self.places[2]) for place in range(CHECKING)}
        checking = [
            self._opened(2, one["name"], one["id_number"], programme, SINCE - 1) for one in told.values()
        ]
        asked = [
            self._opened(place, self.namer.person(), self._number(1975), programme, place + 1)
            for place in range(ASKED)
        ]
        answers = {one.pk: told[place] for place, one in enumerate(checking)}
        random = Random(SEED + 1)  # noqa: S311  invented records, no secret
        ladders = Ladders(self.world, programme, self.day, lambda one: self._filled(answers[one.pk]), random)
        ladders.climb(checking, asked)
        self._leave(programme)
        draft = self._last(Household.objects.admitted().filter(state="on_file"))
        begin_survey(actor=self.officer, household=draft, mode=Mode.VISIT, now=self.day(1))
        listed = [self._answers(self.places[3]) for _row in range(LISTED)]
        take_list_in(self.world, self.places[3], listed, now=self.day(1))
        lay_out_export(self.world, now=self.day(20))

    def _leave(self, programme: Programme) -> None:
        """Households that left, one that fell back, and some of those on file that are leaving."""
        random = Random(SEED + 2)  # noqa: S311  invented records, no secret
        leavers = Leavers(self.world, programme, self.day, random)
        leavers.begin_to_ask(self.today)
        gone = [
            self._filed(self._written(self.places[4], self.day(300)), self.day(295))
            for _ in range(ENDED + RETURNED)
        ]
        leavers.leave(gone)
        own = Helping.objects.admitted().filter(
            helper__person__account=self.world.accounts["nanhelper"],
            ends_on=None,
            household__state="on_file",
        )
        first = own.order_by("pk")[0].household
        standing = Household.objects.admitted().filter(state="on_file").exclude(pk=first.pk).order_by("pk")
        leavers.begin([first, *standing.select_related("union", "head")[40 : 40 + UNDER_WAY]])

    def _opened(self, place: int, name: str, number: str, programme: Programme, ago: int) -> Household:
        """A file that was opened so many days ago."""
        return open_file(
            actor=self.officer,
            union=self.places[place],
            name=name,
            id_number=number,
            programme=programme,
            now=self.day(ago),
        )

    def _on_file(self, place: int) -> None:
        """One household on file: most surveyed this year, some last year only, some in both years."""
        union = self.places[place % len(self.places)]
        long_ago = place < AGAIN + LATE
        at = (
            self.day(390 - place)
            if long_ago
            else self.day(self.random.randrange(SINCE + 1, max(SINCE + 2, self._of_year())))
        )
        at = self.day(SINCE + 1) if place >= ON_FILE - ALONE else at  # before layers were asked for
        survey = self._written(union, at)
        household = self._filed(survey, at + timedelta(hours=3))
        if place < AGAIN:
            self._again(household, survey)

    def _again(self, household: Household, first: Survey) -> None:
        """This year at the door: every second household as it was, the others with something changed."""
        now = self.day(12)
        survey = begin_survey(actor=self.officer, household=household, mode=Mode.VISIT, now=now)
        seen = {section.key: "same" for section in survey.form.sections}
        answers: dict[str, Any] = dict(survey.answers or {})
        if household.pk % 2:
            seen["expenses"] = "changed"
            answers["expense_illness"] = str(1000 + int(answers.get("expense_illness") or 0))
        filled = replace(self._filled(answers), seen=seen, mode=Mode.VISIT)
        told = {"filled": filled, "version": survey.version, "now": now}
        hand_in_survey(actor=self.officer, survey=survey, **told)

    def _written(self, union: Union, at: Any) -> Survey:
        filled = self._filled(self._answers(union))
        level = self.random.choice(_LEVELS)
        return record_household(actor=self.officer, union=union, filled=filled, level=level, now=at)

    def _filled(self, answers: dict[str, Any]) -> Filled:
        helper = "凌示例" if self.random.random() < 0.5 else "蓝示例"
        return Filled(answers=answers, mode=Mode.VISIT, takers=[self.officer.pk], other_takers=helper)

    def _filed(self, survey: Survey, at: Any) -> Household:
        return put_on_file(actor=self.approver, household=survey.household, now=at)

    def _answers(self, union: Union) -> dict[str, Any]:
        """Answers that come out as hardship by the usual settings: deep, relative or by an accident."""
        random, name = self.random, self.namer.person()
        members = self._members(random.choice((0, 0, 1, 1, 2)), name)
        persons = 1 + len(members)
        cause = random.choice(_CAUSES)
        # a month's net income a person, below the line of the usual settings or up to twice as high
        net = random.randrange(150, 780) if random.random() < 0.6 else random.randrange(820, 1500)
        illness = random.randrange(20, 300) * 100 if cause in ("illness", "accident") else 0
        schooling = random.randrange(20, 120) * 100 if cause == "schooling" else 0
        street = random.choice(_STREETS)
        return {
            "name": name,
            "id_number": self._number(random.randrange(1968, 1992)),
            "nation": random.choice(("壮族", "汉族", "汉族", "瑶族")),
            "politics": random.choice(("masses", "masses", "party")),
            "health": "grave" if cause == "illness" else "fair",
            "status": random.choice(("at_work", "laid_off", "sick_leave", "migrant")),
            "hero": "none",
            "marriage": _marriage(random.choice(("married", "divorced", "widowed", "single")), members),
            "registration": random.choice(("urban", "rural", "resident")),
            "registered_at": f"广西{union.name.removesuffix('总工会')}",
            "address": f"{street}{random.randrange(1, 200)}号{random.randrange(1, 9)}栋",
            "employer": f"示例{random.choice(('机械', '纺织', '食品', '物流', '物业'))}有限公司",
            "persons": str(persons),
            "housing": random.choice(("rented", "low_rent", "bought", "public")),
            "floor_m2": str(random.randrange(30, 85)),
            "income_wages": str(net * persons * 12 + illness + schooling),
            "own_monthly": str(net * persons),
            "total_yearly": str(net * persons * 12),
            "expense_illness": str(illness or ""),
            "expense_schooling": str(schooling or ""),
            "bank_name": "" if self.serial % 25 == 0 else "示例银行南宁分行",
            "bank_card": "" if self.serial % 25 == 0 else self._card(),
            "cause": cause,
            "secondary": [],
            "medical": random.choice(("employee", "resident")),
            "members": members,
        }

    def _members(self, count: int, name: str) -> list[dict[str, Any]]:
        sorts = (("spouse", 1980, "at_work"), ("child", 2014, "student"))
        return [
            {
                "name": name[:1] + self.namer.person()[1:],
                "relation": relation,
                "id_number": self._number(born),
                "health": "good",
                "status": status,
            }
            for relation, born, status in sorts[2 - count :]
        ]

    def _number(self, born: int) -> str:
        """An identity number that passes every check and belongs to nobody."""
        self.serial += 1
        day = date(born, 1, 1) + timedelta(days=self.serial % 360)
        body = f"{_REGION}{day:%Y%m%d}{self.serial % 1000:03d}"
        return body + check_of(body)

    def _card(self) -> str:
        """The number of a bank card that no bank gives out."""
        body = f"99904501{self.serial:010d}"
        return body + card_check_of(body)

    def day(self, ago: int) -> Any:
        """A moment so many days ago."""
        return moment(self.today - timedelta(days=ago))

    def _of_year(self) -> int:
        """How many days of this year are over."""
        return (self.today - date(self.today.year, 1, 1)).days

    def _last(self, rows: Any) -> Household:
        found: Household = rows.select_related("union").order_by("-pk")[0]
        return found
