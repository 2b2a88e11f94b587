"""What is said about the sheets of a contest as a whole."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from lianshou.core.wording import Wording, join, named
from lianshou.engines.scoring.appeals import Appeal, Moved
from lianshou.engines.scoring.books import layouts
from lianshou.engines.scoring.causes import Standing
from lianshou.engines.scoring.contest import Contest
from lianshou.engines.scoring.scheme_changes import Change
from lianshou.formats.sheets.columns import Layout


def sheet_missing(layout: Layout) -> tuple[Wording, Wording]:
    return (
        Wording("缺少名为“{title}”的工作表。", "There is no sheet called “{title}”.").fill(
            title=layout.title
        ),
        Wording(
            "请补上；可以用 lianshou score template 生成空白表。",
            "Add it; lianshou score template makes a blank one.",
        ),
    )


def sheet_unknown(judges: list[Any]) -> tuple[Wording, Wording]:
    known = named(str(one) for one in judges)
    return (
        Wording("这张评分表不知道是哪位评委的。", "It is not known whose marking sheet this is."),
        Wording("请把工作表改名为评委的姓名：{known}；或把这位评委补进“评委”表。", "Name the sheet after a judge: {known}; or add the judge to the list.").fill(known=known),
    )  # fmt: skip


OF_THE_BOOK = (
    layouts.SCHEME, layouts.PARTS, layouts.ASPECTS, layouts.MEASURES, layouts.AWARDS, layouts.JUDGES,
    layouts.contestants_layout([]), layouts.ADJUSTMENTS, layouts.FACTORS,
)  # fmt: skip
"""The sheets of the book; marks stand on others."""
NAME_TAKEN = (
    Wording("评分项、比较项的名称与表里别的栏目（抽签号、姓名等）相同。", "An aspect or measure is called like another column (draw number, name …)."),
    Wording("请换一个名称。", "Give it another name."),
)  # fmt: skip
NO_AWARDS = Wording(
    "工作簿里没有“奖项”工作表，没有评奖。", "There is no sheet “Awards”, so no awards are given."
)
_MOST_NAMED = 20


def column_unknown(heading: str, aspects: Sequence[str]) -> tuple[Wording, Wording]:
    """A column of a judge's sheet that is no aspect: its marks would be passed over in silence."""
    return (
        Wording("“{heading}”不是评分项，这一栏的分会漏掉。", "“{heading}” is no aspect; its marks would be lost.").fill(heading=heading),
        Wording("请把栏名改为：{aspects}；不是分数的栏请删去，或写“备注”。", "Call it one of: {aspects}; remove a column that holds no marks, or call it “Remarks”.").fill(aspects=named(aspects)),
    )  # fmt: skip


def aspect_missing(judge: str, aspect: str) -> tuple[Wording, Wording]:
    """A judge's sheet without a column that the judge marks."""
    return (
        Wording("评委“{judge}”的表里没有“{aspect}”这一栏。", "The sheet of {judge} has no column “{aspect}”.").fill(judge=judge, aspect=aspect),
        Wording("请补上这一栏；不由这位评委打分的，在“评委”表的“评哪些项”里写明。", "Add it; if {judge} does not mark it, say so in the list of judges.").fill(judge=judge),
    )  # fmt: skip


def silent_told(judges: Sequence[str]) -> Wording:
    """Judges of whom no mark was found."""
    words = Wording(
        "这些评委一个分也没有：{judges}。请补上评分表；确实没有到场的，加上 {option} 再算。",
        "These judges gave no mark at all: {judges}. Add their sheets; for judges who were not there, say {option}.",
    )
    option = " ".join(f"--without {shlex.quote(judge)}" for judge in judges)
    return words.fill(judges=named(judges), option=option)


def gaps_told(contest: Contest, missing: Sequence[tuple[str, str, str]]) -> Wording:
    """Every mark that is missing, in one sentence; many are counted."""
    people = {one.key: f"{one.key} {one.name}" for one in contest.contestants}
    titles = {one.key: one.title for one in contest.scheme.aspects}
    judges = {one.key: one.name for one in contest.judges}
    one = Wording("{who}／{aspect}／{judge}", "{who} / {aspect} / {judge}")
    told = [
        one.fill(who=people[who], aspect=titles[aspect], judge=judges[judge])
        for who, aspect, judge in missing[:_MOST_NAMED]
    ]
    more = Wording("……", " …") if len(missing) > _MOST_NAMED else Wording("", "")
    words = Wording(
        "缺分{n}处：{told}{more}。缺分不按零分算。",
        "{marks} missing: {told}{more}. A missing mark is no zero.",
    )
    marks = "1 mark" if len(missing) == 1 else f"{len(missing)} marks"
    return words.fill(n=len(missing), marks=marks, told=join(told), more=more)


def corrected_told(found: Appeal) -> Wording:
    """How much was corrected."""
    words = Wording("更正{n}处。", "{corrections}.").fill(
        n=len(found.corrections), corrections=_some(found.corrections, "correction")
    )
    if not found.scheme:
        return words
    more = Wording("方案改动{n}处：", "{changes} of the scheme:")
    return join([words, more.fill(n=len(found.scheme), changes=_some(found.scheme, "change"))], zh="", en=" ")


def _some(things: Sequence[object], word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


def changed_told(change: Change) -> Wording:
    """One setting that was changed."""
    none = Wording("（无）", "(none)")
    words = Wording("{what}：{old} → {new}", "{what}: {old} → {new}")
    return words.fill(what=change.what, old=change.old or none, new=change.new or none)


def moved_told(one: Moved) -> Wording:
    """One who stands differently."""
    words = Wording("{who}：{old} → {new}（{change}）", "{who}: {old} → {new} ({change})")
    return words.fill(who=one.who, old=_place_told(one.old), new=_place_told(one.new), change=change_of(one))


def _place_told(one: Standing) -> Wording:
    if one.rank is None or one.total is None:
        return Wording("无名次", "no place")
    return Wording("第{rank}名", "place {rank}").fill(rank=one.rank)


def change_of(one: Moved) -> Wording:
    """What became of somebody, in a few words."""
    if not one.changed:
        return Wording("不变", "unchanged")
    why = join([cause.told(of_team=not one.name) for cause in one.causes], zh="、", en=", ")
    return join([_direction(one.old, one.new), why], zh="，", en=", ")


def _direction(old: Standing, new: Standing) -> Wording:
    if old.rank is None or new.rank is None:
        return (
            Wording("取得名次", "now ranked")
            if old.rank is None
            else Wording("不再排名次", "no longer ranked")
        )
    if old.rank == new.rank:
        if old.award != new.award:
            return Wording("奖项变动", "another award")
        return Wording("总分变动", "another total")
    words = Wording("上升{n}名", "up {n}") if new.rank < old.rank else Wording("下降{n}名", "down {n}")
    return words.fill(n=abs(old.rank - new.rank))
