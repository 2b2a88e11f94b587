"""Invented names: companies, persons, telephone numbers and credit codes, the same every time."""

from __future__ import annotations

from itertools import product
from random import Random

from stdnum.cn import uscc

_ENDS = "德盛达通源丰利和成康捷彩宇创辉"
FIRSTS, OTHER_FIRSTS = (
    "华瑞恒润宏泰安东永兴远信大明昌嘉祥龙腾新海天鼎",
    "鸿鹏凯旭诺亿博众联益富荣佳美双九三四",
)
"""First characters of brands: two lists of invented companies that never share a name."""

_SURNAMES = "王李张刘陈杨黄吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏付方邹熊白孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
_GIVEN = "文博思远雅琴志明桂兰立新晓燕国栋丽娟海涛春梅建业玉芬广平素云德胜秀珍子轩佳宁永康爱民红霞振华淑贤长青慧敏守信雪梅庆余婉清克勤凤英友谅静怡达观巧云宗元美玲承志月娥润生彩霞九龄欣然同舟若兰树人秋菊向阳念慈"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
SPOKEN_SURNAMES = [
    "Zhao",
    "Qian",
    "Sun",
    "Li",
    "Zhou",
    "Wu",
    "Zheng",
    "Wang",
    "Feng",
    "Chen",
    "Chu",
    "Wei",
    "Jiang",
    "Shen",
    "Han",
    "Yang",
    "Zhu",
    "Qin",
    "You",
    "Xu",
    "He",
    "Lü",
    "Shi",
    "Zhang",
]
SPOKEN_GIVEN = [
    "Jianguo",
    "Haiyan",
    "Zhiqiang",
    "Lihua",
    "Xiaoming",
    "Guiying",
    "Wenbin",
    "Chunmei",
    "Yongkang",
    "Yulan",
]
"""How the surnames and given names of the samples of contests and regattas are spoken, for their English twins."""


class Namer:
    """Gives each name once, in an order that only its seed decides."""

    def __init__(self, random: Random, *, firsts: str = FIRSTS, first_code: int = 1) -> None:
        self._random = random
        self._brands = [first + end for first, end in product(firsts, _ENDS)]
        given = [_GIVEN[place : place + 2] for place in range(0, len(_GIVEN), 2)]
        self._persons = [surname + name for surname in dict.fromkeys(_SURNAMES) for name in given]
        random.shuffle(self._brands)
        random.shuffle(self._persons)
        self._codes = first_code - 1

    def brand(self) -> str:
        return self._brands.pop()

    def person(self) -> str:
        return self._persons.pop()

    def phone(self) -> str:
        """A landline number of 盐城."""
        return f"0515-8{self._random.randrange(10**7):07d}"

    def credit_code(self, division: str) -> str:
        """A union's code (authority 8, grass roots) with right check digits and a running number."""
        self._codes += 1
        body = f"MC{self._codes:06d}"
        total = sum(weight * int(sign, 36) for weight, sign in zip(_ORGANISATION_WEIGHTS, body, strict=True))
        code = f"81{division}{body}{'0123456789X'[(11 - total % 11) % 11]}"
        return f"{code}{uscc.calc_check_digit(code)}"
