from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.forms.consents import (
    AssessmentFilter,
    AssessmentForm,
    TextFilter,
    TextForm,
    words_of,
)
from lianshou.kernel.rights.models import ConsentText
from lianshou.kernel.rights.queries import consents as queries
from lianshou.kernel.rights.rules.comparing import pieces
from lianshou.kernel.rights.tables import AssessmentTable, TextTable
from lianshou.kernel.rights.views.frame import tabs
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("person.view")
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    found = TextFilter(request.GET, queryset=queries.texts_listed(actor=request.user), request=request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(TextTable(found.qs))
    context = {
        "tabs": tabs(request, "rights:texts"),
        "filter": found,
        "table": table,
        "any": queries.texts_to_read(actor=request.user).exists(),
        "publishes": may(request.user, "consent.publish"),
    }
    return render(request, "rights/texts.html", context)


@opens("person.view")
@require_safe
def export_texts(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    found = TextFilter(request.GET, queryset=queries.texts_listed(actor=request.user), request=request)
    book = table_workbook(TextTable(found.qs), title=_("Consent texts"), language=page_language())
    return attachment(book, _("Consent texts") + ".xlsx")


@opens("consent.publish", post="consent.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def new_text(request: HttpRequest) -> HttpResponse:
    require(request.user, "consent.publish")
    unions = queries.publishing_unions(actor=request.user)
    form = TextForm(request.POST or None, unions=unions, initial={"union": unions.first()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_text(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("purpose", refusal.sentence)
        else:
            return redirect("rights:text", made.pk)
    return render(request, "rights/text_form.html", {"form": form}, status=422 if form.errors else 200)


@opens("person.view", is_shared=True)
@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    found = _text(request, pk)
    publishes = may(request.user, "consent.publish", on=found.union)
    context = {
        "text": found,
        "versions": queries.versions_of(text=found, actor=request.user),
        "current": found.published_on is not None and queries.is_current(text=found),
        "publishes": publishes,
        "why_not": queries.why_not_publish_now(text=found, today=timezone.localdate()) if publishes else None,
        "assessments": queries.assessments_of(union=found.union, purpose=found.purpose),
        "intact": not found.digest or found.digest == found.words_digest,
    }
    return render(request, "rights/text.html", context)


@opens("person.view", is_shared=True)
@require_safe
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    after = _text(request, pk)
    before = {text.pk: text for text in queries.versions_of(text=after, actor=request.user)}.get(other)
    if before is None:
        raise Http404
    parts = [
        (_("Title"), pieces(before.title_zh, after.title_zh)),
        (_("Classes of data"), pieces("、".join(before.class_labels), "、".join(after.class_labels))),
        (_("Text"), pieces(before.body_zh, after.body_zh)),
        (_("Why it is needed"), pieces(before.necessity_zh, after.necessity_zh)),
    ]
    context = {"text": after, "before": before, "parts": [part for part in parts if part[1]]}
    return render(request, "rights/compare.html", context)


@opens("consent.publish", post="consent.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft; from a published text the next version is begun."""
    found = _text(request, pk)
    require(request.user, "consent.publish", on=found.union)
    unions = queries.publishing_unions(actor=request.user)
    form = TextForm(request.POST or None, unions=unions, fixed=True, initial=words_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            made = _written(request, found, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("rights:text", made.pk)
    context = {"form": form, "text": found}
    return render(request, "rights/text_form.html", context, status=422 if form.errors else 200)


@opens(post="consent.publish")
@require_POST
def publish_text(request: HttpRequest, pk: int) -> HttpResponse:
    found = _text(request, pk)
    return acted(
        request,
        lambda: actions.publish_text(actor=request.user, text=found, now=timezone.now()),
        _("Published. Its words never change from now on."),
        "rights:text",
        found.pk,
    )


@opens(post="consent.publish")
@require_POST
def drop_draft(request: HttpRequest, pk: int) -> HttpResponse:
    found = _text(request, pk)
    try:
        actions.drop_draft(actor=request.user, text=found, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("rights:text", found.pk)
    messages.success(request, _("The draft has been thrown away."))
    return redirect("rights:texts")


@opens("consent.publish", post="consent.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    found = _text(request, pk)
    require(request.user, "consent.publish", on=found.union)
    initial = {"assessed_on": timezone.localdate(), "classes": found.classes, "risk": "medium"}
    form = AssessmentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_assessment(
                actor=request.user,
                union=found.union,
                purpose=found.purpose,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(
                "assessed_on" if refusal.reason.name == "DAY_IN_FUTURE" else "classes", refusal.sentence
            )
        else:
            messages.success(request, _("The assessment is on record; it is kept for three years."))
            return redirect("rights:text", found.pk)
    context = {"form": form, "text": found}
    return render(request, "rights/assess.html", context, status=422 if form.errors else 200)


@opens("person.view")
@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    found = AssessmentFilter(
        request.GET, queryset=queries.assessments_in_scope(actor=request.user), request=request
    )
    table = RequestConfig(request, paginate={"per_page": 25}).configure(
        AssessmentTable(found.qs, titles=queries.titles_of_purposes(actor=request.user))
    )
    context = {"tabs": tabs(request, "rights:assessments"), "filter": found, "table": table}
    return render(request, "rights/assessments.html", context)


@opens("person.view")
@require_safe
def export_assessments(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    found = AssessmentFilter(
        request.GET, queryset=queries.assessments_in_scope(actor=request.user), request=request
    )
    book = table_workbook(
        AssessmentTable(found.qs, titles=queries.titles_of_purposes(actor=request.user)),
        title=_("Impact assessments"),
        language=page_language(),
    )
    return attachment(book, _("Impact assessments") + ".xlsx")


@opens("person.view")
@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.assessments_in_scope(actor=request.user), pk=pk)
    return render(
        request,
        "rights/assessment.html",
        {"assessment": found, "title": queries.titles_of_purposes(actor=request.user).get(found.purpose)},
    )


def _text(request: HttpRequest, pk: int) -> ConsentText:
    return get_object_or_404(queries.texts_to_read(actor=request.user), pk=pk)


def _written(request: HttpRequest, found: ConsentText, words: dict[str, Any]) -> ConsentText:
    now = timezone.now()
    if found.published_on is None:
        return actions.edit_draft(actor=request.user, text=found, now=now, **words)
    return actions.draft_text(actor=request.user, union=found.union, purpose=found.purpose, now=now, **words)
