from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.people.actions import OpenedAccount
from lianshou.kernel.pledges.enums import Sort, State
from lianshou.kernel.pledges.models import Pledge

_ACCOUNT_COLUMNS = (
    ColumnOut(Wording("工会", "Union"), width=36),
    ColumnOut(Wording("工会主席", "Chair"), width=14),
    ColumnOut(Wording("用户名", "User name"), width=16),
    ColumnOut(Wording("初始密码", "Initial password"), width=18),
)
_HAND_OVER = Wording(
    "当面或用信封交给本人；首次登录时须由本人另设密码。密码只在本表出现一次，请妥善保管，发完即删。",
    "Hand each over in person or in an envelope; the chair has to choose another password when logging in for the first time. "
    "The passwords stand in this workbook alone: keep it safe, and delete it once all are handed over.",
)
_COLUMNS = (
    ColumnOut(Wording("编号", "Number"), width=20),
    ColumnOut(Wording("项目", "Programme"), width=24),
    ColumnOut(Wording("类型", "Sort"), width=14),
    ColumnOut(Wording("牵头单位", "Leading or issuing union"), width=32),
    ColumnOut(Wording("其他各方", "Other parties"), width=32),
    ColumnOut(Wording("状态", "State"), width=18),
    ColumnOut(Wording("起", "Starts on"), Form.DAY, width=12),
    ColumnOut(Wording("止", "Ends on"), Form.DAY, width=12),
    ColumnOut(Wording("出具时间", "Issued"), Form.MOMENT, width=18),
    ColumnOut(Wording("牵头单位签署", "Leading union signed"), Form.MOMENT, width=18),
    ColumnOut(Wording("其他各方签署", "Others signed"), Form.MOMENT, width=18),
    ColumnOut(Wording("生效时间", "In force"), Form.MOMENT, width=18),
    ColumnOut(Wording("终止日期", "Ended on"), Form.DAY, width=12),
    ColumnOut(Wording("终止原因", "Why it ended"), width=30),
)


def list_book(pledges: Iterable[Pledge], *, language: Language) -> bytes:
    """The listed agreements as an .xlsx."""
    out = BytesIO()
    title = Wording("协议书", "Agreements")
    write_book(out, [SheetOut(title, _COLUMNS, [_row(pledge) for pledge in pledges])], language=language)
    return out.getvalue()


def account_book(opened: Iterable[OpenedAccount], *, language: Language) -> bytes:
    """The accounts just opened, with their first passwords, as an .xlsx to be handed out line by line."""
    rows = [[one.union.name, one.person.name, one.username, one.password] for one in opened]
    out, title = BytesIO(), Wording("主席账号", "Accounts of the chairs")
    sheet = SheetOut(title, _ACCOUNT_COLUMNS, rows, notes=(_HAND_OVER,))
    write_book(out, [sheet], language=language)
    return out.getvalue()


def _row(pledge: Pledge) -> list[object]:
    lead, others = pledge.lead, pledge.others
    signed = [party.signed_at for party in others if party.left_on is None]
    return [
        pledge.number,
        pledge.programme.title,
        str(Sort(pledge.sort).label),
        lead.union.name if lead else pledge.programme.union.name,
        "、".join(party.union.name for party in others),
        str(State(pledge.state).label),
        pledge.starts_on,
        pledge.ends_on,
        pledge.issued_at,
        lead.signed_at if lead else None,
        max((at for at in signed if at), default=None) if all(signed) else None,
        pledge.in_force_at,
        pledge.ended_on,
        pledge.end_reason,
    ]
