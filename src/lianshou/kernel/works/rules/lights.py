"""When a task is green, amber or red: what should be done by today against what is done, said in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lianshou.core.wording import Wording
from lianshou.kernel.works.enums import Light

AMBER, RED = "works.light_amber", "works.light_red"
LAST_PART = 75
"""Per cent of the time after which a task that is only done or not done turns amber."""

_NOT_BEGUN = Wording("{day}才开始。", "Begins on {day}.")
_IN_TIME = Wording("{day}完成，按期。", "Done on {day}, in time.")
_LATE = Wording("{day}完成，晚于期限{n}天。", "Done on {day}, {n} days late.")
_OVERDUE = Wording("期限{day}已过{n}天，完成{done}%。", "Due on {day}, {n} days ago; {done}% is done.")
_EVEN = Wording(
    "时间过去{time}%，完成{done}%，不落后。", "{time}% of the time has passed, {done}% is done: not behind."
)
_BEHIND = Wording(
    "时间过去{time}%，完成{done}%，落后{gap}个百分点（落后超过{amber}个亮黄灯，超过{red}个亮红灯）。",
    "{time}% of the time has passed, {done}% is done: {gap} points behind (amber beyond {amber}, red beyond {red}).",
)
_WHOLE = Wording(
    "时间过去{time}%，尚未完成（只分完成和未完成的任务，时间过去{last}%仍未完成亮黄灯）。",
    "{time}% of the time has passed and it is not done (what is only done or not done turns amber after {last}%).",
)


@dataclass(frozen=True)
class Verdict:
    """A light and the rule that gave it, with its numbers."""

    light: Light
    why: Wording
    percent: int


@dataclass(frozen=True)
class Margins:
    """By how many points of a hundred a task may be behind before it turns amber, and before it turns red."""

    amber: int
    red: int


def light_of(
    *,
    starts_on: date,
    due_on: date,
    today: date,
    done: int,
    whole: int,
    done_on: date | None,
    margins: Margins,
) -> Verdict:
    """The light of a task of which ``done`` of ``whole`` is done; ``whole`` is 1 for what is only done or not."""
    percent = min(100 * done // whole, 100) if whole else 0
    if done_on is not None:
        return _finished(done_on, due_on)
    told: dict[str, object] = {"done": percent}
    if today > due_on:
        late = (today - due_on).days
        return Verdict(Light.RED, _OVERDUE.fill(day=due_on.isoformat(), n=late, **told), percent)
    if today < starts_on and not done:
        return Verdict(Light.GREY, _NOT_BEGUN.fill(day=starts_on.isoformat()), percent)
    time = elapsed(starts_on=starts_on, due_on=due_on, today=today)
    if whole == 1:
        light = Light.AMBER if time >= LAST_PART else Light.GREEN
        return Verdict(light, _WHOLE.fill(time=time, last=LAST_PART), percent)
    gap = time - percent
    told |= {"time": time, "gap": gap, "amber": margins.amber, "red": margins.red}
    if gap > margins.amber:
        return Verdict(Light.RED if gap > margins.red else Light.AMBER, _BEHIND.fill(**told), percent)
    return Verdict(Light.GREEN, _EVEN.fill(**told) if gap <= 0 else _BEHIND.fill(**told), percent)


def elapsed(*, starts_on: date, due_on: date, today: date) -> int:
    """How many hundredths of a task's days have passed, from 0 to 100; the first and the last day count."""
    days = (due_on - starts_on).days + 1
    return max(0, min(100, 100 * (today - starts_on).days // days))


def _finished(done_on: date, due_on: date) -> Verdict:
    late = (done_on - due_on).days
    if late > 0:
        return Verdict(Light.GREEN, _LATE.fill(day=done_on.isoformat(), n=late), 100)
    return Verdict(Light.GREEN, _IN_TIME.fill(day=done_on.isoformat()), 100)


def worst(lights: list[Light]) -> Light:
    """What a heading shows for all that stands under it: the worst of them."""
    order = (Light.RED, Light.AMBER, Light.GREEN, Light.GREY)
    return next((light for light in order if light in lights), Light.GREY)
