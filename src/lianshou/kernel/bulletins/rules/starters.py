"""Texts to begin with: the bulletin of pairings as 阜宁 would write it, one with a ranking, one of the six works as 吴忠 would, a brief."""

from __future__ import annotations

from dataclasses import dataclass

from lianshou.core.wording import Wording


@dataclass(frozen=True, slots=True)
class Starter:
    """A text with placeholders; ``sort`` is that of the paper."""

    slug: str
    sort: str
    title: Wording
    text: str


def starters() -> dict[str, Starter]:
    """The texts by their slug."""
    return {one.slug: one for one in (_PAIRING, _RANKING, _WORKS, _BRIEF)}


_PAIRING = Starter(
    "pairing",
    "bulletin",
    Wording("关于“联手兴家”工作情况的通报", "Bulletin on the pairing of unions"),
    """现将“联手兴家”工作情况通报如下。
一、总体情况
市级以上模范职工之家{帮带方（去重）}与两新组织工会{被帮带方（去重）}结成联手对子，签订协议书{已签协议书}，平均每家联手{平均联手家数}家。
二、成效
{已提档升级}被帮带工会实现提档升级，占{提档升级率}；{跻身模范职工之家}跻身省、市、县模范职工之家行列。联手双方开展互帮互学活动{互帮互学活动}。
{表|跻身模范职工之家|荣誉级别}
三、下步要求
各基层工会要按照协议书约定抓好落实，对期满的协议书及时评价、续签或办结。
""",
)
_RANKING = Starter(
    "ranking",
    "bulletin",
    Wording("关于基层工会建设进展情况的通报", "Bulletin on the building of grassroots unions"),
    """现将基层工会建设进展情况通报如下。
一、总体情况
新建工会组织{工会组织}，新增模范职工之家{模范职工之家}。
二、各单位进展
{排名|工会组织|单位}
三、下步要求
进度靠后和零报送的单位要查找原因，抓紧推进。
""",
)
_WORKS = Starter(
    "works",
    "bulletin",
    Wording("关于“六大工程”推进情况的通报", "Bulletin on how the six works stand"),
    """现将“六大工程”推进情况通报如下。
一、总体情况
围绕理论武装、凝心聚力、思想引领、建功立业、维权帮扶、自身建设六项工程，布置和分解任务{工程任务}，逐项明确责任单位和责任人；已完成{已完成任务}，逾期{逾期任务}。
{表|工程任务|六大工程}
二、督查和整改
到基层督查走访{督查走访}，发现问题{督查发现问题}，已销号{已销号问题}，整改销号率{整改销号率}。
三、下沉基层
机关干部下沉基层{下沉基层}，收集基层反映难题{基层反映难题}，已解决{下沉解决难题}。
四、各单位进展
{排名|任务完成率|单位}
五、亮点工作
各地形成工作亮点{工作亮点}。
六、下步要求
有逾期任务和未销号问题的单位要查找原因，明确时限，销号一项、报告一项。
""",
)
_BRIEF = Starter(
    "brief",
    "brief",
    Wording("工会活动简报", "Brief on activities"),
    """今年以来，各级工会举办活动{已举办活动}，{到场人次|多}职工参加，满意率{活动满意率}。
""",
)
