"""The papers of leaving as .docx: application, minutes of the study, approval, letter; and the form of a call.

Nobody's number, address, illness or income stands in one of them but the months in the approval, which stays with the union.
The same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Wording
from lianshou.formats.papers.building import OfficialPaper, timeless
from lianshou.formats.papers.layout import Layout
from lianshou.formats.papers.values import clean_text
from lianshou.kinds.aid.enums import Ground, LeaveState, LeaveStep, Proposer
from lianshou.kinds.aid.models import Call, Leaving, LeavingStep
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.words import GROUNDS_BY_KEY, SIGNALS, STEPS_BY_KEY

_CLOSER = Layout(top_mm=25, bottom_mm=28, lines=27)
_BLANK = "＿" * 8
_RULE = "＿" * 26
_WIDTHS = (26.0, 50.0, 30.0, 50.0)
_PROPOSERS = {Proposer.SELF: "本人申请", Proposer.HELPER: "帮扶责任人建议", Proposer.UNION: "工会核查提出"}
_LETTERS = {Ground.OUT: "困难职工脱困告知书", Ground.GUARANTEED: "困难职工解困告知书"}
_WHY = {
    Ground.OUT: "家庭人均收入已连续高于当地标准，生活困难状况消除，符合脱困条件",
    Ground.GUARANTEED: "经社会保障兜底，家庭基本生活已有保障，符合解困条件",
    Ground.NOT_FITTING: "经核查，目前不符合困难职工认定条件",
    Ground.DIED: "职工本人去世",
    Ground.MOVED: "已迁出本会工作范围",
    Ground.MISTAKEN: "登记有误",
    Ground.WITHDRAWN: "本人申请退出",
}


@dataclass(frozen=True)
class LeavingPaper:
    """A paper of a leaving: its slug, what it is called, how it is written, and when it can be made."""

    slug: str
    title: Wording
    write: Callable[[OfficialPaper, Leaving], None]
    fits: Callable[[Leaving], bool] = lambda _leaving: True


def leaving_paper(made: LeavingPaper, leaving: Leaving) -> bytes:
    """A paper of one leaving, on A4."""
    paper = OfficialPaper(title=made.title.zh, layout=_CLOSER)
    made.write(paper, leaving)
    return timeless(paper.to_bytes())


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "＿＿＿＿年＿＿月＿＿日"


def _ground(leaving: Leaving) -> str:
    return GROUNDS_BY_KEY[leaving.ground].zh


def _head(paper: OfficialPaper, title: str, number: str) -> None:
    paper.add(title, style="title")
    paper.add(f"档案编号：{number}", style="note")


def _signed(paper: OfficialPaper, *names: str) -> None:
    """Who signs, each with a day, at the right."""
    paper.space(10)
    rows = [["", f"{name}：{'' if name.endswith('（盖章）') else _BLANK}\n{_day(None)}"] for name in names]
    paper.table(rows, widths_mm=(70, 86), style="signature")


def _who(paper: OfficialPaper, leaving: Leaving) -> None:
    household = leaving.household
    category, cause = household.category_words, household.cause_words
    rows = [
        ["职工姓名", household.head.name, "所在工会", household.head.union.name],
        ["困难类别", category.zh if category else _BLANK, "主要致困原因", cause.zh if cause else _BLANK],
        ["建档日期", _day(household.filed_on), "家庭人口", f"{household.persons}人"],
        ["退出情形", _ground(leaving), "提出方式", _PROPOSERS[Proposer(leaving.proposer)]],
    ]
    paper.table(rows, widths_mm=_WIDTHS, style="cell")
    paper.space(8)


def _application(paper: OfficialPaper, leaving: Leaving) -> None:
    household = leaving.household
    is_own = leaving.proposer == Proposer.SELF
    _head(paper, "困难职工退出申请书" if is_own else "困难职工退出建议书", household.number)
    paper.add(f"{household.union.name}：", style="flush")
    if is_own:
        paper.add(
            f"本人{household.head.name}，系在档困难职工，现申请按“{_ground(leaving)}”退出困难职工档案。"
        )
    else:
        paper.add(f"{household.head.name}系在档困难职工，现建议按“{_ground(leaving)}”退出困难职工档案。")
    _who(paper, leaving)
    paper.add("理由：", style="heading")
    paper.add(clean_text(leaving.words))
    paper.add("本人知悉：", style="heading")
    paper.add("一、退出前，拟退出名单在一定范围内公示，只列姓名（隐去部分）、工会和退出情形。")
    paper.add("二、退出后，工会按期回访；再次遇到困难，可以随时提出，原有档案接续办理。")
    _signed(paper, "申请人（签名）" if is_own else "建议人（签名）")


def _last(leaving: Leaving, step: str) -> LeavingStep | None:
    return next((one for one in reversed(queries.steps_of_leaving(leaving)) if one.step == step), None)


def _minutes(paper: OfficialPaper, leaving: Leaving) -> None:
    step = _last(leaving, LeaveStep.STUDY)
    _head(paper, "困难职工退出集体研究记录", leaving.household.number)
    _who(paper, leaving)
    present = f"{step.present}人" if step and step.present else "＿＿＿人"
    outcome = ("同意退出" if step.is_passed else "不同意退出") if step else "□同意  □不同意"
    rows = [
        ["研究日期", _day(step.held_on if step else None), "到会人数", present],
        ["纪要编号", (step.minutes if step else "") or _BLANK, "研究结果", outcome],
    ]
    paper.table(rows, widths_mm=_WIDTHS, style="cell")
    _months(paper, leaving)
    paper.add("研究意见：", style="heading")
    if step and step.words:
        paper.add(clean_text(step.words))
    else:
        for _ in range(3):
            paper.add(_RULE, style="flush")
    _signed(paper, "主持人（签名）", "记录人（签名）")


def _months(paper: OfficialPaper, leaving: Leaving) -> None:
    """The months as they were reckoned, so that they can be checked by hand."""
    found = queries.reckoning_of(leaving)
    if found is None:
        return
    paper.add("收入核算（元）：", style="heading")
    rows = [["月份", "家庭收入", "刚性支出", "保障金", "人口", "人均", "当月标准", "比较"]]
    for one in found.rows:
        month = one.month
        rows.append(
            [
                month.month,
                yuan_text(month.income_fen),
                yuan_text(month.expense_fen),
                yuan_text(month.guarantee_fen) if month.guarantee_fen else "—",
                str(month.persons),
                yuan_text(one.each_fen),
                yuan_text(one.line_fen),
                "达到" if one.is_above else "未达到",
            ]
        )
    paper.table(rows, widths_mm=(20, 24, 22, 20, 12, 20, 22, 16), style="cell")
    paper.add(f"连续达到{found.run}个月，要求{found.needed}个月。", style="flush")


def _approval(paper: OfficialPaper, leaving: Leaving) -> None:
    step, notice = _last(leaving, LeaveStep.APPROVAL), _last(leaving, LeaveStep.NOTICE)
    _head(paper, "困难职工退出审批表", leaving.household.number)
    _who(paper, leaving)
    rows = [["环节", "日期", "结果"]]
    for one in queries.steps_of_leaving(leaving):
        if one.step in (LeaveStep.INCOME, LeaveStep.STUDY, LeaveStep.NOTICE):
            rows.append([STEPS_BY_KEY[one.step].zh, _day(one.held_on), "通过" if one.is_passed else "未通过"])
    if len(rows) > 1:
        paper.add("办理情况：", style="heading")
        paper.table(rows, widths_mm=(66, 50, 40), style="cell")
    if notice and notice.notice:
        window = f"公示期：{_day(notice.notice.posted_on)}至{_day(notice.notice.closes_on)}，"
        paper.add(f"{window}{'无未办结的异议' if notice.is_passed else '公示未通过'}。")
    _months(paper, leaving)
    paper.add("审批意见：", style="heading")
    if step is None:
        paper.add("□同意退出    □不同意退出，理由：" + "＿" * 10)
    elif step.is_passed:
        paper.add(f"经审核，同意按“{_ground(leaving)}”退出困难职工档案。")
    else:
        paper.add(f"经审核，暂不同意退出。理由：{clean_text(step.words)}")
    _signed(paper, "审批工会（盖章）", "审批人（签名）")


def _letter(paper: OfficialPaper, leaving: Leaving) -> None:
    household, step = leaving.household, _last(leaving, LeaveStep.LETTER)
    ground = Ground(leaving.ground)
    paper.add(_LETTERS.get(ground, "困难职工退出告知书"), style="title")
    if step and step.minutes:
        paper.add(step.minutes, style="note")
    is_gone = ground == Ground.DIED
    paper.add(f"{household.head.name}{'家属' if is_gone else '同志'}：", style="flush")
    approved = _last(leaving, LeaveStep.APPROVAL)
    noticed = "、公示" if LeaveStep.NOTICE in leaving.order else ""
    studied = "集体研究" if LeaveStep.STUDY in leaving.order else "审核"
    on = _day(leaving.ended_on or (approved.held_on if approved else None))
    paper.add(
        f"{_WHY[ground]}。经{studied}{noticed}和县级以上工会审批，你家的困难职工档案（{household.number}）自{on}起终止。"
    )
    if leaving.follow_until or ground in _LETTERS:
        until = f"至{_day(leaving.follow_until)}" if leaving.follow_until else "半年以上"
        paper.add(
            f"退出后，工会继续跟踪回访{until}。如因疾病、失业、意外等再次遇到困难，请随时告诉我们，原有档案可以接续，不必从头办理。"
        )
    paper.add("如对此有不同意见，可以在收到本告知书后向我会或上一级工会反映。")
    paper.add("特此告知。")
    paper.space(16)
    paper.add(household.union.name, style="note")
    paper.add(_day(step.held_on if step else None), style="note")
    paper.space(10)
    paper.add(f"签收人：{_BLANK}　　{_day(None)}", style="flush")


def _approved(leaving: Leaving) -> bool:
    return leaving.state == LeaveState.DONE or leaving.waits_at == LeaveStep.LETTER


PAPERS = (
    LeavingPaper("application", Wording("退出申请书（建议书）", "Application to leave"), _application),
    LeavingPaper(
        "minutes",
        Wording("集体研究记录", "Minutes of the study"),
        _minutes,
        lambda one: LeaveStep.STUDY in one.order,
    ),
    LeavingPaper("approval", Wording("退出审批表", "Approval of leaving"), _approval),
    LeavingPaper("letter", Wording("退出告知书", "Letter of leaving"), _letter, _approved),
)
BY_SLUG = {one.slug: one for one in PAPERS}


def call_form(call: Call, *, known: Collection[str]) -> bytes:
    """The form of a call (回访记录表), to fill in by hand; ``known`` are the signals that count in the region."""
    household = call.household
    paper = OfficialPaper(title="困难职工退出后回访记录表", layout=_CLOSER)
    _head(paper, "困难职工退出后回访记录表", household.number)
    rows = [
        ["职工姓名", household.head.name, "建档工会", household.union.name],
        ["退出日期", _day(call.leaving.ended_on), "退出情形", _ground(call.leaving)],
        ["本次回访", f"退出后{call.months}个月", "应在此日前", _day(call.due_on)],
        ["回访日期", _day(None), "是否联系上", "□是  □否"],
    ]
    paper.table(rows, widths_mm=_WIDTHS, style="cell")
    paper.add("发现的情况（在□内打“√”）：", style="heading")
    for key, words in SIGNALS:
        if key in known and key != "missed":
            paper.add(f"□ {words.zh}", style="flush")
    for title in ("收入、就业和健康情况：", "需要的帮助："):
        paper.add(title, style="heading")
        for _ in range(3):
            paper.add(_RULE, style="flush")
    _signed(paper, "回访人（签名）")
    return timeless(paper.to_bytes())
