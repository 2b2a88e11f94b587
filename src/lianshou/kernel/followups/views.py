from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.followups import actions, queries
from lianshou.kernel.followups.exports import list_book
from lianshou.kernel.followups.forms import FollowUpFilter, FollowUpForm, PhotosForm, RemovalForm
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.followups.tables import FollowUpTable
from lianshou.kernel.placement.models import Placement
from lianshou.web.doors import PUBLIC, opens
from lianshou.web.files import private_file
from lianshou.web.keys import keys_in
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment

CACHE = "lianshou-activities-1"


@opens("followup.view")
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    require(request.user, "followup.view")
    narrowed = _narrowed(request)
    table = FollowUpTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "table": table,
        "filter": narrowed,
        "placement": narrowed.form.cleaned_data.get("placement") if narrowed.form.is_valid() else None,
        "records": queries.placements_to_record(actor=request.user).exists(),
        "any": queries.followups_in_scope(actor=request.user).exists(),
    }
    return render(request, "followups/list.html", context)


@opens("followup.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    require(request.user, "followup.view")
    book = list_book(_narrowed(request).qs, language=page_language())
    return attachment(book, _("Activities") + ".xlsx")


@opens("followup.record", post="followup.record")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(request.user, "followup.record")
    placements = queries.placements_to_record(actor=request.user)
    asked = request.GET.get("placement")
    if asked is None:
        return _choose(request)
    placement = get_object_or_404(placements, pk=_whole(asked))
    if request.method == "POST":
        return _record(request, placement)
    return _form(request, placement, FollowUpForm(placement=placement, initial=_initial(request)))


@opens("followup.record")
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What the browser asks before it sends drafts: who is signed in, the token, and which drafts arrived already."""
    require(request.user, "followup.record")
    there = queries.keys_there(actor=request.user, keys=keys_in(request.GET.getlist("key")))
    return JsonResponse({"user": request.user.pk, "token": get_token(request), "there": there})


@opens(PUBLIC)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the form for when there is no network; served here, for it may reach no further than its folder."""
    script = render(request, "web/outbox_worker.js", {"cache": CACHE}, content_type="text/javascript")
    script["Cache-Control"] = "no-cache"
    return script


@opens("followup.view")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _followup(request, pk))


@opens(post="followup.record")
@require_POST
def add_photos(request: HttpRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)
    require(request.user, "followup.record")
    form = PhotosForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, followup, photos_form=form)

    def act() -> None:
        actions.add_photos(actor=request.user, followup=followup, photos=form.new_photos, now=timezone.now())

    return _done(request, followup, form, "photos_form", act, _("The photographs have been added."))


@opens(post="followup.record")
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)
    require(request.user, "followup.record")
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return _page(request, followup, removal_form=form)

    def act() -> None:
        actions.remove_followup(
            actor=request.user, followup=followup, reason=form.cleaned_data["reason"], now=timezone.now()
        )

    return _done(
        request, followup, form, "removal_form", act, _("The activity has been taken back."), to_list=True
    )


@opens("followup.view")
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _picture(request, pk, small=False)


@opens("followup.view")
@require_safe
def thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _picture(request, pk, small=True)


def _picture(request: HttpRequest, pk: int, *, small: bool) -> FileResponse:
    found = get_object_or_404(queries.photos_in_scope(actor=request.user), pk=pk)
    file = found.thumbnail if small and found.thumbnail else found.image
    return private_file(file, name=f"photo-{found.pk}.jpg", content_type="image/jpeg")


def _record(request: HttpRequest, placement: Placement) -> HttpResponse:
    if _is_outbox(request) and not _is_of_sender(request):
        return JsonResponse({}, status=409)
    form = FollowUpForm(request.POST, request.FILES, placement=placement)
    refused = _faults if _is_outbox(request) else partial(_form, request, placement)
    if not form.is_valid():
        return refused(form)
    try:
        followup = actions.record_followup(
            actor=request.user, placement=placement, photos=form.new_photos, now=timezone.now(), **form.facts
        )
    except Refused as refusal:
        form.add_error(_field_of(refusal), refusal.sentence)
        return refused(form)
    if _is_outbox(request):
        return JsonResponse({"url": reverse("followups:detail", args=[followup.pk])})
    messages.success(request, _("The activity is on record."))
    return redirect("followups:detail", pk=followup.pk)


def _is_outbox(request: HttpRequest) -> bool:
    """Whether a draft kept by the browser is being sent, which wants to be told and not shown (docs/followups.md)."""
    return "X-Outbox" in request.headers


def _is_of_sender(request: HttpRequest) -> bool:
    """Whether the draft is of whoever is signed in: another may have signed in since the page asked."""
    return request.headers["X-Outbox"] == str(request.user.pk)


def _faults(form: FollowUpForm) -> HttpResponse:
    labels = {name: str(field.label or "") for name, field in form.fields.items()}
    faults = [
        f"{labels[name]}：{error}" if labels.get(name) else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]
    return JsonResponse({"errors": faults}, status=422)


def _field_of(refusal: Refused) -> str | None:
    return "happened_on" if refusal.reason.name in ("IN_THE_FUTURE", "BEFORE_START") else None


def _form(request: HttpRequest, placement: Placement, form: FollowUpForm) -> HttpResponse:
    context = {
        "form": form,
        "placement": placement,
        "several": queries.placements_to_record(actor=request.user).count() > 1,
    }
    return render(request, "followups/new.html", context, status=422 if form.errors else 200)


def _choose(request: HttpRequest) -> HttpResponse:
    """Which pairing: at once to the form where there is only one."""
    placements = queries.placements_to_record(actor=request.user)
    first = list(placements[:2])
    if len(first) == 1:
        return redirect(f"{request.path}?placement={first[0].pk}")
    words = request.GET.get("q", "").strip()[:60]
    found = queries.pairings_with(placements, words) if words else placements
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    return render(request, "followups/choose.html", {"page": page, "words": words, "any": bool(first)})


def _initial(request: HttpRequest) -> dict[str, Any]:
    told = {"credit": str(request.user), "happened_on": timezone.localdate(), "sort": "mutual_activity"}
    return told | {"key": uuid4()}


def _narrowed(request: HttpRequest) -> FollowUpFilter:
    return FollowUpFilter(request.GET, queryset=queries.followups_listed(actor=request.user), request=request)


def _followup(request: HttpRequest, pk: int) -> FollowUp:
    return get_object_or_404(queries.followups_to_read(actor=request.user), pk=pk)


def _page(request: HttpRequest, followup: FollowUp, **forms: Any) -> HttpResponse:
    context = {
        "followup": followup,
        "photos": followup.photos.all(),
        "steps": queries.history(followup=followup),
        "edits": queries.concerns(actor=request.user, followup=followup),
        "photos_form": PhotosForm(initial={"credit": str(request.user)}),
        "removal_form": RemovalForm(),
        "sees_pledge": may(request.user, "pledge.view"),
    }
    return render(request, "followups/detail.html", context | forms, status=422 if forms else 200)


def _done(
    request: HttpRequest,
    followup: FollowUp,
    form: Any,
    name: str,
    act: Callable[[], None],
    words: str,
    *,
    to_list: bool = False,
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, followup, **{name: form})
    messages.success(request, words)
    return redirect("followups:list") if to_list else redirect("followups:detail", pk=followup.pk)


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)
