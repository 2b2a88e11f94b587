"""Verification in 南宁: households at different layers, a public notice that is over and one that runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.demo.photographs import draw_photograph
from lianshou.demo.world import World
from lianshou.kernel.access.models import User
from lianshou.kernel.notices.actions import close_notice, draft_notice, post_notice
from lianshou.kernel.programmes.actions import confirm_parameter, set_parameter
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.actions import (
    Filled,
    NewPicture,
    Told,
    begin_survey,
    hand_in_survey,
    refuse_approval,
    take_layer,
)
from lianshou.kinds.aid.enums import Layer, Mode, Proof
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.rules.settings.verifying import LAYERS, VERIFYING

SINCE = 31
"""So many days ago 南宁 began to ask for every layer; what was put on file before went by the approval alone."""
_STOPS = ("approval", "approval", "civil", "deliberation", "notice", "notice")
_PLACE: dict[str, Any] = {
    "telephone": "0771-0000 0000（演示）",
    "address": "南宁市职工服务中心（演示）",
    "box": "市总工会大厅意见箱",
}


def ask_for_layers(world: World, *, today: date, moment: Callable[[date], Any]) -> None:
    """The approval alone from 2018 on, every layer for a month now."""
    usual = VERIFYING[0].usual
    none = {key: {"place": 0} for key in usual}
    begun = today - timedelta(days=SINCE)
    for value, starts_on, number in (
        (none, date(2018, 1, 1), "南工发〔2017〕52号（演示）"),
        (usual, begun, f"南工发〔{begun.year}〕18号（演示）"),
    ):
        dated = starts_on - timedelta(days=10)
        row = set_parameter(
            actor=world.accounts["nanning"],
            key=LAYERS,
            union=world.nanning,
            value=value,
            starts_on=starts_on,
            source="关于规范困难职工认定程序的通知",
            document_no=number,
            dated_on=dated,
            now=moment(dated),
        )
        confirm_parameter(actor=world.accounts["nanning2"], row=row, now=moment(dated))


@dataclass
class Ladders:
    """Takes households up as far as the demonstration wants them."""

    world: World
    programme: Programme
    day: Callable[[int], Any]
    filled: Callable[[Household], Filled]
    random: Random

    @property
    def officer(self) -> User:
        return self.world.accounts["nanning"]

    def climb(self, checking: Sequence[Household], asked: Sequence[Household]) -> None:
        """Those being checked to their stops, and the first steps of those who only asked."""
        for household, stop in zip(checking, _STOPS, strict=True):
            late = 0 if stop == "approval" else 20
            self._up_to(household, "notice" if stop == "approval" else stop, begun=29 - late)
            if stop == "approval" and household == checking[1]:
                self._noticed(checking[:2])
        self._post("公示（本期）", 2)
        for household, step in zip(asked, ("", "application", "application", "first_check"), strict=True):
            if step:
                self._up_to(household, "first_check" if step == "application" else "visit", begun=0)

    def _up_to(self, household: Household, stop: str, *, begun: int) -> None:
        for place, layer in enumerate(Layer.values):
            if layer == stop:
                return
            now = self.day(max(0, begun - place)) + timedelta(minutes=10 * place)
            if layer == Layer.VISIT:
                self._visit(household, now)
            else:
                self._take(household, layer, now)

    def _take(self, household: Household, layer: str, now: Any) -> None:
        told = {
            Layer.APPLICATION: Told(is_applied=True, is_authorised=True),
            Layer.FIRST_CHECK: Told(words="材料齐全，情况属实，同意上报。"),
            Layer.CIVIL: Told(words="民政部门核对：未发现与申报不一致的情况。"),
            Layer.DELIBERATION: Told(present=7, votes_for=6, abstained=1, words="同意提交公示。"),
        }
        name = "nanning3" if layer == Layer.FIRST_CHECK else "nanning"
        actor, said = self.world.accounts[name], told.get(Layer(layer), Told())
        take_layer(actor=actor, household=household, layer=layer, told=said, now=now)

    def _visit(self, household: Household, now: Any) -> None:
        survey = begin_survey(actor=self.officer, household=household, mode=Mode.VISIT, now=now)
        photograph = NewPicture(content=draw_photograph(self.random), sort=Proof.DOOR)
        filled = replace(self.filled(household), mode=Mode.VISIT, pictures=[photograph], consent=True)
        told = {"filled": filled, "version": survey.version, "now": now}
        hand_in_survey(actor=self.officer, survey=survey, **told)

    def _noticed(self, households: Sequence[Household]) -> None:
        """Their notice is over; one is to be decided on, of the other more was asked."""
        notice = self._post("公示（上期）", 21)
        if notice is None:
            return
        close_notice(actor=self.officer, notice=notice, now=self.day(5))
        for household in households:
            self._take(household, Layer.NOTICE, self.day(4))
        refuse_approval(
            actor=self.world.accounts["nanning2"],
            household=households[1],
            words="医疗费用票据缺少最近一个季度，请补齐后重新提交。",
            now=self.day(3),
        )

    def _post(self, title: str, ago: int) -> Any:
        now = self.day(ago)
        draft = draft_notice(
            actor=self.officer,
            programme=self.programme,
            title=f"南宁市困难职工认定{title}",
            text="经申请、初审、入户调查、民政核对和评议，现将拟认定的困难职工予以公示。公示只列姓名（隐去部分）、工会和困难类别。",
            decides="认定困难职工并建立档案",
            now=now,
            **_PLACE,
        )
        try:
            return post_notice(actor=self.officer, notice=draft, now=now)
        except Refused:
            return None  # a year that nobody has confirmed: the draft stands, and its page says why
