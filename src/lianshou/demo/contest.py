"""An invented contest of skills, the same on every machine: 24 welders of eight teams before seven judges."""

from __future__ import annotations

import random
from typing import Any

from lianshou.engines.scoring import Contest, contest_from
from lianshou.engines.scoring.books.filling import USUAL

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = "建国海燕志强丽华晓明桂英文斌春梅永康玉兰"
_TEAMS = ("纺织工会", "机械工会", "化工工会", "建设工会", "电力工会", "交通工会", "开发区工会", "教育工会")
_JUDGES = ("方评委", "石评委", "任评委", "袁评委", "柳评委", "鲍评委", "史评委")


def welders() -> Contest:
    """One is absent, one judge stood back from a contestant of the own unit, one team has too few members."""
    dice = random.Random(20)  # noqa: S311  (the same on every machine, no secret)
    people: list[dict[str, Any]] = []
    marks: list[list[object]] = []
    for number in range(1, 25):
        key = f"{number:02d}"
        name = f"{_SURNAMES[number - 1]}{_GIVEN[2 * (number % 10) : 2 * (number % 10) + 2]}"
        people.append(
            {
                "key": key,
                "name": name,
                "team": _TEAMS[number % 8],
                "measures": {"time": dice.randint(1500, 2400)},
            }
        )
        if number == 8:
            people[-1] |= {"status": "absent", "measures": {}}
            continue
        skill = dice.randint(-8, 8)
        marks.append([key, "paper", _JUDGES[0], min(100, 82 + skill // 2 + dice.randint(-6, 9))])
        marks += _practice(dice, key, skill)
    adjustments = [
        {"contestant": "05", "points": -2, "part": "practice", "reason": "超时2分钟"},
        {"contestant": "17", "points": "-0.5", "part": "practice", "reason": "未戴护目镜，经提醒后戴上"},
        {"contestant": "11", "points": 1, "reason": "提出合理化工艺建议"},
    ]
    judges = [{"key": name, "name": name} for name in _JUDGES]
    judges[0] |= {"aspects": ["paper", "quality", "safety"]}  # type: ignore[dict-item]
    judges[1:] = [{**one, "aspects": ["quality", "safety"]} for one in judges[1:]]  # type: ignore[dict-item]
    scheme = {**USUAL, "title": "焊工职业技能竞赛"}
    return contest_from(
        {
            "scheme": scheme,
            "contestants": people,
            "judges": judges,
            "marks": marks,
            "adjustments": adjustments,
        }
    )


def _practice(dice: random.Random, key: str, skill: int) -> list[list[object]]:
    found: list[list[object]] = []
    for place, judge in enumerate(_JUDGES):
        if (key, judge) == ("14", "柳评委"):
            continue  # stood back
        strict = -2 if place == 3 else 1 if place == 5 else 0
        quality = min(70, 55 + skill + strict + dice.randint(-3, 3))
        found.append([key, "quality", judge, f"{quality + dice.choice((0, 0.5))}" if quality < 70 else 70])
        found.append([key, "safety", judge, min(30, 24 + skill // 3 + dice.randint(-2, 2))])
    return found
