"""What of bulletins a federation sets for its region."""

from __future__ import annotations

from lianshou.core.parameters import Choice, Setting, Whole
from lianshou.core.wording import Wording
from lianshou.kernel.bulletins.enums import Sort

RECEIPT_DAYS = "bulletins.receipt_days"
MOST_CHARACTERS = "bulletins.most_characters"
MOST_ON_ONE_MATTER = "bulletins.most_on_one_matter"
FONTS = {duty: f"bulletins.font_{duty}" for duty in ("body", "title", "heading", "subheading")}
"""The settings of the fonts of a paper, by the duty that each has (``formats.papers.layout.Fonts``)."""
_OURS = Wording("本系统约定，法规没有统一规定", "Ours; no law says one for all")
_RELIEF = Wording(
    "《整治形式主义为基层减负若干规定》（2024年）", "Rules on relieving the grass roots of formalism (2024)"
)
_STANDARD = Wording("GB/T 9704—2012《党政机关公文格式》", "GB/T 9704—2012, layout of official papers")
_CHARACTERS = Wording("字", "characters")
_STAND_IN = Wording(
    "字体不随文件分发；打开文件的电脑没有此字体时，按文件中列明的替代字体显示。",
    "Fonts are named, not embedded; where one is missing the stand-ins that the file names are taken.",
)


def most_key(sort: str) -> str:
    """The setting that says how long a bulletin of this sort may be."""
    return MOST_ON_ONE_MATTER if sort == Sort.SPECIAL else MOST_CHARACTERS


def _font(duty: str, title: Wording, *names: str) -> Setting:
    return Setting(
        key=FONTS[duty],
        title=title,
        form=Choice(tuple((name, Wording(name, name)) for name in names)),
        usual=names[0],
        source=_STANDARD,
        hint=_STAND_IN,
    )


BULLETINS = (
    Setting(
        key=MOST_CHARACTERS,
        title=Wording("通报字数上限", "Most characters of a bulletin"),
        form=Whole(500, 20_000),
        usual=5000,
        unit=_CHARACTERS,
        source=_RELIEF,
        hint=Wording("超过只作提醒，不拦截。", "Beyond it the writer is warned, not stopped."),
    ),
    Setting(
        key=MOST_ON_ONE_MATTER,
        title=Wording("专项通报字数上限", "Most characters of a bulletin on one matter"),
        form=Whole(500, 20_000),
        usual=4000,
        unit=_CHARACTERS,
        source=_RELIEF,
        hint=Wording("超过只作提醒，不拦截。", "Beyond it the writer is warned, not stopped."),
    ),
    Setting(
        key=RECEIPT_DAYS,
        title=Wording("通报回执期限", "Days for the receipt of a bulletin"),
        form=Whole(1, 90),
        usual=5,
        unit=Wording("天", "days"),
        source=_OURS,
        hint=Wording(
            "自印发之日起计算，到期未回执的列为逾期。",
            "From the day of issue; a receipt that is missing then is overdue.",
        ),
    ),
    _font(
        "body",
        Wording("公文正文字体", "Font of the text of a paper"),
        "仿宋",
        "仿宋_GB2312",
        "方正仿宋简体",
        "FandolFang",
    ),
    _font(
        "title",
        Wording("公文标题和发文机关标志字体", "Font of the title and the red head"),
        "方正小标宋简体",
        "华文中宋",
        "宋体",
        "Noto Serif CJK SC",
    ),
    _font(
        "heading",
        Wording("公文一级标题字体", "Font of the headings (一、)"),
        "黑体",
        "方正黑体简体",
        "Noto Sans CJK SC",
    ),
    _font(
        "subheading",
        Wording("公文二级标题字体", "Font of the second headings（（一））"),
        "楷体",
        "楷体_GB2312",
        "方正楷体简体",
        "FandolKai",
    ),
)
