"""The workbook an organiser fills in: a plan of one of the families, or everything that a regatta holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from lianshou.core.wording import Language, Wording
from lianshou.engines.heats.boats import Athlete, CrewRule, Seat
from lianshou.engines.heats.books import layouts
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.keeping import seats_of
from lianshou.engines.heats.plan import Outcome, Plan, Regatta, Status, Take
from lianshou.engines.heats.titles import listed
from lianshou.formats.sheets.columns import Choice
from lianshou.formats.sheets.templates import write_templates

Rows = list[dict[str, object]]


def write_regatta_book(
    regatta: Regatta,
    target: Path | BinaryIO,
    *,
    rule: CrewRule | None = None,
    athletes: Mapping[str, Athlete] | None = None,
    seats: Mapping[str, Sequence[Seat]] | None = None,
    language: Language = "zh",
) -> None:
    """The regatta as a workbook that reads back to the same; drawn races that have no results yet stand ready to be filled in.

    Raises SheetError when ``target`` cannot be written, HeatsError for a regatta that cannot be derived.
    """
    filled = filled_rows(regatta, rule or CrewRule(), athletes or {}, seats or {})
    write_templates(layouts.LAYOUTS, target, language=language, filled=filled)


def filled_rows(
    regatta: Regatta, rule: CrewRule, athletes: Mapping[str, Athlete], seats: Mapping[str, Sequence[Seat]]
) -> dict[str, Rows]:
    """The rows of every sheet, by the names of the layouts."""
    return {
        "plan": _plan(regatta.plan, rule),
        "rounds": _rounds(regatta.plan),
        "crews": [
            {
                "name": one.key,
                "unions": listed(one.unions) if one.unions else None,
                "best": str(one.best) if one.best else None,
            }
            for one in regatta.entries
        ],
        "athletes": _athletes(athletes, seats),
        "results": _results(regatta) if regatta.entries else [],
        "decisions": [
            {
                "round": regatta.plan.round(one.round).title,
                "order": listed(one.order),
                "why": one.why or None,
            }
            for one in regatta.decisions
        ],
    }


def _plan(plan: Plan, rule: CrewRule) -> Rows:
    titles = {one.key: one.title for one in plan.rounds}
    values: dict[str, Any] = {
        "title": plan.title,
        "lanes": str(plan.lanes),
        "seeding": _said(layouts.SEEDINGS, plan.seeding.value),
        "edge": _said(layouts.EDGES, plan.edge.value),
        "rank_by": _said(layouts.RANKS, plan.rank_by.value),
        "finals": listed([titles[key] for key in plan.finals]),
        "points": listed([str(one) for one in plan.points]),
        "best": str(plan.best),
        **{key: str(getattr(rule, key)) for key in ("drummers", "helms", "paddlers", "reserves", "women")},
        **{key: _said(layouts.YES_NO, getattr(rule, key)) for key in ("needs_insurance", "needs_swimming")},
        **{key: _said(layouts.YES_NO, getattr(plan, key)) for key in ("rank_unfinished", "skip_single")},
        "union_points": listed([str(one) for one in plan.union_points]) if plan.union_points else None,
        "share": _said(layouts.SHARES, plan.share.value),
    }
    return [{"item": key, "value": value, "about": _ABOUT[key]} for key, value in values.items()]


def _said(choices: Sequence[Choice], value: object) -> Wording:
    return next(one.title for one in choices if one.value == value)


def _rounds(plan: Plan) -> Rows:
    titles = {one.key: one.title for one in plan.rounds}
    rows: Rows = []
    for one in plan.rounds:
        head: dict[str, object] = {"title": one.title, "heats": one.heats}
        rows += [{**head, **_take(take, titles)} for take in one.takes] or [head]
    return rows


def _take(take: Take, titles: Mapping[str, str]) -> dict[str, object]:
    by_place = take.how.value in ("place", "overall")
    return {
        "source": titles[take.source],
        "how": take.how.value,
        "first": take.first if by_place else None,
        "last": take.last if by_place else None,
        "count": take.count or None,
        "among": take.among,
    }


def _athletes(athletes: Mapping[str, Athlete], seats: Mapping[str, Sequence[Seat]]) -> Rows:
    return [
        {
            "crew": crew, "name": one.name, "role": seat.role.value, "is_woman": one.is_woman, "union": one.union or None,
            "insured": one.insured, "swims": one.swims,
        }
        for crew, own in seats.items()
        for seat in own
        for one in [athletes[seat.athlete]]
    ]  # fmt: skip


def _results(regatta: Regatta) -> Rows:
    titles = {one.key: one.title for one in regatta.plan.rounds}
    known = {(one.round, one.crew): one for one in regatta.outcomes}
    rows: Rows = []
    for derived in derive(regatta).rounds:
        key, seats = derived.round.key, seats_of(derived)
        for crew in dict.fromkeys(
            [*derived.crews, *(one.crew for one in regatta.outcomes if one.round == key)]
        ):
            one = known.get((key, crew))
            note = one.note or None if one else None
            race, lane = seats.get(crew, (None, None))
            rows.append(
                {
                    "round": titles[key],
                    "race": race,
                    "lane": lane,
                    "crew": crew,
                    "outcome": _told(one),
                    "note": note,
                }
            )
    return rows


def _told(one: Outcome | None) -> str | None:
    if one is None:
        return None
    return str(one.time) if one.status is Status.OK else one.status.value.upper()


_ABOUT = {
    "title": Wording("印在各张表的表头", "stands over every sheet"),
    "lanes": Wording("一场最多几支队", "crews in a race at most"),
    "seeding": Wording("抽签次序：按“队伍”的先后；实力排名：强者在前；报名成绩：按成绩", "drawn by lot: as the crews stand; ranking: the strongest first; times: by entry times"),
    "edge": Wording("并列跨在晋级名额上时", "when a tie lies across the last place that goes on"),
    "rank_by": Wording("决赛名次；最后一轮成绩；各轮得分", "finals; time of the last round; points of rounds"),
    "finals": Wording("决定名次的轮次，好的在前，如：决赛、小决赛", "rounds that make the places, the best first"),
    "points": Wording("“各轮得分”时第1名起各得几分", "points for places 1, 2, 3 … where rounds give points"),
    "best": Wording("积分相同先比最好的几轮", "equal points: so many best rounds are compared first"),
    "drummers": Wording("上船鼓手", "on board"), "helms": Wording("上船舵手", "on board"), "paddlers": Wording("上船划手", "on board"),
    "reserves": Wording("不上船", "not on board"), "women": Wording("上船的女队员，0为不限", "on board; 0: any"),
    "needs_insurance": Wording("没有保险的不能上船", "who has none may not start"),
    "needs_swimming": Wording("没有承诺的不能上船", "who has given none may not start"),
    "rank_unfinished": Wording("否：未完成（DNF）的没有名次", "no: a crew that did not finish has no place"),
    "skip_single": Wording("是：这队直接晋级；否：也要划", "yes: the crew goes on; no: it rows alone"),
    "union_points": Wording("第1名起各得几分，如9、7、6；空着：最后一名1分，每前一名多1分", "for places 1, 2, 3 …; empty: the last 1, each before it 1 more"),
    "share": Wording("联队的各家工会：各得全部，或平分", "each union of a joint crew has all of the points, or an equal part"),
}  # fmt: skip
