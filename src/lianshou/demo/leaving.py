"""Leaving in 南宁: households at every step, some that left and are called, two warnings, one that fell back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import User
from lianshou.kernel.notices.actions import close_notice, draft_notice, post_notice
from lianshou.kernel.programmes.actions import confirm_parameter, set_parameter
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.actions import (
    Stepped,
    approve_leaving,
    ask_in_programme,
    assign_helper,
    begin_leaving,
    raise_warning,
    record_call,
    record_visit,
    take_step,
    take_up_again,
    withdraw_leaving,
)
from lianshou.kinds.aid.enums import Ground, LeaveState, LeaveStep, Proposer
from lianshou.kinds.aid.models import Call, Helper, Helping, Household, Leaving
from lianshou.kinds.aid.rules.leaving.months import Month, month_of, moved
from lianshou.kinds.aid.rules.settings.leaving import LEAVING_AFTER, STEPS_ASKED

UNDER_WAY = 5
"""Of the households on file: one at each step of leaving."""
LEFT, RETURNED, WARNED = 5, 1, 2
NOTICED_SINCE = 60
"""So many days ago 南宁 began to ask for a public notice of those who leave hardship."""
_PLACE: dict[str, Any] = {
    "telephone": "0771-0000 0000（演示）",
    "address": "南宁市职工服务中心（演示）",
    "box": "市总工会大厅意见箱",
}
_WORDS = {
    Ground.OUT: "本人已稳定就业，家庭收入连续高于标准。",
    Ground.GUARANTEED: "已纳入最低生活保障，基本生活有保障。",
    Ground.MOVED: "随子女迁往外地居住。",
    Ground.DIED: "职工本人去世，家属来会告知。",
}


@dataclass
class Leavers:
    """Takes households out as far as the demonstration wants them; everything random comes from one seed."""

    world: World
    programme: Programme
    day: Callable[[int], Any]
    random: Random

    @property
    def officer(self) -> User:
        return self.world.accounts["nanning"]

    def begin_to_ask(self, today: date) -> None:
        """Until two months ago no notice was asked for of those who left hardship."""
        usual: dict[str, Any] = LEAVING_AFTER[0].usual
        before = {key: dict(cells, notice=0) for key, cells in usual.items()}
        begun = today - timedelta(days=NOTICED_SINCE)
        for value, starts_on, number in (
            (before, date(2018, 1, 1), "南工发〔2017〕53号（演示）"),
            (usual, begun, f"南工发〔{begun.year}〕16号（演示）"),
        ):
            dated = starts_on - timedelta(days=10)
            row = set_parameter(
                actor=self.officer,
                key=STEPS_ASKED,
                union=self.world.nanning,
                value=value,
                starts_on=starts_on,
                source="关于规范困难职工退出程序的通知",
                document_no=number,
                dated_on=dated,
                now=moment(dated),
            )
            confirm_parameter(actor=self.world.accounts["nanning2"], row=row, now=moment(dated))

    def leave(self, households: Sequence[Household]) -> None:
        """Two out of hardship, one relieved, one moved, one died; then one that fell back."""
        first, second, relieved, away, died, back = households
        own = Helper.objects.admitted().get(person__account=self.world.accounts["nanhelper"], until=None)
        for one in (first, back):
            assign_helper(
                actor=self.officer, household=one, helper=own, reason="熟悉家庭情况", now=self.day(225)
            )
        self._through(first, Ground.OUT, 205)
        self._through(second, Ground.OUT, 100)
        self._through(relieved, Ground.GUARANTEED, 86)
        self._through(away, Ground.MOVED, 44)
        self._through(died, Ground.DIED, 40)
        self._through(back, Ground.OUT, 190)
        self._follow(first, second, back)

    def _through(self, household: Household, ground: Ground, ago: int) -> None:
        leaving = self._begun(household, ground, ago)
        self._up_to(leaving, "", ago)

    def _begun(self, household: Household, ground: Ground, ago: int, **more: Any) -> Leaving:
        told: dict[str, Any] = {"actor": self.officer, "proposer": Proposer.SELF} | more
        made: Leaving = begin_leaving(
            household=household, ground=ground, words=_WORDS[ground], now=self.day(ago), **told
        )
        return made

    def _up_to(self, leaving: Leaving, stop: str, ago: int) -> None:
        """Every step before ``stop``, a day apart; a notice is waited for elsewhere."""
        while leaving.state == LeaveState.OPEN and leaving.waits_at not in (stop, LeaveStep.NOTICE):
            ago = max(ago - 1, 0)
            self._step(leaving, leaving.waits_at, self.day(ago), ago)
            leaving.refresh_from_db()

    def _step(self, leaving: Leaving, step: str, now: Any, ago: int) -> None:
        if step == LeaveStep.APPROVAL:
            approve_leaving(actor=self.world.accounts["nanning2"], leaving=leaving, now=now)
            return
        year = now.date().year
        told = {
            LeaveStep.INCOME: Stepped(months=self._months(leaving, now), words="工资流水和证明已核对。"),
            LeaveStep.STUDY: Stepped(
                present=7, minutes=f"工会纪要〔{year}〕{300 - ago}号", words="同意按程序退出。"
            ),
            LeaveStep.LETTER: Stepped(minutes=f"南工退告〔{year}〕{300 - ago}号", words="当面送达本人。"),
        }
        take_step(
            actor=self.officer,
            leaving=leaving,
            step=step,
            told=told.get(LeaveStep(step), Stepped()),
            now=now,
        )

    def _months(self, leaving: Leaving, now: Any) -> list[Month]:
        last, persons = moved(month_of(now.date()), -1), leaving.household.persons
        relieved = leaving.ground == Ground.GUARANTEED
        each = [self.random.randrange(1300, 1900) * 100 for _ in range(1 if relieved else 6)]
        return [
            Month(
                month=moved(last, place - len(each) + 1),
                income_fen=(20_000 if relieved else fen) * persons,
                expense_fen=self.random.randrange(0, 20) * 1000,
                guarantee_fen=90_000 * persons if relieved else 0,
                persons=persons,
            )
            for place, fen in enumerate(each)
        ]

    def _follow(self, first: Household, second: Household, back: Household) -> None:
        """Calls: made by the helper who signs in, missed, overdue, to come; two warnings; one household came back."""
        helper = self.world.accounts["nanhelper"]
        calls = {
            one.pk: list(Call.objects.admitted().filter(household=one).order_by("due_on"))
            for one in (first, second, back)
        }
        self._call(helper, calls[first.pk][0], 110, "妻子查出慢性病，药费增加，暂时还能应付。", ["illness"])
        record_call(
            actor=self.officer,
            call=calls[second.pk][0],
            called_on=self.day(3).date(),
            is_reached=False,
            now=self.day(3),
        )
        self._call(helper, calls[back.pk][0], 95, "所在工厂停工，收入中断。", ["lost_job"])
        raise_warning(
            actor=self.officer,
            household=second,
            signal="school",
            said="孩子考上大学，学费还没有着落。",
            now=self.day(2),
        )
        take_up_again(actor=self.officer, household=back, words="失业后收入中断，再次困难。", now=self.day(6))
        self._visited(first)

    def _call(self, who: User, call: Call, ago: int, said: str, signals: Sequence[str]) -> None:
        now = self.day(ago)
        told: dict[str, Any] = {"called_on": now.date(), "said": said, "signals": signals}
        record_call(actor=who, call=call, is_reached=True, now=now, **told)

    def _visited(self, household: Household) -> None:
        """The helper goes on visiting while the household is followed up."""
        helping = (
            Helping.objects.admitted().select_related("household").get(household=household, ends_on=None)
        )
        record_visit(
            actor=self.world.accounts["nanhelper"],
            helping=helping,
            visited_on=self.day(70).date(),
            duties=["1", "3"],
            found="退出后生活平稳，已提醒参加职工医疗互助。",
            now=self.day(70),
        )

    def begin(self, households: Sequence[Household]) -> None:
        """One at each step, the first on the word of the helper who signs in; and one that was withdrawn."""
        income, study, notice, approval, letter, withdrawn = households
        helper = self.world.accounts["nanhelper"]
        self._begun(income, Ground.OUT, 3, actor=helper, proposer=Proposer.HELPER)
        self._up_to(self._begun(study, Ground.OUT, 9), LeaveStep.STUDY, 9)
        noticed = [self._ready(one, 29) for one in (approval, letter)]
        passed = self._post("上期", 25)
        if passed is not None:
            close_notice(actor=self.officer, notice=passed, now=self.day(10))
            for one in noticed:
                self._step(one, LeaveStep.NOTICE, self.day(9), 9)
            noticed[1].refresh_from_db()
            self._step(noticed[1], LeaveStep.APPROVAL, self.day(4), 4)
        self._ready(notice, 8)
        self._post("本期", 2)
        back = self._begun(withdrawn, Ground.OUT, 35)
        withdraw_leaving(
            actor=self.officer, leaving=back, words="家庭刚有新的大额支出，暂不退出。", now=self.day(33)
        )

    def _ready(self, household: Household, ago: int) -> Leaving:
        """Up to the notice, in the programme of this year."""
        leaving = self._begun(household, Ground.OUT, ago)
        if household.application_id is None:
            ask_in_programme(
                actor=self.officer, household=household, programme=self.programme, now=self.day(ago)
            )
        self._up_to(leaving, LeaveStep.NOTICE, ago)
        return leaving

    def _post(self, title: str, ago: int) -> Any:
        now = self.day(ago)
        draft = draft_notice(
            actor=self.officer,
            programme=self.programme,
            title=f"南宁市困难职工拟退出公示（{title}）",
            text="经收入核算和集体研究，现将拟退出困难职工档案的职工予以公示。公示只列姓名（隐去部分）、工会和退出情形。",
            decides="退出困难职工档案，书面告知本人",
            lists="leaving",
            now=now,
            **_PLACE,
        )
        try:
            return post_notice(actor=self.officer, notice=draft, now=now)
        except Refused:
            return None  # a year that nobody has confirmed: the draft stands, and its page says why
