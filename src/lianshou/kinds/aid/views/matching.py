"""Helpers are proposed and decided on, chosen by hand, and what a household wishes is set."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions
from lianshou.kinds.aid.forms.helping import AssignForm, UnionToMatchForm, WishForm
from lianshou.kinds.aid.models import HelpMatch, Household
from lianshou.kinds.aid.queries import helping as queries
from lianshou.kinds.aid.tables import ProposalTable
from lianshou.kinds.aid.views.frame import PER_PAGE, household_for
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.acting import acted
from lianshou.web.doors import opens

_FORM = ["GET", "HEAD", "POST"]


@opens("match.run", post="match.run")
@require_http_methods(_FORM)
def propose(request: HttpRequest) -> HttpResponse:
    require(request.user, "match.run")
    asked = request.POST if request.method == "POST" else None
    form = UnionToMatchForm(asked, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_helpers(
                actor=request.user, union=form.cleaned_data["union"], now=timezone.now()
            )
        except Refused as refused:
            form.add_error("union", refused.sentence)
        else:
            return redirect("aid:help_match", made.pk)
    elif request.method != "POST":
        first = queries.unions_to_help_in(actor=request.user).first()
        form.fields["union"].initial = first.pk if first else None
    return render(request, "aid/helping/propose.html", {"form": form}, status=422 if form.errors else 200)


@opens("placement.view")
@require_safe
def help_match(request: HttpRequest, pk: int) -> HttpResponse:
    found = _match_for(request, pk)
    rows = queries.proposals_of(found, today=timezone.localdate())
    decides = found.state == "open" and bool(may(request.user, "placement.edit", on=found.union))
    stay, shows_all = sum(one.stays for one in rows), request.GET.get("all") == "1"
    fallen = sum(one.fallen is not None for one in rows)
    shown = rows if shows_all else [one for one in rows if not one.stays]
    table = ProposalTable(shown, exclude=() if decides else ("takes",))
    table = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "match": found,
        "table": table,
        "fresh": sum(one.is_fresh and not one.skipped for one in rows),
        "skipped": sum(one.skipped for one in rows),
        "stay": stay,
        "shows_all": shows_all,
        "any": bool(rows),
        "left_out": sum(one.helper is None for one in rows),
        "loads": len(found.result["loads"]),
        "decides": decides,
        "fallen": fallen,
        "rematches": bool(fallen) and may(request.user, "match.run", on=found.union),
    }
    return render(request, "aid/helping/match.html", context)


@opens("placement.view")
@require_safe
def export_match(request: HttpRequest, pk: int) -> HttpResponse:
    found = _match_for(request, pk)
    listed = Listed(
        table=ProposalTable,
        rows=lambda _request: queries.proposals_of(found, today=timezone.localdate()),
        verb="placement.view",
    )
    return listed.book(request)


@opens(post="placement.edit")
@require_POST
def sift(request: HttpRequest, pk: int) -> HttpResponse:
    """One household of a proposal left out, or taken in again; back to the page of the list where the button stood."""
    found = _match_for(request, pk, verb="placement.edit")
    told: dict[str, Any] = {
        "household": _whole(request.POST.get("household", "")) or 0,
        "now": timezone.now(),
    }
    try:
        actions.sift_match(actor=request.user, match=found, takes=request.POST.get("takes") == "yes", **told)
    except Refused as refused:
        messages.error(request, refused.sentence)
    back, kept = QueryDict(request.POST.get("back", "")[:200]), QueryDict(mutable=True)
    for name in ("all", "page"):
        if (number := _whole(back.get(name, ""))) is not None:
            kept[name] = str(number)
    return redirect(reverse("aid:help_match", args=[found.pk]) + (f"?{kept.urlencode()}" if kept else ""))


@opens(post="placement.edit")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    found = _match_for(request, pk, verb="placement.edit")
    accepts = request.POST.get("settle") == "accept"
    try:
        made = actions.settle_match(actor=request.user, match=found, accepts=accepts, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        _say_settled(request, accepts=accepts, fallen=len(made.fallen))
    return redirect("aid:help_match", found.pk)


def _say_settled(request: HttpRequest, *, accepts: bool, fallen: int) -> None:
    words = _("The proposed helpers are in force.") if accepts else _("The proposal is dropped.")
    messages.success(request, words)
    if fallen:
        said = ngettext(
            "%(n)d pair fell away, because things changed since it was proposed; the page says why. Match again to find it a helper.",
            "%(n)d pairs fell away, because things changed since they were proposed; the page says why. Match again to find them "
            "helpers.",
            fallen,
        )
        messages.warning(request, said % {"n": fallen})


@opens("placement.edit", post="placement.edit")
@require_http_methods(_FORM)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk, verb="placement.edit")
    asked = request.POST if request.method == "POST" else None
    form = AssignForm(asked, actor=request.user, household=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.assign_helper(
                actor=request.user,
                household=found,
                now=timezone.now(),
                seen=_whole(request.POST.get("seen", "")),
                **form.cleaned_data,
            )
        except Refused as refused:
            form.blame(refused)
        else:
            _warn_of_load(request, made.helper_id)
            messages.success(request, _("The household has its helper."))
            return redirect("aid:household", found.pk)
    now = next((one for one in queries.helpings_of(found) if one.is_standing), None)
    context = {"household": found, "form": form, "now": now}
    return render(request, "aid/helping/assign.html", context, status=422 if form.errors else 200)


def _warn_of_load(request: HttpRequest, helper: int) -> None:
    one: Any = queries.helpers_in_scope(actor=request.user, verb="placement.edit").get(pk=helper)
    if one.load > one.most:
        said = _("%(who)s has more households than wished: %(load)d of %(most)d.")
        messages.warning(request, said % {"who": one.person.name, "load": one.load, "most": one.most})


@opens(post="person.edit")
@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk, verb="person.edit")
    form = WishForm(request.POST, wish=None)
    if not form.is_valid():
        messages.error(request, _("Choose fields and languages from the list."))
        return redirect("aid:household", found.pk)
    return acted(
        request,
        lambda: actions.set_wish(actor=request.user, household=found, now=timezone.now(), **form.told),
        _("What the household wishes is set; the next matching heeds it."),
        "aid:household",
        found.pk,
    )


def help_context(request: HttpRequest, found: Household) -> dict[str, Any]:
    """What the page of a file shows of its helper and of visits."""
    helpings = queries.helpings_of(found)
    standing = next((one for one in helpings if one.is_standing), None)
    return {
        "helping": standing,
        "helpings_before": [one for one in helpings if not one.is_standing],
        "visits": queries.visits_of(found),
        "is_alone": found.state == "on_file" and standing is None,
        "today": timezone.localdate(),
        "assigns": found.state == "on_file" and may(request.user, "placement.edit", on=found.union),
        "wish_form": WishForm(prefix=None, wish=getattr(found, "wish", None)),
    }


def _match_for(request: HttpRequest, pk: int, *, verb: str = "placement.view") -> HelpMatch:
    return get_object_or_404(queries.match_in_scope(actor=request.user, verb=verb), pk=pk)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
