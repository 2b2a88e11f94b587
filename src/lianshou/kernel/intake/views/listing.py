"""The lists that were taken in: narrowed, sorted, page by page, and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access.queries import require
from lianshou.kernel.intake.forms.imports import ImportFilter
from lianshou.kernel.intake.queries import imports_in_scope
from lianshou.kernel.intake.tables.imports import ImportTable
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook

PER_PAGE = 25


@opens("intake.import")
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    narrowed = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(ImportTable(narrowed.qs))
    any_ = imports_in_scope(actor=request.user).exists()
    return render(request, "intake/imports.html", {"table": table, "filter": narrowed, "any": any_})


@opens("intake.import")
@require_safe
def export_imports(request: HttpRequest) -> HttpResponse:
    table: Any = ImportTable(_narrowed(request).qs)
    RequestConfig(request, paginate=False).configure(table)
    content = table_workbook(table, title=str(table.caption), language=page_language())
    return attachment(content, f"{table.caption}.xlsx")


def _narrowed(request: HttpRequest) -> ImportFilter:
    require(request.user, "intake.import")
    found = ImportFilter(request.GET, queryset=imports_in_scope(actor=request.user), request=request)
    found.form.is_valid()
    return found
