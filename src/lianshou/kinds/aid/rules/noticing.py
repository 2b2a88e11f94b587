"""How public notices of this kind begin before an officer changes them: who is to be put on file, who is to leave."""

from __future__ import annotations

from collections.abc import Sequence

from lianshou.core.kinds import NoticeWords
from lianshou.core.wording import Wording
from lianshou.kinds.aid.enums import Layer

_DONE = {
    Layer.APPLICATION: Wording("个人申请", "application"),
    Layer.FIRST_CHECK: Wording("初审", "first check"),
    Layer.VISIT: Wording("入户调查", "home visit"),
    Layer.CIVIL: Wording("民政核对", "check against civil-affairs lists"),
    Layer.DELIBERATION: Wording("集体评议", "deliberation"),
}
_SAY_IT = Wording(
    "如对公示对象有异议，请在公示期内当面、来电或书面反映，并说明事实；对反映人的信息严格保密。",
    "Whoever knows of anything that is not so is asked to say it within the window, with facts, in person, by telephone or in "
    "writing. Who objects is kept secret.",
)
_MASKED = Wording(
    "公示只列部分隐去的姓名、所在工会和{what}。", "Names stand in part only, with the union and the {what}."
)


def words_of_first(programme: str, *, order: Sequence[str]) -> NoticeWords:
    """The notice of those who are to be put on file, with the layers of ``order`` that come before it."""
    steps = [_DONE[Layer(one)] for one in order[: order.index(Layer.NOTICE)] if Layer(one) in _DONE]
    zh, en = _joined([one.zh for one in steps], "、", "和"), _joined([one.en for one in steps], ", ", " and ")
    after = Wording(f"经{zh}，" if zh else "", f"After {en}, " if en else "")
    masked = _MASKED.fill(what=Wording("困难类别", "category"))
    return NoticeWords(
        listed=Wording(
            "拟认定困难职工（等待公示的家庭）", "Households to be put on file that wait for a notice"
        ),
        title=Wording(
            f"{programme}：拟认定困难职工公示",
            f"{programme}: public notice of workers to be recognised in hardship",
        ),
        text=Wording(
            f"{after.zh}现将拟认定的困难职工予以公示。{masked.zh}{_SAY_IT.zh}",
            f"{after.en}the workers listed below are to be recognised as in hardship. {masked.en} {_SAY_IT.en}",
        ),
        decides=Wording(
            "公示无异议的，认定为困难职工，建立困难职工档案，纳入工会帮扶。",
            "Those listed are recognised as workers in hardship, put on file and helped by the unions.",
        ),
    )


def words_of_leaving(programme: str) -> NoticeWords:
    """The notice of those who are to leave."""
    masked = _MASKED.fill(what=Wording("退出情形", "ground"))
    return NoticeWords(
        listed=Wording("拟脱困、解困退出的困难职工", "Households that are to leave hardship"),
        title=Wording(
            f"{programme}：拟脱困、解困困难职工公示",
            f"{programme}: public notice of households that are to leave",
        ),
        text=Wording(
            f"经动态核查，下列困难职工家庭已达到脱困或解困条件，拟退出困难职工档案，现予公示。{masked.zh}{_SAY_IT.zh}",
            "The households listed below were found to be out of hardship, or relieved by a guarantee, and are to leave. "
            f"{masked.en} {_SAY_IT.en}",
        ),
        decides=Wording(
            "公示无异议的，按程序退出困难职工档案，书面告知本人，并继续回访。",
            "Their files end by the due steps; they are told in writing and called on afterwards.",
        ),
    )


def _joined(words: Sequence[str], between: str, last: str) -> str:
    return last.join(one for one in (between.join(words[:-1]), words[-1]) if one) if words else ""
