"""Invented names: companies, persons, telephone numbers and credit codes, the same every time."""

from __future__ import annotations

from itertools import product
from random import Random

from stdnum.cn import uscc

_BRANDS = tuple(
    first + second
    for first, second in product(
        "华瑞恒润宏泰安东永兴远信大明昌嘉祥龙腾新海天鼎", "德盛达通源丰利和成康捷彩宇创辉"
    )
)
_SURNAMES = "王李张刘陈杨黄吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏付方邹熊白孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
_GIVEN = ["文博", "思远", "雅琴", "志明", "桂兰", "立新", "晓燕", "国栋", "丽娟", "海涛", "春梅", "建业", "玉芬", "广平", "素云", "德胜", "秀珍", "子轩", "佳宁", "永康", "爱民", "红霞", "振华", "淑贤", "长青", "慧敏", "守信", "雪梅", "庆余", "婉清", "克勤", "凤英", "友谅", "静怡", "达观", "巧云", "宗元", "美玲", "承志", "月娥", "润生", "彩霞", "九龄", "欣然", "同舟", "若兰", "树人", "秋菊", "向阳", "念慈"]
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class Namer:
    """Gives each name once, in an order that only its seed decides."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._brands = list(_BRANDS)
        self._persons = [surname + given for surname in dict.fromkeys(_SURNAMES) for given in _GIVEN]
        random.shuffle(self._brands)
        random.shuffle(self._persons)
        self._codes = 0

    def brand(self) -> str:
        return self._brands.pop()

    def person(self) -> str:
        return self._persons.pop()

    def phone(self) -> str:
        """A landline number of 盐城."""
        return f"0515-8{self._random.randrange(10**6):06d}"

    def credit_code(self, division: str) -> str:
        """A union's code (authority 8, grass roots) with right check digits and a running number."""
        self._codes += 1
        body = f"MC{self._codes:06d}"
        total = sum(weight * int(sign, 36) for weight, sign in zip(_ORGANISATION_WEIGHTS, body, strict=True))
        code = f"81{division}{body}{'0123456789X'[(11 - total % 11) % 11]}"
        return f"{code}{uscc.calc_check_digit(code)}"
