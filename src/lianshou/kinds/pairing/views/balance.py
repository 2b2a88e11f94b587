from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.pairing import actions, queries
from lianshou.kinds.pairing.enums import Reason
from lianshou.kinds.pairing.exports.chart import chart_of
from lianshou.kinds.pairing.views.finding import around, programme_or_404
from lianshou.web.doors import opens


@opens("placement.view")
@require_GET
def balance(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    found = queries.balance_of(programme=programme)
    context = around(request, programme, tab="balance") | {
        "balance": found,
        "chart": chart_of(found.points),
        "may_set": may(request.user, "programme.create", on=programme.union),
    }
    return render(request, "pairing/balance.html", context)


@opens(post="match.run")
@require_POST
def use_weights(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    require(request.user, "programme.create", on=programme.union)
    numbers = queries.balance_of(programme=programme).settings_at(request.POST.get("factor", ""))
    if numbers is None:
        raise Refused(Reason.BAD_SETTINGS)
    actions.change_numbers(actor=request.user, programme=programme, numbers=numbers, now=timezone.now())
    messages.success(request, _("These weights are set. Match again so that they take effect."))
    return redirect("pairing:steady", pk)
