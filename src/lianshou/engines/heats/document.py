"""A regatta as plain data and JSON: the plan, the entries, outcomes and decisions; every fault named with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording
from lianshou.engines.heats.plan import (
    Crew,
    Decision,
    Edge,
    How,
    Outcome,
    Plan,
    RankBy,
    Regatta,
    Round,
    Seeding,
    Share,
    Start,
    Status,
    Take,
)
from lianshou.engines.heats.times import Time, parse_time
from lianshou.engines.scoring.fields import Fields, some_of
from lianshou.engines.scoring.flaws import Fault, Flaw, ScoringError

SCHEMA = "lianshou.heats.regatta/1"
TITLES = {
    "title": Wording("名称", "title"), "lanes": Wording("航道数", "lanes"), "rounds": Wording("轮次", "rounds"),
    "seeding": Wording("编排依据", "seeding"), "edge": Wording("末位同分", "ties at the edge"), "rank_by": Wording("名次依据", "places by"),
    "finals": Wording("名次次序", "finals"), "points": Wording("名次得分", "points"), "best": Wording("成绩", "time"),
    "heats": Wording("组数", "heats"), "source": Wording("来自", "from"), "how": Wording("怎样晋级", "how"),
    "first": Wording("从第几名", "from place"), "last": Wording("到第几名", "to place"), "count": Wording("几支", "how many"),
    "among": Wording("限第几名", "among place"), "key": Wording("代号", "code"), "name": Wording("队名", "crew"),
    "unions": Wording("工会", "unions"), "round": Wording("轮次", "round"), "crew": Wording("队", "crew"), "status": Wording("状态", "status"),
    "time": Wording("成绩", "time"), "order": Wording("次序", "order"), "entries": Wording("队伍", "crews"), "plan": Wording("规程", "plan"),
    "race": Wording("组", "race"), "lane": Wording("道", "lane"), "union_points": Wording("工会积分", "points of unions"),
    "share": Wording("联队积分", "points of joint crews"), "starts": Wording("出发名单", "start lists"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    rounds: tuple[str, ...]
    crews: tuple[str, ...]


def regatta_from(data: object) -> Regatta:
    """The regatta that ``data`` describes. Raises ScoringError with every fault of form; ``derive`` judges the sense."""
    faults: list[Fault] = []
    fields = Fields(data, (), faults, TITLES)
    fields.known_only(("schema", "plan", "entries", "outcomes", "decisions", "starts"))
    if fields.data.get("schema", SCHEMA) != SCHEMA:
        raise ScoringError([Fault(Flaw.UNKNOWN_FORM, ("schema",), {"given": fields.data["schema"]})])
    plan = _plan(Fields(fields.data.get("plan"), ("plan",), faults, TITLES))
    entries = tuple([_crew(one) for one in fields.items("entries", required=True)])
    known = _Known(tuple([one.key for one in plan.rounds]), tuple([one.key for one in entries]))
    outcomes = tuple([_outcome(one, known) for one in fields.items("outcomes")])
    decisions = tuple([_decision(one, known) for one in fields.items("decisions")])
    starts = tuple([_start(one, known) for one in fields.items("starts")])
    if faults:
        raise ScoringError(faults)
    return Regatta(plan, entries, outcomes, decisions, starts)


def _plan(fields: Fields) -> Plan:
    fields.known_only(
        ("title", "lanes", "rounds", "seeding", "edge", "rank_by", "finals", "points", "best", "rank_unfinished", "skip_single",
         "union_points", "share")
    )  # fmt: skip
    lanes = fields.whole("lanes", low=2, high=20)
    if lanes is None and "lanes" not in fields.data:
        fields.fault(Flaw.MISSING, "lanes", what=TITLES["lanes"])
    return Plan(
        title=fields.text("title"),
        lanes=lanes or 2,
        rounds=tuple([_round(one) for one in fields.items("rounds", required=True)]),
        seeding=fields.choice("seeding", Seeding, Seeding.DRAW),
        edge=fields.choice("edge", Edge, Edge.WAIT),
        rank_by=fields.choice("rank_by", RankBy, RankBy.FINALS),
        finals=tuple(map(str, _listed(fields, "finals"))),
        points=_numbers(fields, "points") or (5, 3, 2, 1),
        best=fields.whole("best", 2, low=1) or 2,
        rank_unfinished=fields.flag("rank_unfinished") if "rank_unfinished" in fields.data else True,
        skip_single=fields.flag("skip_single") if "skip_single" in fields.data else True,
        union_points=_numbers(fields, "union_points"),
        share=fields.choice("share", Share, Share.FULL),
    )


def _round(fields: Fields) -> Round:
    fields.known_only(("key", "title", "takes", "heats"))
    takes = tuple([_take(one) for one in fields.items("takes")])
    return Round(fields.text("key"), fields.text("title"), takes, fields.whole("heats", low=1, high=100))


def _take(fields: Fields) -> Take:
    fields.known_only(("source", "how", "first", "last", "count", "among"))
    first = fields.whole("first", 1, low=1) or 1
    return Take(
        source=fields.text("source"),
        how=fields.choice("how", How, How.PLACE),
        first=first,
        last=fields.whole("last", first, low=1) or first,
        count=fields.whole("count", 0) or 0,
        among=fields.whole("among", low=1),
    )


def _crew(fields: Fields) -> Crew:
    fields.known_only(("key", "name", "unions", "best"))
    return Crew(
        fields.text("key"),
        fields.text("name"),
        tuple(map(str, _listed(fields, "unions"))),
        _time(fields, "best"),
    )


def _outcome(fields: Fields, known: _Known) -> Outcome:
    fields.known_only(("round", "crew", "status", "time", "note"))
    return Outcome(
        round=fields.one_of("round", known.rounds),
        crew=fields.one_of("crew", known.crews),
        status=fields.choice("status", Status, Status.OK),
        time=_time(fields, "time"),
        note=fields.text("note", ""),
    )


def _decision(fields: Fields, known: _Known) -> Decision:
    fields.known_only(("round", "order", "why"))
    order = tuple(map(str, _listed(fields, "order")))
    for crew in order:
        if crew not in known.crews:
            fields.fault(
                Flaw.UNKNOWN, "order", what=TITLES["crew"], given=crew, choices=some_of(known.crews, crew)
            )
    return Decision(fields.one_of("round", known.rounds), order, fields.text("why", ""))


def _start(fields: Fields, known: _Known) -> Start:
    fields.known_only(("round", "crew", "race", "lane"))
    numbers = [fields.whole(name, low=1, high=100) for name in ("race", "lane")]
    for name, number in zip(("race", "lane"), numbers, strict=True):
        if number is None and fields.data.get(name) is None:
            fields.fault(Flaw.MISSING, name, what=TITLES[name])
    return Start(
        fields.one_of("round", known.rounds),
        fields.one_of("crew", known.crews),
        numbers[0] or 1,
        numbers[1] or 1,
    )


def _numbers(fields: Fields, name: str) -> tuple[int, ...]:
    """Whole numbers from 0; each that is none is a fault."""
    found = []
    for one in _listed(fields, name):
        if isinstance(one, int | str) and str(one).isascii() and str(one).isdigit():
            found.append(int(one))
        else:
            fields.fault(Flaw.NOT_NUMBER, name, what=TITLES[name], given=one)
    return tuple(found)


def _listed(fields: Fields, name: str) -> list[Any]:
    value = fields.data.get(name) or []
    if not isinstance(value, list | tuple):
        fields.fault(Flaw.NOT_A_LIST, name, what=TITLES[name])
        return []
    return list(value)


def _time(fields: Fields, name: str) -> Time | None:
    value = fields.data.get(name)
    if value is None or value == "":
        return None
    try:
        return parse_time(str(value))
    except ValueError:
        fields.fault(Flaw.NOT_NUMBER, name, what=TITLES[name], given=value)
        return None


def regatta_to(regatta: Regatta) -> dict[str, Any]:
    """Plain data from which ``regatta_from`` gives the same regatta."""
    plan = regatta.plan
    return {
        "schema": SCHEMA,
        "plan": {
            "title": plan.title, "lanes": plan.lanes, "seeding": plan.seeding.value, "edge": plan.edge.value,
            "rank_by": plan.rank_by.value, "finals": list(plan.finals), "points": list(plan.points), "best": plan.best,
            "rank_unfinished": plan.rank_unfinished, "skip_single": plan.skip_single,
            "union_points": list(plan.union_points), "share": plan.share.value,
            "rounds": [
                {"key": one.key, "title": one.title, "heats": one.heats, "takes": [_take_to(take) for take in one.takes]}
                for one in plan.rounds
            ],
        },
        "entries": [
            {"key": one.key, "name": one.name, "unions": list(one.unions), "best": str(one.best) if one.best else None}
            for one in regatta.entries
        ],
        "outcomes": [
            {"round": one.round, "crew": one.crew, "status": one.status.value, "time": str(one.time) if one.time else None, "note": one.note}
            for one in regatta.outcomes
        ],
        "decisions": [{"round": one.round, "order": list(one.order), "why": one.why} for one in regatta.decisions],
        "starts": [{"round": one.round, "crew": one.crew, "race": one.race, "lane": one.lane} for one in regatta.starts],
    }  # fmt: skip


def _take_to(take: Take) -> dict[str, Any]:
    return {
        "source": take.source,
        "how": take.how.value,
        "first": take.first,
        "last": take.last,
        "count": take.count,
        "among": take.among,
    }
