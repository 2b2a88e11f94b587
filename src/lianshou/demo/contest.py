"""An invented contest of skills, the same on every machine: 24 welders of eight teams before seven judges."""

from __future__ import annotations

import random
from typing import Any

from lianshou.core.wording import Language
from lianshou.demo.names import SPOKEN_GIVEN, SPOKEN_SURNAMES
from lianshou.engines.scoring import Contest, contest_from
from lianshou.engines.scoring.books.filling import usual

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = "建国海燕志强丽华晓明桂英文斌春梅永康玉兰"
_TEAMS = ("纺织工会", "机械工会", "化工工会", "建设工会", "电力工会", "交通工会", "开发区工会", "教育工会")
_JUDGES = ("方评委", "石评委", "任评委", "袁评委", "柳评委", "鲍评委", "史评委")
_ENGLISH = {
    **dict(zip(_TEAMS, ("Textile union", "Machinery union", "Chemical union", "Building union", "Power union",
                        "Transport union", "Development Zone union", "Teachers' union"), strict=True)),
    **dict(zip(_JUDGES, (f"Judge {name}" for name in ("Fang", "Shi", "Ren", "Yuan", "Liu", "Bao", "Shi Jun")), strict=True)),
    "超时2分钟": "2 minutes over", "未戴护目镜，经提醒后戴上": "goggles put on only when told", "提出合理化工艺建议": "proposed a better process",
    "焊工职业技能竞赛": "Contest of welders",
}  # fmt: skip


def welders(language: Language = "zh") -> Contest:
    """One is absent, one judge stood back from a contestant of the own unit, one team has too few members.

    The same contest in English: names as they are spoken, everything else translated.
    """

    def said(text: str) -> str:
        return _ENGLISH.get(text, text) if language == "en" else text

    dice = random.Random(20)  # noqa: S311  (the same on every machine, no secret)
    people: list[dict[str, Any]] = []
    marks: list[list[object]] = []
    for number in range(1, 25):
        key = f"{number:02d}"
        name = f"{_SURNAMES[number - 1]}{_GIVEN[2 * (number % 10) : 2 * (number % 10) + 2]}"
        if language == "en":
            name = f"{SPOKEN_SURNAMES[number - 1]} {SPOKEN_GIVEN[number % 10]}"
        people.append(
            {
                "key": key,
                "name": name,
                "team": said(_TEAMS[number % 8]),
                "measures": {"time": dice.randint(1500, 2400)},
            }
        )
        if number == 8:
            people[-1] |= {"status": "absent", "measures": {}}
            continue
        skill = dice.randint(-8, 8)
        marks.append([key, "paper", _JUDGES[0], min(100, 82 + skill // 2 + dice.randint(-6, 9))])
        marks += _practice(dice, key, skill)
    adjustments: list[dict[str, Any]] = [
        {"contestant": "05", "points": -2, "part": "practice", "reason": "超时2分钟"},
        {"contestant": "17", "points": "-0.5", "part": "practice", "reason": "未戴护目镜，经提醒后戴上"},
        {"contestant": "11", "points": 1, "reason": "提出合理化工艺建议"},
    ]
    judges = [
        {"key": name, "name": said(name), "aspects": ["quality", "safety"] if place else ["paper", "quality", "safety"]}
        for place, name in enumerate(_JUDGES)
    ]  # fmt: skip
    adjustments = [{**one, "reason": said(one["reason"])} for one in adjustments]
    scheme = {**usual(language), "title": said("焊工职业技能竞赛")}
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
