"""What every list of this kind does: narrowed by its filters, shown page by page, and as a workbook with all its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from lianshou.kernel.access.queries import require
from lianshou.kinds.aid.views.frame import PER_PAGE
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list: its table, the rows that a reader may see, the filters if there are any, and what reading it needs.

    ``usual`` is what its filters ask for while the address says nothing of it; an empty value in the address asks for all.
    ``off_screen`` are columns that the workbook has and for which a screen has no room.
    """

    table: Any
    rows: Callable[[HttpRequest], Any]
    filters: Any = None
    verb: str = "person.view"
    usual: Mapping[str, str] = field(default_factory=dict)
    off_screen: Sequence[str] = ()

    def narrowed(self, request: HttpRequest) -> Any:
        """The filters of the list with what was asked, cleaned; ``qs`` are the rows that fit."""
        asked = request.GET.copy()
        for name, value in self.usual.items():
            asked.setdefault(name, value)
        found = self.filters(asked, queryset=self.rows(request), request=request)
        found.form.is_valid()
        return found

    def page(
        self, request: HttpRequest, template: str, *, without: Sequence[str] = (), **more: Any
    ) -> HttpResponse:
        """One page of the list, but the columns ``without``; ``any`` tells a list without rows from one whose filters fit none."""
        require(request.user, self.verb)
        told: dict[str, Any] = {}
        if self.filters is not None:
            told = {"filter": self.narrowed(request), "any": self.rows(request).exists()}
        table = self.table(
            told["filter"].qs if told else self.rows(request), exclude=(*self.off_screen, *without)
        )
        told["table"] = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
        return render(request, template, told | more)

    def book(self, request: HttpRequest, *, name: str = "") -> HttpResponse:
        """Every row that fits, as a workbook in the order of the screen, called ``name`` or as the list."""
        require(request.user, self.verb)
        table = self.table(self.narrowed(request).qs if self.filters is not None else self.rows(request))
        RequestConfig(request, paginate=False).configure(table)
        book = table_workbook(table, title=str(table.caption), language=page_language())
        return attachment(book, f"{name or table.caption}.xlsx")
