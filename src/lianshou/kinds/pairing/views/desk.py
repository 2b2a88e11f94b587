from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.intake.queries import imports_in_scope
from lianshou.kernel.placement.queries import why_not_start_now
from lianshou.kinds.pairing import actions, queries
from lianshou.kinds.pairing.forms import SettingsForm
from lianshou.kinds.pairing.rules.settings import SettingsError
from lianshou.kinds.pairing.views.finding import around, programme_or_404
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import say


@opens("placement.view")
@require_GET
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    checks = queries.checks_of(programme=programme)
    stage = queries.stage_of(actor=request.user, programme=programme, checks=checks)
    context = around(request, programme, tab="desk") | {
        "checks": checks,
        "stage": stage,
        "lists": registry[programme.kind].lists,
        "imports": imports_in_scope(actor=request.user).filter(programme=programme)[:6],
        "why_not_start": why_not_start_now(programme=programme, now=timezone.now()),
    }
    return render(request, "pairing/desk.html", context)


@opens("match.run", post="match.run")
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    require(request.user, "programme.create", on=programme.union)
    form = SettingsForm(request.POST or None, settings=queries.settings_of(programme=programme))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_numbers(
                actor=request.user, programme=programme, numbers=form.numbers(), now=timezone.now()
            )
        except SettingsError as error:
            for problem in error.problems:
                form.add_error(None, say(problem))
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Settings saved. Match again so that they take effect."))
            return redirect("pairing:desk", pk)
    context = around(request, programme, tab="settings") | {"form": form}
    return render(request, "pairing/settings.html", context, status=422 if form.errors else 200)
