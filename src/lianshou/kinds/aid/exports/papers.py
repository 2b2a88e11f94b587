"""The papers of verification as .docx: nobody's number, address, illness or account stands in one of them in clear.

Whoever signs writes their number by hand; what the form hides stands under its mask. The same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.papers.building import OfficialPaper, timeless
from lianshou.formats.papers.layout import Layout
from lianshou.formats.papers.values import clean_text
from lianshou.kernel.unions.enums import Level
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.enums import Ground, Layer, State
from lianshou.kinds.aid.models import Household, VerificationStep
from lianshou.kinds.aid.queries.leaving import last_left
from lianshou.kinds.aid.rules.computing import Outcome
from lianshou.kinds.aid.rules.form import Form, form_of, with_births
from lianshou.kinds.aid.rules.visit_form import parts_of_visit

MOST_AT_ONCE = 100
_CLOSER = Layout(top_mm=25, bottom_mm=28, lines=27)
"""Forms to fill in by hand: closer than a letter, so that each stands on one page where it can."""
_BLANK = "＿" * 8
_LINE = "＿" * 14


@dataclass(frozen=True)
class PaperOf:
    """A paper of a household: its slug, what it is called, how it is written, and for whom it can be made."""

    slug: str
    title: Wording
    write: Callable[[OfficialPaper, Household], None]
    fits: Callable[[Household, Any], bool] = lambda _household, _ladder: True


def document(paper_of: PaperOf, households: Iterable[Household]) -> bytes:
    """The paper of one household, or of several one after the other, each from a new page."""
    paper = OfficialPaper(title=paper_of.title.zh, layout=_CLOSER)
    for place, household in enumerate(households):
        if place:
            paper.document.add_page_break()
        paper_of.write(paper, household)
    return timeless(paper.to_bytes())


def blank_visit_form(*, year: int) -> bytes:
    """The form of a visit of a year, to fill in by hand."""
    paper = OfficialPaper(title=_VISIT.zh, layout=_CLOSER)
    _head(paper, _VISIT_TITLE, None)
    _visit_parts(paper, form_of(year), {}, was="填写")
    return timeless(paper.to_bytes())


def _head(paper: OfficialPaper, title: str, household: Household | None) -> None:
    paper.add(title, style="title")
    number = household.number if household else _LINE
    paper.add(f"档案编号：{number}", style="note")


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "＿＿＿＿年＿＿月＿＿日"


def _who(household: Household) -> list[list[str]]:
    """Who asks, as far as a paper may say it."""
    masked = next((one.masked for one in queries.members_of(household) if one.is_head), {})
    return [
        ["申请人", household.head.name, "所在工会", household.head.union.name],
        ["证件号码", str(masked.get("id_number") or "") or _BLANK, "家庭人口", f"{household.persons}人"],
        [
            "困难类别",
            _zh(household.category_words) or _BLANK,
            "主要致困原因",
            _zh(household.cause_words) or _BLANK,
        ],
    ]


_WIDTHS = (26.0, 50.0, 30.0, 50.0)


def _zh(words: Any) -> str:
    return str(words.zh) if words else ""


def _who_table(paper: OfficialPaper, household: Household) -> None:
    paper.table(_who(household), widths_mm=_WIDTHS, style="cell")
    paper.space(8)


_STAMPED = "（盖章）"


def _signed(paper: OfficialPaper, *names: str) -> None:
    """Who signs, each with a day, at the right."""
    paper.space(10)
    rows = [["", f"{name}：{'' if name.endswith(_STAMPED) else _BLANK}\n{_day(None)}"] for name in names]
    paper.table(rows, widths_mm=(40, 116), style="signature")


def _application(paper: OfficialPaper, household: Household) -> None:
    _head(paper, "困难职工建档帮扶申请书", household)
    paper.add(f"{household.union.name}：", style="flush")
    paper.add(
        f"本人{household.head.name}，{_works_at(household)}因家庭生活困难，现申请认定为困难职工并建立档案，请予审核。"
    )
    _who_table(paper, household)
    paper.add("本人承诺：", style="heading")
    for line in (
        "一、所填家庭成员、收入、支出、财产和致困情况真实、完整，没有隐瞒、虚报。",
        "二、同意工会入户调查，并在一定范围内公示本人姓名（隐去部分）、所在工会和困难类别；公示不含证件号码、住址、病情和账号。",
        "三、家庭情况发生变化的，在一个月内告知工会；情况不实的，愿意退回所得帮扶并承担相应责任。",
    ):
        paper.add(line)
    paper.add("困难情况说明（由申请人填写，可另附页）：", style="heading")
    for _ in range(4):
        paper.add("＿" * 26, style="flush")
    _signed(paper, "申请人（签名）")


def _works_at(household: Household) -> str:
    """Where the worker works by the last survey, else of which enterprise union they are a member; nothing where neither is known."""
    last = queries.last_survey(household)
    if employer := str((last.answers or {}).get("employer") or "").strip() if last else "":
        return f"系{employer}职工，"
    union = household.head.union
    return f"系{union.name}会员，" if union.level == Level.ENTERPRISE else ""


def _authorisation(paper: OfficialPaper, household: Household) -> None:
    _head(paper, "家庭经济状况核对授权委托书", household)
    paper.add(f"{household.union.name}：", style="flush")
    paper.add(
        f"为申请困难职工帮扶，{household.head.name}及共同生活的成年家庭成员自愿授权你会，委托民政部门居民家庭经济状况核对机构，"
        "依法查询、核对家庭成员的户籍、婚姻、就业、社会保险、住房、车辆、存款、有价证券、工商登记和社会救助等信息。"
    )
    for line in (
        "一、核对结果只用于困难职工的认定、复核和退出，不作他用，不向无关人员提供。",
        "二、授权自签署之日起，至档案终止之日止；可以书面撤回，撤回后不再核对，已有的认定按规定复核。",
        "三、家庭成员的姓名和各人证件号码由签署人本人填写；未成年人由监护人签署。",
    ):
        paper.add(line)
    rows = [["姓名（本人填写）", "与申请人关系", "证件号码（本人填写）", "签名及日期"]]
    today = household.opened_on
    for member in queries.members_of(household):
        name = household.head.name if member.is_head else ""
        child = "（监护人代签）" if member.is_child(today) else ""
        rows.append([name, _zh(queries.relation_words(member)), "", child])
    rows += [["", "", "", ""]] * max(0, 4 - len(rows))
    paper.space(6)
    paper.table(rows, widths_mm=(30, 30, 52, 44), style="cell")
    _signed(paper, "申请人（签名）", "经办人（签名）")


_VISIT_TITLE = "困难职工入户调查表"


def _visit_form(paper: OfficialPaper, household: Household) -> None:
    _head(paper, _VISIT_TITLE, household)
    _who_table(paper, household)
    survey = queries.last_survey(household)
    if survey is None:
        paper.add("下列内容入户时填写。", style="flush")
        _visit_parts(paper, form_of(household.opened_year), {}, was="填写")
    else:
        paper.add("下列内容取自最近一次调查，一致的打“√”，有变化的在右栏写明。", style="flush")
        _visit_parts(paper, survey.form, with_births(survey.answers or {}), was="上次填报")


def _visit_parts(paper: OfficialPaper, form: Form, told: Mapping[str, Any], *, was: str) -> None:
    for title, rows in parts_of_visit(form, told, queries.masked):
        paper.add(clean_text(title), style="heading")
        head = [["项目", was, "核对或变化"]]
        lines = [[clean_text(name), clean_text(value), ""] for name, value in rows]
        paper.table(head + lines, widths_mm=(50, 62, 44), style="cell")
    paper.add("入户看到的情况（住房、生活用品、家庭成员状况）：", style="heading")
    for _ in range(3):
        paper.add("＿" * 26, style="flush")
    paper.add("入户调查应有两人以上，并拍照留存。", style="flush")
    _signed(paper, "调查人一（签名）", "调查人二（签名）", "申请人或家庭成员（签名）")


def _last(household: Household, layer: str) -> VerificationStep | None:
    """The last row of a layer in the last round of a file."""
    return next((one for one in reversed(queries.steps_of_file(household)) if one.layer == layer), None)


def _minutes(paper: OfficialPaper, household: Household) -> None:
    step = _last(household, Layer.DELIBERATION)
    _head(paper, "困难职工认定评议记录", household)
    _who_table(paper, household)

    def said(value: int | None) -> str:
        return f"{value}人" if value is not None else "＿＿＿人"

    rows = [
        ["评议日期", _day(step.held_on if step else None), "到会人数", said(step.present if step else None)],
        [
            "同意",
            said(step.votes_for if step else None),
            "不同意",
            said(step.votes_against if step else None),
        ],
        [
            "弃权",
            said(step.abstained if step else None),
            "评议结果",
            ("通过" if step.is_passed else "未通过") if step else "□通过  □未通过",
        ],
    ]
    paper.table(rows, widths_mm=_WIDTHS, style="cell")
    paper.add("已经办理的环节：", style="heading")
    _done(paper, household, but=Layer.DELIBERATION)
    paper.add("评议意见：", style="heading")
    if step and step.words:
        paper.add(clean_text(step.words))
    else:
        for _ in range(3):
            paper.add("＿" * 26, style="flush")
    _signed(paper, "主持人（签名）", "记录人（签名）")


def _done(paper: OfficialPaper, household: Household, *, but: str) -> None:
    rows = [["环节", "日期", "结果", "意见"]]
    for one in queries.steps_of_file(household):
        if one.layer not in (but, Layer.APPROVAL):
            passed = "通过" if one.is_passed else "未通过"
            rows.append([_LAYERS[Layer(one.layer)], _day(one.held_on), passed, clean_text(one.words)])
    if len(rows) > 1:
        paper.table(rows, widths_mm=(30, 40, 22, 64), style="cell")
    else:
        paper.add("无：本系统没有这份档案各环节的办理记录。", style="flush")


_LAYERS = {
    Layer.APPLICATION: "申请与授权",
    Layer.FIRST_CHECK: "基层初审",
    Layer.VISIT: "入户调查",
    Layer.CIVIL: "民政核对",
    Layer.DELIBERATION: "评议",
    Layer.NOTICE: "公示",
    Layer.APPROVAL: "县级审批",
}


def _reckoned(paper: OfficialPaper, household: Household) -> None:
    """What the last survey found, sum by sum and standard by standard, for whoever signs for it."""
    survey = queries.last_survey(household)
    if survey is None or not survey.outcome:
        return
    found = Outcome.from_json(survey.outcome)
    rows = [["测算项目", "测算过程和结果"]]
    for line in found.lines:
        if line.is_total or line.part == "test":
            rows.append([line.title.zh, line.words.zh])
    rows += [["不予认定情形", reason.zh] for reason in found.reasons_out]
    paper.add(f"收入测算（{_day(survey.taken_on)}调查）：", style="heading")
    paper.table(rows, widths_mm=(40, 116), style="cell")


def _approval(paper: OfficialPaper, household: Household) -> None:
    step = _last(household, Layer.APPROVAL)
    _head(paper, "困难职工建档审批表", household)
    _who_table(paper, household)
    _reckoned(paper, household)
    paper.add("核查情况：", style="heading")
    _done(paper, household, but=Layer.APPROVAL)
    notice = _last(household, Layer.NOTICE)
    if notice and notice.notice:
        window = f"公示期：{_day(notice.notice.posted_on)}至{_day(notice.notice.closes_on)}，"
        paper.add(f"{window}{'无未办结的异议' if notice.is_passed else '公示未通过'}。")
    paper.add("审批意见：", style="heading")
    if step is None:
        paper.add("□同意建档    □不同意建档，理由：" + "＿" * 10)
    elif step.is_passed:
        category = _zh(household.category_words)
        paper.add(f"经审核，同意认定为困难职工（{category}），自{_day(household.filed_on)}起建立档案。")
    else:
        paper.add(f"经审核，暂不同意建档。理由：{clean_text(step.words)}")
        paper.add("申请人可以补充材料后再次申请，也可以向上一级工会反映。")
    _signed(paper, "审批工会（盖章）", "审批人（签名）")


_WHY = {
    Ground.OUT: "家庭收入已持续高于当地标准，生活困难状况已经消除，按规定脱困退出",
    Ground.GUARANTEED: "已通过社会保障兜底解决基本生活困难，按规定解困退出",
    Ground.NOT_FITTING: "经核查，目前不符合困难职工认定条件",
    Ground.DIED: "职工本人去世",
    Ground.MOVED: "已迁出本会工作范围",
    Ground.MISTAKEN: "登记有误",
    Ground.WITHDRAWN: "本人申请退出",
    Ground.MERGED: "已并入另一份家庭档案",
}


def _exit(paper: OfficialPaper, household: Household) -> None:
    paper.add("困难职工档案终止告知书", style="title")
    paper.add(f"档案编号：{household.number}", style="note")
    is_gone = household.ground == Ground.DIED
    paper.add(f"{household.head.name}{'家属' if is_gone else '同志'}：", style="flush")
    why = _WHY.get(Ground(household.ground), "") if household.ground else ""
    paper.add(f"你家的困难职工档案（{household.number}）自{_day(household.ended_on)}起终止。原因：{why}。")
    refused = next((one for one in reversed(queries.steps_of_file(household)) if not one.is_passed), None)
    if household.ground == Ground.NOT_FITTING and refused:
        paper.add(f"具体情况：{clean_text(refused.words)}")
    if household.ground in (Ground.OUT, Ground.GUARANTEED):
        paper.add(
            "终止后六个月内，工会还会回访。如因疾病、失业、意外等再次遇到困难，可以随时重新申请，原有档案可以接续。"
        )
    else:
        paper.add("如对此有不同意见，可以在收到本告知书后向我会或上一级工会反映；情况变化后可以重新申请。")
    paper.add("特此告知。")
    paper.space(16)
    paper.add(household.union.name, style="note")
    paper.add(_day(household.ended_on), style="note")
    paper.space(10)
    paper.add(f"签收人：{_BLANK}　　{_day(None)}", style="flush")


_VISIT = Wording("入户调查表", "Form of the visit")
PAPERS = (
    PaperOf("application", Wording("申请书", "Application"), _application),
    PaperOf("authorisation", Wording("核对授权委托书", "Authorisation to check"), _authorisation),
    PaperOf("visit", _VISIT, _visit_form),
    PaperOf("minutes", Wording("评议记录", "Minutes of the deliberation"), _minutes),
    PaperOf(
        "approval", Wording("审批表", "Approval"), _approval, lambda one, _ladder: one.state != State.ASKED
    ),
    PaperOf(
        "exit",
        Wording("终止告知书", "Letter on the end of the file"),
        _exit,
        lambda one, _ladder: one.state == State.ENDED and last_left(one) is None,
    ),
)
BY_SLUG = {one.slug: one for one in PAPERS}
BATCH = tuple((one.slug, one.title) for one in PAPERS if one.slug != "exit")
"""Those that make sense for many households at once."""


def papers_for(household: Household, ladder: Any) -> Sequence[PaperOf]:
    """The papers that can be made of a file as it stands."""
    return [one for one in PAPERS if one.fits(household, ladder)]
