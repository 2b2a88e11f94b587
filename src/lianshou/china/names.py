"""Names of units, people and places in the order of their sounds, and keys to find them by typing pinyin."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from lianshou.china.text import same_name_key, tidy_name

_PLACES = {  # read otherwise than their commonest sound, in names of places and people
    "阜宁": "fu ning", "东阿": "dong e", "亳州": "bo zhou", "六安": "lu an", "六合": "lu he", "台州": "tai zhou",
    "天台": "tian tai", "丽水": "li shui", "蚌埠": "beng bu", "大埔": "da bu", "番禺": "pan yu", "洪洞": "hong tong",
    "乐亭": "lao ting", "乐清": "yue qing", "乐陵": "lao ling", "乐山": "le shan", "铅山": "yan shan",
    "莘县": "shen xian", "莘庄": "xin zhuang", "单县": "shan xian", "任县": "ren xian", "任丘": "ren qiu",
    "涡阳": "guo yang", "蔚县": "yu xian", "井陉": "jing xing", "浚县": "xun xian", "盱眙": "xu yi",
    "歙县": "she xian", "黟县": "yi xian", "枞阳": "zong yang", "厦门": "xia men", "长沙": "chang sha",
    "长春": "chang chun", "长子": "zhang zi", "长治": "chang zhi", "重庆": "chong qing", "朝阳": "chao yang",
    "都匀": "du yun", "成都": "cheng du", "大城县": "dai cheng xian", "郫都": "pi du", "什邡": "shi fang",
    "犍为": "qian wei", "珙县": "gong xian", "荥阳": "xing yang", "荥经": "ying jing", "中牟": "zhong mu",
    "牟平": "mu ping", "莒县": "ju xian", "尉犁": "yu li", "尉氏": "wei shi", "焉耆": "yan qi", "吐鲁番": "tu lu fan",
    "会稽": "kuai ji", "会理": "hui li", "会同": "hui tong", "济南": "ji nan", "济宁": "ji ning", "曲阜": "qu fu",
    "曲靖": "qu jing", "解州": "hai zhou", "繁峙": "fan shi", "隰县": "xi xian", "临汾": "lin fen", "嵊泗": "sheng si",
    "鄞州": "yin zhou", "甪直": "lu zhi", "浒墅关": "xu shu guan", "浒湾": "xu wan", "滹沱": "hu tuo", "瑞金": "rui jin",
    "秘鲁": "bi lu", "秭归": "zi gui", "监利": "jian li", "黄陂": "huang pi", "郧阳": "yun yang", "筠连": "jun lian",
    "高要": "gao yao", "东莞": "dong guan", "莞城": "guan cheng", "那曲": "na qu", "巴彦淖尔": "ba yan nao er",
    "行唐": "xing tang", "总工会": "zong gong hui", "银行": "yin hang", "行业": "hang ye", "重工": "zhong gong",
    "重型": "zhong xing", "重点": "zhong dian", "会计": "kuai ji",
}  # fmt: skip
_SURNAMES = {
    "单": "shan", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng", "解": "xie", "任": "ren", "朴": "piao",
    "翟": "zhai", "盖": "ge", "尉": "wei", "乐": "yue", "员": "yun", "种": "chong", "缪": "miao", "宓": "mi",
    "秘": "bi", "召": "shao", "覃": "qin", "华": "hua", "纪": "ji", "葛": "ge", "燕": "yan", "祭": "zhai", "冼": "xian",
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "澹台": "tan tai", "令狐": "ling hu",
}  # fmt: skip


@lru_cache(maxsize=5_000)
def pinyin_key(name: str, *, person: bool = False) -> str:
    """Full pinyin and initials of ``name`` for searching: 阜宁供电公司 → "funinggongdiangongsi fngdgs".

    With ``person`` the first characters are read as a surname. Letters and digits stay, in lower case.
    """
    sounds = _sounds(name, person)
    return f"{''.join(sounds)} {''.join(sound if sound.isdigit() else sound[:1] for sound in sounds)}".strip()


@lru_cache(maxsize=5_000)
def sort_key(name: str, *, person: bool = False) -> tuple[tuple[str, ...], str]:
    """A key by which names stand in the order of their pinyin, syllable by syllable; then by their characters."""
    return _sounds(name, person), tidy_name(name)


def parted_sound(name: str) -> str:
    """The syllables of a person's name in one text by which a database puts names in the order of their pinyin: 程金 →
    "cheng0jin0", which stands after "chen0sheng0". A digit stands before every letter in every collation; a space is
    passed over by some."""
    syllables, _name = sort_key(name, person=True)
    return "0".join((*syllables, ""))


@lru_cache(maxsize=20_000)
def _sounds(name: str, person: bool) -> tuple[str, ...]:
    plain = same_name_key(name)
    first: list[str] = []
    if person:
        surname = next((plain[:size] for size in (2, 1) if plain[:size] in _SURNAMES), "")
        first, plain = _SURNAMES.get(surname, "").split(), plain[len(surname) :]
    if 0 < len(plain) <= 2 and _HAN.fullmatch(plain) and not _is_phrase(plain):
        return (*first, *(sound for sign in plain for sound in _sound(sign)))
    read = _reader().lazy_pinyin(plain, errors=list, v_to_u=False)
    return tuple(sound for sound in (*first, *read) if sound.isalnum())


_HAN = re.compile("[一-龥]+")


def _is_phrase(plain: str) -> bool:
    """Whether several characters are read together; given names hardly ever are, and are put together from their signs."""
    return len(plain) > 1 and plain in _reader().constants.PHRASES_DICT


@lru_cache(maxsize=10_000)
def _sound(sign: str) -> tuple[str, ...]:
    return tuple(sound for sound in _reader().lazy_pinyin(sign, errors=list, v_to_u=False) if sound.isalnum())


@cache
def _reader() -> Any:
    """pypinyin with our readings; imported when first needed, as it takes a tenth of a second."""
    import pypinyin

    pypinyin.load_phrases_dict({word: [[sound] for sound in read.split()] for word, read in _PLACES.items()})
    return pypinyin
