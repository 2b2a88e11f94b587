"""Countersignatures: asked by the writer, answered by whoever was asked."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianshou.core.refusals import Refused
from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.forms import AnswerForm, CountersignForm
from lianshou.kernel.bulletins.models import Countersignature
from lianshou.kernel.bulletins.views.frame import bulletin_of, read_only
from lianshou.web.acting import acted
from lianshou.web.doors import opens


@opens(post="bulletin.write")
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk, "bulletin.write")
    form = CountersignForm(request.POST, bulletin=bulletin)
    form.is_valid()
    said = {name: form.cleaned_data.get(name) or () for name in ("unions", "people")}
    act = partial(
        actions.ask_countersignatures, actor=request.user, bulletin=bulletin, now=timezone.now(), **said
    )
    return acted(request, act, _("They have been asked to countersign."), "bulletins:detail", pk)


@opens(post="bulletin.write")
@require_POST
def withdraw(request: HttpRequest, pk: int, asked: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk, "bulletin.write")
    found = get_object_or_404(queries.countersignatures_of(bulletin=bulletin), pk=asked)
    act = partial(actions.withdraw_countersignature, actor=request.user, asked=found, now=timezone.now())
    return acted(request, act, _("They are asked no longer."), "bulletins:detail", pk)


@opens("bulletin.countersign", post="bulletin.countersign")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    asked: Countersignature = get_object_or_404(queries.countersignatures_asked(actor=request.user), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.countersign_bulletin(
                actor=request.user, asked=asked, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your answer is on record."))
            return redirect("bulletins:countersign", pk)
    waiting = queries.countersignatures_waiting(actor=request.user).filter(pk=pk).exists()
    spoken = queries.has_spoken(actor=request.user, bulletin=asked.bulletin)
    context = {
        "asked": asked,
        "form": form,
        "waiting": waiting,
        "spoken": spoken,
        **read_only(request, asked.bulletin),
    }
    return render(request, "bulletins/countersign.html", context, status=422 if form.errors else 200)
