"""The papers that every programme may use: agreements of several, letters of responsibility, official letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from lianshou.core.papers import Paper
from lianshou.core.wording import Language, Wording
from lianshou.formats.papers import render_papers
from lianshou.formats.papers.building import OfficialPaper
from lianshou.kernel.pledges.enums import Sort
from lianshou.kernel.pledges.queries import clauses_in, letter_context, several_context

_WHO = {
    "number": Wording("文号", "number"),
    "title": Wording("标题", "title"),
    "programme": Wording("项目名称", "programme"),
    "federation": Wording("出具单位", "the federation that issues it"),
    "words": Wording("正文各段", "the paragraphs of the text"),
    "starts_on": Wording("期限起", "first day of the term"),
    "ends_on": Wording("期限止", "last day of the term"),
    "signed_on": Wording("生效日期", "day it came into force"),
    "remarks": Wording("备注与签署情况", "remarks, and who has signed"),
    "clauses[].words": Wording("约定事项", "what was promised"),
    "clauses[].who": Wording("约定事项的责任方", "whose promise it is"),
    "clauses[].by": Wording("约定事项的期限", "day by which it is kept"),
}
_SEVERAL = _WHO | {
    "hub.name": Wording("牵头方名称", "leading party"),
    "hub.chair": Wording("牵头方主席", "its chair"),
    "hub.signature": Wording("牵头方签署人（未签署时为空行）", "who signed for it; a blank line before"),
    "hub.signed_on": Wording("牵头方签署日期", "day it signed"),
    "members[].name": Wording("成员方名称", "member"),
    "members[].chair": Wording("成员方主席", "its chair"),
    "members[].signature": Wording(
        "成员方签署人（未签署时为空行）", "who signed for it; a blank line before"
    ),
    "members[].signed_on": Wording("成员方签署日期", "day it signed"),
}
_LETTER = _WHO | {
    "bearer.name": Wording("单位名称", "union"),
    "bearer.chair": Wording("单位主席", "its chair"),
    "bearer.signature": Wording("单位签署人（未签署时为空行）", "who signed for it; a blank line before"),
    "bearer.signed_on": Wording("单位签署日期", "day it signed"),
    "issued_on": Wording("出具日期", "day of issue"),
}


_PROMISE = Wording(
    "{{ loop.index }}. {{ clause.words }}{% if clause.who | d('') %}（责任方：{{ clause.who }} · 于{{ clause.by }}前）{% endif %}",
    "{{ loop.index }}. {{ clause.words }}{% if clause.who | d('') %} (by {{ clause.who }} · before {{ clause.by }}){% endif %}",
)
"""A promise with whose it is and by when; a paper issued before these were kept says the promise alone."""


@cache
def _several_template(language: Language) -> bytes:
    paper = OfficialPaper(title="多方协议书", language=language)
    paper.add("{{ title }}", style="title")
    paper.add("{{ number }}", style="note")
    paper.add("{{ hub.name }}", style="flush", lead="牵头方：")
    paper.add("{%p for member in members %}", style="control")
    paper.add("{{ member.name }}", style="flush", lead="成员方：")
    paper.add("{%p endfor %}", style="control")
    paper.add("根据{{ federation }}“{{ programme }}”工作安排，各方经协商一致，订立本协议。")
    paper.loop("for line in words", [("{{ line }}", "body")])
    paper.add("{%p if clauses %}", style="control")
    paper.add("约定事项", style="heading")
    paper.loop("for clause in clauses", [(_PROMISE.say(language), "body")])
    paper.add("{%p endif %}", style="control")
    paper.add("自{{ starts_on }}起至{{ ends_on }}止。", lead="协议期限：")
    paper.add("{%p if remarks %}", style="control")
    paper.add("{{ remarks }}", lead="备注：")
    paper.add("{%p endif %}", style="control")
    paper.add("本协议由各方各执一份，{{ federation }}留存一份。", lead="份数：")
    rows = [
        [_SEAL.format(side="牵头方", party="hub"), _DAY.format(party="hub")],
        ["{%tr for member in members %}"],
        [_SEAL.format(side="成员方", party="member"), _DAY.format(party="member")],
        ["{%tr endfor %}"],
    ]
    _signatures(paper, rows)
    paper.add("生效日期：{{ signed_on | date_line }}", style="signature")
    return paper.to_bytes()


@cache
def _responsibility_template(language: Language) -> bytes:
    paper = _letter(language, heading="责任书")
    paper.add("{%p if clauses %}", style="control")
    paper.add("责任事项", style="heading")
    paper.loop("for clause in clauses", [(_PROMISE.say(language), "body")])
    paper.add("{%p endif %}", style="control")
    paper.add("自{{ starts_on }}起至{{ ends_on }}止。", lead="责任期限：")
    paper.add("{%p if remarks %}", style="control")
    paper.add("{{ remarks }}", lead="备注：")
    paper.add("{%p endif %}", style="control")
    _signatures(paper, [[_SEAL.format(side="责任单位", party="bearer"), _DAY.format(party="bearer")]])
    paper.add("{{ federation }}　{{ issued_on }}", style="note")
    return paper.to_bytes()


@cache
def _official_template(language: Language) -> bytes:
    paper = _letter(language, heading="函")
    paper.add("{{ federation }}", style="note").paragraph_format.keep_with_next = True
    paper.add("{{ issued_on }}", style="note")
    return paper.to_bytes()


_SEAL = "{side}（盖章）：{{{{ {party}.name }}}}\n主席（签字）：{{{{ {party}.signature | line(16) }}}}\n"
_DAY = "\n日期：{{{{ {party}.signed_on | date_line }}}}"
"""A party under a paper: its name, the hand of its chair and the day, blank until it has signed."""


def _signatures(paper: OfficialPaper, rows: Sequence[Sequence[str]]) -> None:
    """Who signs, on one page with the line before and the line after."""
    paper.space(12)
    paper.stay_together()
    wide = paper.layout.text_width_mm
    paper.table(rows, widths_mm=(wide * 0.55, wide * 0.45), style="signature", leads_on=True)


def _letter(language: Language, *, heading: str) -> OfficialPaper:
    paper = OfficialPaper(title=heading, language=language)
    paper.add("{{ title }}", style="title")
    paper.add("{{ number }}", style="note")
    paper.add("{{ bearer.name }}：", style="flush")
    paper.loop("for line in words", [("{{ line }}", "body")])
    return paper


def _render_with(default: Any) -> Any:
    def render(
        contexts: Sequence[Mapping[str, Any]], language: Language = "zh", *, template: bytes | None = None
    ) -> bytes:
        return render_papers(template or default(language), contexts, language=language)

    return render


def _clauses(*, context: Mapping[str, Any], starts_on: Any, ends_on: Any) -> Any:
    return clauses_in(context)


_SAMPLE = {
    "number": "某联〔2026〕1号",
    "title": "结对共建协议书",
    "programme": "2026年结对共建",
    "federation": "某县总工会",
    "words": ["各方互派业务骨干交流。", "每季度召开一次联席会议。"],
    "clauses": [{"words": "每年开展两次互访", "who": "各方", "by": "2026年11月30日"}],
    "starts_on": "2026年1月1日",
    "ends_on": "2026年12月31日",
    "signed_on": None,
    "remarks": "无",
}


_UNSIGNED = {"signature": None, "signed_on": None}


def _several_sample() -> dict[str, Any]:
    named = {"甲公司工会": "张三", "乙公司工会": "李四", "丙公司工会": "王五"}
    hub, *members = [{"name": name, "chair": chair} | _UNSIGNED for name, chair in named.items()]
    return _SAMPLE | {"hub": hub, "members": members}


def _letter_sample() -> dict[str, Any]:
    bearer = {"name": "甲公司工会", "chair": "张三"} | _UNSIGNED
    return _SAMPLE | {"title": "工作责任书", "bearer": bearer, "issued_on": "2026年1月4日"}


GENERAL: dict[str, Paper] = {
    Sort.MANY: Paper(
        title=Wording("多方协议书", "Agreement of several"),
        prefix="联协",
        context=several_context,
        render=_render_with(_several_template),
        default=_several_template,
        sample=_several_sample,
        required=frozenset({"number", "hub.name", "members[].name", "words", "starts_on", "ends_on"}),
        labels=_SEVERAL,
        clauses=_clauses,
    ),
    Sort.LETTER: Paper(
        title=Wording("责任书", "Letter of responsibility"),
        prefix="责",
        context=letter_context,
        render=_render_with(_responsibility_template),
        default=_responsibility_template,
        sample=_letter_sample,
        required=frozenset({"number", "bearer.name", "words", "starts_on", "ends_on"}),
        labels=_LETTER,
        clauses=_clauses,
    ),
    Sort.OFFICIAL: Paper(
        title=Wording("函", "Official letter"),
        prefix="函",
        context=letter_context,
        render=_render_with(_official_template),
        default=_official_template,
        sample=lambda: _letter_sample() | {"title": "关于报送年度计划的函"},
        required=frozenset({"number", "bearer.name", "words"}),
        labels=_LETTER,
        clauses=_clauses,
    ),
}
