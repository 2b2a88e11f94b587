"""Contests for tests: one that is easily checked by hand, and any that the schemes allow."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from lianshou.engines.scoring import Contest, contest_from

JUDGES = ("J1", "J2", "J3", "J4", "J5")


def data(**changes: Any) -> dict[str, Any]:
    """Theory 30 %, practice 70 % of two aspects; five judges; three contestants of two teams."""
    marks = {
        "01": {"work": ("50", "52", "51.5", "40", "58"), "safety": ("35", "36", "34", "35", "36")},
        "02": {"work": ("55", "54", "56", "55.5", "53"), "safety": ("38", "37", "39", "38", "36")},
        "03": {"work": ("45", "47", "46", "44", "48"), "safety": ("30", "32", "31", "33", "29")},
    }
    rows = [[who, aspect, judge, value] for who, own in marks.items() for aspect, values in own.items()
            for judge, value in zip(JUDGES, values, strict=True)]  # fmt: skip
    theory = [["01", "paper", "J1", "82"], ["02", "paper", "J1", "76.5"], ["03", "paper", "J1", "90"]]
    return {"scheme": scheme(), "contestants": contestants(), "judges": [{"key": j, "name": f"评委{j[1]}"} for j in JUDGES],
            "marks": rows + theory} | changes  # fmt: skip


def scheme(**changes: Any) -> dict[str, Any]:
    trimmed = {"way": "trimmed", "trim": 1, "least": 4, "digits": 2}
    return {
        "title": "焊工技能竞赛",
        "parts": [
            {"key": "theory", "title": "理论", "share": "0.3", "full": 100},
            {"key": "practice", "title": "实操", "share": "0.7", "full": 100, "counted_digits": 2},
        ],
        "aspects": [
            {"key": "paper", "title": "卷面", "part": "theory", "high": 100},
            {"key": "work", "title": "焊接质量", "part": "practice", "high": 60, "panel": trimmed},
            {"key": "safety", "title": "安全操作", "part": "practice", "high": 40, "panel": {"way": "median", "least": 3}},
        ],
        "measures": [{"key": "time", "title": "用时", "better": "low"}],
        "keys": [{"of": "part", "key": "practice"}, {"of": "measure", "key": "time"}],
        "digits": 2,
        **changes,
    }  # fmt: skip


def contestants(**changes: Any) -> list[dict[str, Any]]:
    names = {"01": ("张伟", "一队"), "02": ("李娜", "二队"), "03": ("王强", "一队")}
    return [{"key": key, "name": name, "team": team, **changes} for key, (name, team) in names.items()]


def contest(**changes: Any) -> Contest:
    return contest_from(data(**changes))


def numbered(totals: list[Any], **changes: Any) -> Contest:
    """Contestants 01, 02, … whose totals are ``totals``: one aspect, one judge."""
    keys = [f"{number:02d}" for number in range(1, len(totals) + 1)]
    plain = {
        "title": "t",
        "parts": [{"key": "p", "title": "p"}],
        "aspects": [{"key": "a", "title": "a", "part": "p", "high": 1000}],
    }
    people = [{"key": key, "name": f"选手{key}"} for key in keys]
    seconds = changes.pop("seconds", [])
    for one, value in zip(people, seconds, strict=False):
        one["measures"] = {"time": value}  # type: ignore[assignment]
    marks = [[key, "a", "J1", str(total)] for key, total in zip(keys, totals, strict=True)]
    return contest_from({"scheme": plain | changes, "contestants": people, "judges": [{"key": "J1", "name": "J1"}], "marks": marks})  # fmt: skip


digits = st.none() | st.integers(0, 3)
WAYS, RANKS = ("mean", "trimmed", "median"), ("dense", "competition", "row")
EDGES, KINDS = ("all_in", "all_out"), ("count", "share")


def _points(low: int, high: int, places: int = 2) -> st.SearchStrategy[str]:
    return st.integers(low * 10**places, high * 10**places).map(lambda n: str(Decimal(n).scaleb(-places)))


@st.composite
def contests(
    draw: st.DrawFn,
    *,
    ways: tuple[str, ...] = WAYS,
    ranks: tuple[str, ...] = RANKS,
    edges: tuple[str, ...] = EDGES,
    kinds: tuple[str, ...] = KINDS,
) -> Contest:
    """Any contest that can be scored: small numbers, so that ties and halves are frequent. Marks are missing, judges silent."""
    parts = [
        {
            "key": f"p{n}",
            "title": f"部分{n}",
            "share": draw(_points(0, 1, 1)),
            "digits": draw(digits),
            "counted_digits": draw(digits),
        }
        for n in range(draw(st.integers(1, 2)))
    ]
    in_points = len(parts) == 1 or draw(st.booleans())
    for part in parts:  # shares are the whole, or there are none
        rest = str(1 - Decimal(parts[0]["share"]))
        part["share"] = "1" if in_points else part["share"] if part is parts[0] else rest
    judges = [{"key": f"J{n}", "name": f"评委{n}"} for n in range(draw(st.integers(1, 7)))]
    aspects = [
        draw(_aspect(n, parts[n % len(parts)]["key"], len(judges), ways))
        for n in range(draw(st.integers(len(parts), 3)))
    ]
    people = [draw(_person(n, aspects)) for n in range(draw(st.integers(1, 7)))]
    marks = [mark for one in people for aspect in aspects for mark in draw(_given(one, aspect, judges))]
    changes = [
        {"contestant": draw(st.sampled_from(people))["key"], "points": draw(_points(-3, 3, 1)), "reason": "违规",
         "part": draw(st.sampled_from(["", *(part["key"] for part in parts)]))}
        for _ in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    keys = [{"of": "part", "key": part["key"]} for part in parts] + [
        {"of": "aspect", "key": one["key"]} for one in aspects
    ]
    keys += [{"of": "measure", "key": "time"}, {"of": "measure", "key": "height"}]
    of_teams = [*keys, *({"of": "member", "key": str(n)} for n in (1, 2, 3))]
    some = st.lists(st.sampled_from(keys), max_size=3, unique_by=str)
    team = {
        "best": draw(st.integers(1, 3)),
        "short": draw(st.sampled_from(["count", "unranked"])),
        "keys": draw(st.lists(st.sampled_from(of_teams), max_size=3, unique_by=str)),
    }
    measures = [{"key": "time", "title": "用时"}, {"key": "height", "title": "高度", "better": "high"}]
    whole = {
        "title": "t", "parts": parts, "aspects": aspects, "measures": measures, "keys": draw(some),
        "ranks": draw(st.sampled_from(ranks)), "digits": draw(digits), "team": draw(st.sampled_from([None, team, team])),
        "floor": draw(st.sampled_from([None, "0", "2", "7.55"])),
    }  # fmt: skip
    for_teams = whole["team"] is not None
    whole["awards"] = [
        draw(_award(n, keys, of_teams if for_teams else [], edges, kinds))
        for n in range(draw(st.integers(0, 4)))
    ]
    whole = {name: value for name, value in whole.items() if value is not None or name == "floor"}
    return contest_from(
        {"scheme": whole, "contestants": people, "judges": judges, "marks": marks, "adjustments": changes}
    )


@st.composite
def _aspect(draw: st.DrawFn, number: int, part: str, judges: int, ways: tuple[str, ...]) -> dict[str, Any]:
    trim = draw(st.integers(0, (judges - 1) // 2))
    way = draw(st.sampled_from(ways))
    panel = {
        "way": way,
        "trim": trim,
        "least": draw(st.integers(2 * trim + 1, judges)),
        "digits": draw(digits),
    }
    return {"key": f"a{number}", "title": f"项{number}", "part": part, "high": 10, "factor": draw(_points(0, 2, 1)), "weight": draw(_points(0, 2, 1)),
            "panel": panel, "digits": draw(digits)}  # fmt: skip


@st.composite
def _person(draw: st.DrawFn, number: int, aspects: list[dict[str, Any]]) -> dict[str, Any]:
    factors = {one["key"]: draw(_points(0, 2, 1)) for one in aspects if draw(st.integers(0, 4)) == 0}
    return {"key": f"{number:02d}", "name": f"选手{number}", "team": draw(st.sampled_from(["", "甲", "乙"])), "factors": factors,
            "measures": {"time": draw(st.integers(1, 2)), "height": draw(_points(0, 1, 1))},
            "status": draw(st.sampled_from(["present"] * 6 + ["withdrawn", "disqualified", "absent"]))}  # fmt: skip


@st.composite
def _given(
    draw: st.DrawFn, one: dict[str, Any], aspect: dict[str, Any], judges: list[dict[str, Any]]
) -> list[list[str]]:
    if one["status"] == "absent":
        return []
    keys = [judge["key"] for judge in judges]
    count = draw(st.integers(aspect["panel"]["least"], len(keys)))
    who = draw(st.permutations(keys))[:count]
    value = st.sampled_from(["7", "7.5", "8", "8.25", "9"])
    return [[one["key"], aspect["key"], judge, draw(value)] for judge in who]


@st.composite
def _award(
    draw: st.DrawFn, number: int, keys: list[dict[str, str]], of_teams: list[dict[str, str]],
    edges: tuple[str, ...], kinds: tuple[str, ...],
) -> dict[str, Any]:  # fmt: skip
    counts, shares = [{"count": n} for n in (0, 1, 2, 3)], [{"share": s} for s in ("0.1", "0.25", "0.5")]
    places = draw(
        st.sampled_from((counts if "count" in kinds else []) + (shares if "share" in kinds else []))
    )
    for_teams = bool(of_teams) and draw(st.booleans())
    keys = of_teams if for_teams else keys
    return {"key": f"w{number}", "title": f"奖{number}", **places, "cut": draw(st.sampled_from(["half_up", "down", "up"])),
            "edge": draw(st.sampled_from(edges)), "keys": draw(st.lists(st.sampled_from(keys), max_size=2, unique_by=str)),
            "for_teams": for_teams, "at_least": draw(st.sampled_from([None, "5"]))}  # fmt: skip
