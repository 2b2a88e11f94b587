"""Why a person whom a list brought cannot be struck again."""

from __future__ import annotations

from lianshou.core.wording import Wording

GONE = Wording("这个人已不在名册上。", "This person is no longer on record.")
ELSEWHERE = Wording("这个人已转到您的范围以外。", "This person has moved out of your unions.")
CHANGED = Wording("导入以后又改过这个人的信息。", "This person was changed after the import.")
_HANGS = {
    "people.person": Wording("已为这个人开通账号。", "This person has an account."),
    "people.office": Wording("这个人已担任工会职务。", "This person holds an office."),
    "people.relative": Wording("已登记这个人的家庭成员。", "Relatives of this person are on record."),
    "intake.application": Wording("这个人已有申报。", "This person has applied for something."),
    "rights.consent": Wording("这个人已签过同意书。", "This person has given a consent."),
    "rights.personrequest": Wording("这个人提过查阅、更正等请求。", "This person has asked about their data."),
    "rights.hold": Wording("这个人的信息按要求保留。", "The data of this person are held."),
}  # fmt: skip
_OTHER = Wording("别的记录已用到这个人。", "Other records name this person.")


def why_kept(*, there: bool, in_scope: bool, hangs: str, changed: bool) -> Wording | None:
    """The first thing that stands in the way, or None; ``hangs`` is the label of a model that names the person."""
    if not there:
        return GONE
    if not in_scope:
        return ELSEWHERE
    if hangs:
        return _HANGS.get(hangs, _OTHER)
    return CHANGED if changed else None
