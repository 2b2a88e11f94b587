"""Settings by region of the demonstration: one county asks for a notice before pairs are approved, the other answers faster."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import User
from lianshou.kernel.notices.actions import close_notice, draft_notice, post_notice
from lianshou.kernel.notices.queries import asks_notice
from lianshou.kernel.programmes.actions import confirm_parameter, set_parameter
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.rules.settings.lines import LINE


def set_rules(world: World) -> None:
    """滨海县 wants every list of pairing made public first, from 2018 on; 阜宁县 answers objections within eight working days, and
    helps unions of at most five years, from 2021 on."""
    set_ages(world)
    officer, approver = world.accounts["binhai"], world.accounts["binhai2"]
    _set(
        world.neighbour,
        officer,
        approver,
        "pairing.needs_notice",
        True,
        date(2018, 1, 1),
        "滨工发〔2017〕31号（演示）",
    )
    set_lines(world)
    county = world.county
    _set(
        county,
        world.officer,
        None,
        "objection.working_days",
        8,
        date(2020, 1, 1),
        "阜工发〔2019〕44号（演示）",
    )


def set_lines(world: World) -> None:
    """The subsistence line of 南宁 and of 阜宁县, so that no outcome there is reckoned by the example; the sums are invented."""
    nanning, county = world.nanning, world.county
    for union, officer, second, number in (
        (nanning, world.accounts["nanning"], world.accounts["nanning2"], "南民发〔2017〕88号（演示）"),
        (county, world.officer, world.accounts["approver"], "阜民发〔2017〕61号（演示）"),
    ):
        _set(union, officer, second, LINE, 80_000, date(2018, 1, 1), number, source="关于城市低保标准的通知")


def set_ages(world: World) -> None:
    """阜宁县 helps unions of at most five years, from 2021 on."""
    _set(
        world.county,
        world.officer,
        None,
        "pairing.guest_years",
        5,
        date(2021, 1, 1),
        "阜工发〔2020〕52号（演示）",
    )


def make_public(programme: Programme, officer: User) -> None:
    """Where the federation asks for it: the list of who asks is posted in May, and nobody is placed before its window is over."""
    if not asks_notice(programme=programme):
        return
    posted = date(programme.year, 5, 8)
    notice = draft_notice(
        actor=officer,
        programme=programme,
        title=f"{programme.title}名单公示",
        text="经各镇（街道）工会申报，现将参加结对的单位名单予以公示，欢迎监督。",
        decides="确定结对名单",
        box="县总工会大厅异议箱（演示）",
        now=moment(posted),
    )
    notice = post_notice(actor=officer, notice=notice, now=moment(posted, 2))
    assert notice.closes_on is not None  # noqa: S101  # nosec B101  it was posted
    close_notice(actor=officer, notice=notice, now=moment(notice.closes_on + timedelta(days=1)))


def _set(
    union: Union,
    officer: User,
    second: Any,
    key: str,
    value: Any,
    starts_on: date,
    document_no: str,
    source: str = "关于工会帮带、公示工作的通知",
) -> None:
    dated = starts_on - timedelta(days=10)
    row = set_parameter(
        actor=officer,
        key=key,
        union=union,
        value=value,
        starts_on=starts_on,
        source=source,
        document_no=document_no,
        dated_on=dated,
        now=moment(dated),
    )
    if second is not None:
        confirm_parameter(actor=second, row=row, now=moment(dated + timedelta(days=1)))
