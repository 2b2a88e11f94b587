from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lianshou.kernel.access import queries
from lianshou.kernel.access.forms import AccountFilter, EntryFilter
from lianshou.kernel.access.forms.inviting import InvitationFilter
from lianshou.kernel.access.forms.permissions import VerbForm
from lianshou.kernel.access.queries.permissions import verb_rows
from lianshou.kernel.access.tables import AccountTable, AnchorTable, CheckTable, EntryTable, InvitationTable
from lianshou.web.api import Item, Listing, list_at, orders_of, router_for
from lianshou.web.templatetags.web import say

router = router_for(pgettext_lazy("api", "Accounts and the book"))


class VerbItem(Item):
    verb: str
    words: str
    roles: list[str]

    @staticmethod
    def resolve_words(row: Any) -> str:
        return say(row.words)

    @staticmethod
    def resolve_roles(row: Any) -> list[str]:
        return [str(role) for role in row.roles]


def _entries(request: HttpRequest, rows: Any) -> Any:
    asked = request.GET.copy()
    asked.pop("order", None)  # the page's own word for it
    return EntryFilter(asked, queryset=rows, actor=request.user)


list_at(
    router,
    Listing(
        path="/accounts",
        name="accounts",
        door="account.list",
        table=AccountTable,
        rows=lambda request: queries.accounts_listed(actor=request.user, today=timezone.localdate()),
        filters=AccountFilter,
        orders={"usual": ("sound", "name"), "id": ("pk",), "-id": ("-pk",)},
        pages=("access:accounts", "access:accounts_export"),
        told=pgettext_lazy("api", "Accounts"),
    ),
)
list_at(
    router,
    Listing(
        path="/invitations",
        name="invitations",
        door="account.invite",
        table=InvitationTable,
        rows=lambda request: queries.invitations_in_scope(actor=request.user),
        filters=InvitationFilter,
        pages=("access:invitations", "access:export_invitations"),
        told=pgettext_lazy("api", "Invitations"),
    ),
)
list_at(
    router,
    Listing(
        path="/book",
        name="book",
        door="audit.read",
        table=EntryTable,
        rows=lambda request: queries.entries_in_scope(actor=request.user),
        filters=EntryFilter,
        narrow=_entries,
        orders={"-number": ("-pk",), "number": ("pk",)},
        pages=("access:book", "access:export"),
        told=pgettext_lazy("api", "The audit book"),
    ),
)
list_at(
    router,
    Listing(
        path="/book/checks",
        name="checks",
        door="audit.read",
        table=CheckTable,
        rows=lambda request: queries.checks(),
        orders=orders_of(CheckTable),
        pages=("access:check",),
        told=pgettext_lazy("api", "Checks of the book"),
    ),
)
list_at(
    router,
    Listing(
        path="/book/anchors",
        name="anchors",
        door="audit.read",
        table=AnchorTable,
        rows=lambda request: queries.anchors(),
        orders={"-id": ("-pk",), "id": ("pk",)},
        pages=("access:anchors",),
        told=pgettext_lazy("api", "Anchors of the book"),
    ),
)
list_at(
    router,
    Listing(
        path="/permissions",
        name="permissions",
        door="permission.read",
        item=VerbItem,
        rows=lambda request: verb_rows(),
        filters=VerbForm,
        orders={"usual": ()},
        key=lambda row: str(row.verb),
        pages=("access:permissions", "access:permissions_export"),
        told=pgettext_lazy("api", "What may be done, and by whom"),
    ),
)
