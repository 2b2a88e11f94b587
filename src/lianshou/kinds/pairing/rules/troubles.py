"""What can be wrong beyond a single cell: a code, the words and the way out of each, and whether it stops anything."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from lianshou.core.wording import Wording


class Words(NamedTuple):
    """The words of one trouble; ``stops`` is False for what is only to be looked at."""

    message: Wording
    way_out: Wording
    stops: bool = True


class Trouble(Enum):
    """One thing wrong with a list; the name in lower case is its stable code."""

    DUPLICATE_UNIT = Words(
        Wording(
            "“{name}”与{other}是同一个单位，重复了。",
            "“{name}” is the same unit as {other}: it is listed twice.",
        ),
        Wording(
            "请只保留一行；有两个称号的，按最高一级填。",
            "Keep one of the rows, with the higher honour if there are two.",
        ),
    )
    DUPLICATE_CODE = Words(
        Wording("统一社会信用代码与{other}相同。", "The credit code is that of {other}."),
        Wording(
            "请核对两家的代码；如果是同一单位，只保留一行。",
            "Compare both codes; if it is one unit, keep one row.",
        ),
    )
    SIMILAR_UNIT = Words(
        Wording("“{name}”与{other}名称相近，可能是同一单位。", "“{name}” and {other} may be the same unit."),
        Wording("请核对；确是两家的不用改。", "Check; if they are two, nothing needs to be done."),
        stops=False,
    )
    HOST_AMONG_GUESTS = Words(
        Wording("“{name}”同时也是帮带方（{other}）。", "“{name}” is also a host ({other})."),
        Wording(
            "一家不能既帮带又被帮带：请从其中一个名单里删去。",
            "No unit can be both: take it off one of the lists.",
        ),
    )
    GUEST_AMONG_HOSTS = Words(
        Wording("“{name}”同时也是被帮带方（{other}）。", "“{name}” is also a guest ({other})."),
        Wording(
            "一家不能既帮带又被帮带：请从其中一个名单里删去。",
            "No unit can be both: take it off one of the lists.",
        ),
    )
    POINT_SWAPPED = Words(
        Wording("经度{lon}和纬度{lat}写反了。", "Longitude {lon} and latitude {lat} are exchanged."),
        Wording("请把两个数对调：经度{lat}，纬度{lon}。", "Exchange them: longitude {lat}, latitude {lon}."),
    )
    POINT_OUTSIDE_CHINA = Words(
        Wording(
            "经度{lon}、纬度{lat}不在中国境内。", "Longitude {lon}, latitude {lat} does not lie in China."
        ),
        Wording(
            "请在地图上重新取点；没有就空着，按乡镇、片区估算。", "Pick the point anew, or leave it empty."
        ),
    )
    POINT_HALF = Words(
        Wording("经度和纬度只填了一个。", "Only one of longitude and latitude is given."),
        Wording("请两个都填，或者都不填。", "Give both or neither."),
    )
    POINT_FAR = Words(
        Wording(
            "这个位置离名单里其他单位有{apart}，可能填错了。",
            "The point lies {apart} from the others and may be wrong.",
        ),
        Wording(
            "请核对经纬度；确实在外地的不用改。",
            "Check it; if the unit really lies elsewhere, nothing is to be done.",
        ),
        stops=False,
    )
    PLACE_UNKNOWN = Words(
        Wording(
            "“{place}”不在本地区已知的乡镇、街道和片区中。",
            "“{place}” is none of the townships, streets and zones known here.",
        ),
        Wording(
            "请核对写法；没有填经纬度的，距离只能估算。",
            "Check its spelling; without coordinates the distance is only assumed.",
        ),
        stops=False,
    )
    MISSING_PLACE = Words(
        Wording("“{name}”没有填位置，算不出远近。", "“{name}” has no place, so no distance can be told."),
        Wording(
            "请填经纬度，或者乡镇（街道）、开发区、所在区县中的一项。",
            "Give its coordinates, or one of township, development zone and county.",
        ),
    )
    DATE_IN_FUTURE = Words(
        Wording("{field}“{day}”还没有到。", "{field} “{day}” lies in the future."),
        Wording("请核对年份。", "Check the year."),
    )
    FOUNDED_OTHER_YEAR = Words(
        Wording("建会时间是{day}，不是{year}年新建的工会。", "It was founded on {day}, not in {year}."),
        Wording(
            "结对对象一般是当年新建的工会；确需安排的不用改。",
            "Guests are usually founded in the year; otherwise leave it.",
        ),
        stops=False,
    )
    ROOM_ORDER = Words(
        Wording(
            "结对数应当是 最少≤一般最多≤最多，现在是{low}、{high}、{most}。",
            "Room needs low ≤ high ≤ most, not {low}, {high}, {most}.",
        ),
        Wording("请调整这三个数，或者空着按荣誉级别。", "Correct the three numbers, or leave them empty."),
    )
    INDUSTRY_UNCLEAR = Words(
        Wording("“{words}”可能是几个行业：{zh}。", "“{words}” may be several industries: {en}."),
        Wording(
            "请改填其中一个代码，如“{first} {words}”。", "Write one of the codes, as in “{first} {words}”."
        ),
    )
    INDUSTRY_UNKNOWN = Words(
        Wording(
            "查不到“{words}”是什么行业，结对时不比较行业。",
            "The industry “{words}” is not known and is not compared.",
        ),
        Wording("可以改填行业代码或更常用的说法。", "A code or a more usual word may be given instead."),
        stops=False,
    )
    INDUSTRY_CODE_WRONG = Words(
        Wording("{message}", "{message}"),
        Wording(
            "请按GB/T 4754填2到4位代码，或者只填行业名称。",
            "Give 2 to 4 digits of GB/T 4754, or the name alone.",
        ),
    )
    PHONE_MALFORMED = Words(
        Wording("“{phone}”不像电话号码。", "“{phone}” does not look like a telephone number."),
        Wording(
            "手机11位；固定电话写区号，如0515-87200001。", "A mobile has 11 digits; a landline its area code."
        ),
        stops=False,
    )
    MEMBERS_ABOVE_WORKERS = Words(
        Wording(
            "会员{members}人，比职工{workers}人还多。", "{members} members are more than {workers} workers."
        ),
        Wording("请核对两个数。", "Check both numbers."),
        stops=False,
    )
    UNKNOWN_GUEST = Words(
        Wording("被帮带方名单里没有“{name}”。{hint}", "“{name}” is not in the list of guests. {hint}"),
        Wording(
            "请照名单上的名称填写，或者删去这一行。", "Write the name as in the list, or delete the row."
        ),
    )
    UNKNOWN_HOST = Words(
        Wording("帮带方名单里没有“{name}”。{hint}", "“{name}” is not in the list of hosts. {hint}"),
        Wording(
            "请照名单上的名称填写，或者删去这一行。", "Write the name as in the list, or delete the row."
        ),
    )
    LOCKED_TWICE = Words(
        Wording("“{name}”已经锁定给{other}，不能再锁定给另一家。", "“{name}” is locked to {other} already."),
        Wording("请只保留一行。", "Keep one of the rows."),
    )
    LOCK_FORBIDDEN = Words(
        Wording(
            "“{name}”和“{host}”既要锁定、又不得结对。", "“{name}” and “{host}” are both locked and forbidden."
        ),
        Wording("请从其中一个名单里删去。", "Take the pair off one of the lists."),
    )
    LOCKS_EXCEED_ROOM = Words(
        Wording(
            "锁定给“{host}”的有{count}家，超过了最多{most}家。",
            "{count} guests are locked to “{host}”, which takes at most {most}.",
        ),
        Wording("请减少锁定，或者提高它的“最多结对数”。", "Lock fewer, or raise what it may take at most."),
    )
    PAIR_UNKNOWN = Words(
        Wording(
            "“{guest}—{host}”有一方不在今年的名单里，没有采用。",
            "One side of “{guest} – {host}” is not listed this year; not used.",
        ),
        Wording("不用改。", "Nothing needs to be done."),
        stops=False,
    )

    @property
    def code(self) -> str:
        return self.name.lower()


WARNINGS = frozenset(trouble.code for trouble in Trouble if not trouble.value.stops)
