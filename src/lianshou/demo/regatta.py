"""An invented regatta, the same on every machine: fourteen crews of twelve, heats with a repechage, the heats rowed."""

from __future__ import annotations

import random
from dataclasses import replace

from lianshou.core.wording import Language
from lianshou.demo.names import SPOKEN_GIVEN, SPOKEN_SURNAMES
from lianshou.engines.heats.boats import Athlete, CrewRule, Role, Seat
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.plan import Crew, Outcome, Regatta, Status
from lianshou.engines.heats.templates import plan_in_english, with_repechage
from lianshou.engines.heats.times import Time

_CREWS = (
    ("纺织一队", "纺织工会"), ("机械队", "机械工会"), ("化工队", "化工工会"), ("建设队", "建设工会"), ("电力队", "电力工会"), ("纺织二队", "纺织工会"),
    ("交通队", "交通工会"), ("开发区联队", "开发区工会、园区工会"), ("教育队", "教育工会"), ("卫生队", "卫生工会"), ("邮政队", "邮政工会"),
    ("水务队", "水务工会"), ("机械二队", "机械工会"), ("农垦队", "农垦工会"),
)  # fmt: skip
_CREWS_IN_ENGLISH = (
    ("Textile 1", "Textile union"), ("Machine Works 1", "Machine Works union"), ("Chemical Works", "Chemical Works union"),
    ("Builders", "Builders' union"), ("Power", "Power union"), ("Textile 2", "Textile union"), ("Transport", "Transport union"),
    ("New Zone joint crew", "New Zone union、Park union"), ("Education", "Education union"), ("Health", "Health union"),
    ("Post", "Post union"), ("Water", "Water union"), ("Machine Works 2", "Machine Works union"), ("State Farm", "State Farm union"),
)  # fmt: skip
_NAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈",
    ["建国", "海燕", "志强", "丽华", "晓明", "桂英", "文斌", "春梅", "永康", "玉兰"],
    "一二",
)
_NAMES_IN_ENGLISH = (SPOKEN_SURNAMES[:14], SPOKEN_GIVEN, ("yi", "er"))
Boats = tuple[Regatta, CrewRule, dict[str, Athlete], dict[str, list[Seat]]]


def dragon_boats(language: Language = "zh") -> Boats:
    """One crew was disqualified, one athlete has no insurance yet. The same in both languages but for the names."""
    is_english = language == "en"
    crews = _CREWS_IN_ENGLISH if is_english else _CREWS
    surnames, given, last = _NAMES_IN_ENGLISH if is_english else _NAMES
    dice = random.Random(55)  # noqa: S311  (the same on every machine, no secret)
    plan = with_repechage("职工龙舟赛·混合200米", 6, heats=3, repechages=2, seconds=1)
    if is_english:
        plan = replace(plan_in_english(plan), title="Workers' dragon boat regatta, mixed 200 m")
    entries = tuple([Crew(name, name, tuple(unions.split("、"))) for name, unions in crews])
    athletes: dict[str, Athlete] = {}
    seats: dict[str, list[Seat]] = {}
    for place, crew in enumerate(entries):
        for number, role in enumerate(
            [Role.DRUM, Role.HELM, *[Role.PADDLE] * 10, Role.RESERVE, Role.RESERVE]
        ):
            parts = (surnames[place], given[number % 10] + last[number // 10])
            name = (" " if is_english else "").join(parts)
            union = crew.unions[number % len(crew.unions)]
            key = f"{name}/{union}"
            athletes[key] = Athlete(
                key, name, union, number % 3 == 0, insured=(place, number) != (9, 7), swims=True
            )
            seats.setdefault(crew.key, []).append(Seat(key, role))
    regatta = Regatta(plan, entries)
    outcomes = [
        Outcome("heats", crew, Status.OK, Time(dice.randint(5200, 6100) * 10, 2))
        for crew in derive(regatta).round("heats").crews
    ]
    outcomes[4] = Outcome(
        "heats", outcomes[4].crew, Status.DSQ, None, "left its lane" if is_english else "串道"
    )
    rule = CrewRule(paddlers=10, reserves=2, women=4)
    return replace(regatta, outcomes=tuple(outcomes)), rule, athletes, seats
