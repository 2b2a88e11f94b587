"""Why a special shape cannot be asked for or solved here, and the door to the extra that the solvers need."""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from types import ModuleType

from lianshou.core.wording import Wording
from lianshou.engines.matching.problem import FlawError


class ShapeFlaw(Enum):
    """What stands in the way; the value is its sentence."""

    EXTRA_MISSING = Wording(
        "此类求解需要附加组件“large”（缺{subject}），请安装：pip install 'lianshou[large]'",
        "this shape needs the extra “large” ({subject} is missing): pip install 'lianshou[large]'",
    )
    NOT_ONE_TO_ONE = Wording(
        "每个帮带方最多只能有一个名额：{subject}", "a host has more than one place: {subject}"
    )
    TOO_LARGE_FOR_FLOATS = Wording(
        "费用过大，浮点求解不再精确：{subject}", "costs too large to stay exact in floating point: {subject}"
    )
    TOO_LARGE_FOR_FLOW = Wording(
        "费用乘以规模过大，网络流求解可能溢出：{subject}",
        "costs times size could overflow the flow solver: {subject}",
    )
    SOLVER_FAILED = Wording("求解器未给出结果：{subject}", "the solver gave no answer: {subject}")
    QUOTA_ORDER = Wording(
        "名额分配须满足 0≤至少≤至多：{subject}", "a quota needs 0 <= least <= most: {subject}"
    )
    QUOTA_TWICE = Wording("名额分配重名：{subject}", "quota named twice: {subject}")
    QUOTA_UNKNOWN = Wording(
        "名额分配提到名单外的单位：{subject}", "a quota names somebody unknown: {subject}"
    )
    SHAPE = Wording("{subject}：行列数与名单不符", "{subject}: the shape does not match the lists")
    DTYPE = Wording("{subject}：数据类型不对", "{subject}: wrong type")
    WANTS_NEGATIVE = Wording("所需家数不得为负：{subject}", "nobody can want fewer than no host: {subject}")
    LOCK_NOT_WANTED = Wording(
        "已锁定的单位所需家数不得为零：{subject}", "a locked guest wants no host: {subject}"
    )


class ShapeError(FlawError):
    """This shape cannot be solved here; ``reason`` is a ``ShapeFlaw``."""

    reason: ShapeFlaw


def need(module: str) -> ModuleType:
    """A module of the extra ``large``, imported now. Raises ShapeError(EXTRA_MISSING)."""
    try:
        return import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name is None or module.split(".")[0] != missing.name.split(".")[0]:
            raise
        raise ShapeError(ShapeFlaw.EXTRA_MISSING, (missing.name,)) from missing
