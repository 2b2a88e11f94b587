from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.audit.tables import ChangeTable
from lianshou.kernel.unions import queries
from lianshou.web.doors import opens


@opens(get="union.view")
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    union = get_object_or_404(queries.unions_in_scope(actor=request.user), pk=pk)
    found = queries.changes_in(actor=request.user, union=union)
    table = RequestConfig(request, paginate={"per_page": 50}).configure(ChangeTable(found))
    places = [
        {"url": reverse("unions:list"), "label": _("Unions")},
        {"url": reverse("unions:detail", args=[union.pk]), "label": union.name},
    ]
    return render(request, "audit/changes.html", {"subject": union.name, "table": table, "places": places})
