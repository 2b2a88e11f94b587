from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access.exports.permissions import permissions_book
from lianshou.kernel.access.forms.permissions import AddressForm, VerbForm
from lianshou.kernel.access.queries import permissions as known
from lianshou.kernel.access.rules.sentences import ROLES, THREE
from lianshou.kernel.access.tables.permissions import AddressTable, VerbTable
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens(get="permission.read")
@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    found = VerbForm(request.GET)
    table = VerbTable(found.narrow(known.verb_rows()), request=request)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"filter": found, "table": table, "roles": ROLES.items(), "three": THREE}
    return render(request, "access/permissions.html", context)


@opens(get="permission.read")
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    found = AddressForm(request.GET)
    table = AddressTable(found.narrow(known.addresses()), request=request)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "access/addresses.html", {"filter": found, "table": table})


@opens(get="permission.read")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    content = permissions_book(
        verbs=VerbForm(request.GET).narrow(known.verb_rows()), addresses=known.addresses(), on=today
    )
    return attachment(content, _("Permissions") + f"-{today:%Y%m%d}.xlsx")
