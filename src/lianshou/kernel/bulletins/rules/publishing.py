"""What may be shown to everybody; which persons a text names."""

from __future__ import annotations

import re

from lianshou.kernel.bulletins.enums import Reason, State

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章"
    "鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤时阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛"
    "仲虞敖巩明佘池查麻苑迟邝常"
)
_NAME = f"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_OFFICES = "主席|书记|主任|经理|董事长|厂长|会长|部长|科长|局长|干事|干部|职工|员工|劳模|工匠|会员|记者|通讯员|女工|同志|师傅"
_AFTER = "(?=[、，。；：！？）)\\s“”（(和与同说表对在等代向为到参出赴带]|介绍|分别|签订|$)"
_NAMED_BY_OFFICE = re.compile(f"(?:{_OFFICES})({_NAME}?){_AFTER}")
_NAMED_BY_TITLE = re.compile(f"({_NAME})(?:同志|先生|女士|师傅|介绍说|表示|　?摄)")


def why_not_publish(*, state: str, is_public: bool, names: int, names_checked: bool) -> Reason | None:
    """The first reason not to show a bulletin to everybody: not issued, public already, persons named and nobody answers for it."""
    if state != State.ISSUED:
        return Reason.NOT_ISSUED_YET
    if is_public:
        return Reason.PUBLIC_ALREADY
    return Reason.NAMES_UNCHECKED if names and not names_checked else None


def why_not_take_down(*, is_public: bool, words: str) -> Reason | None:
    """The first reason not to take a bulletin from the public page."""
    if not is_public:
        return Reason.NOT_PUBLIC
    return None if words.strip() else Reason.WORDS_MISSING


def names_in(text: str) -> list[str]:
    """What reads like the name of a person beside an office or a title: 工会主席褚钢, 常小兵同志. It may miss some and hit others,
    so it only warns.
    """
    found = [*_NAMED_BY_OFFICE.findall(text), *_NAMED_BY_TITLE.findall(text)]
    return list(dict.fromkeys(found))
