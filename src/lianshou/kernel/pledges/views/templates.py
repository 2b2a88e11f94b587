from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.papers import Paper, papers
from lianshou.core.refusals import Refused
from lianshou.formats.papers.pdf import can_make_pdf, pdf_of
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.pledges import actions, queries
from lianshou.kernel.pledges.exports import reading_of
from lianshou.kernel.pledges.forms import ClauseLines, RetireForm, TemplateFilter, TemplateForm
from lianshou.kernel.pledges.models import PaperTemplate
from lianshou.kernel.pledges.rules import why_not_use
from lianshou.kernel.pledges.tables import TemplateTable
from lianshou.kernel.pledges.views.acting import blamed, done
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language, say
from lianshou.web.workbooks import DOCX, attachment, table_workbook


@opens("template.view")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    narrowed = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(TemplateTable(narrowed.qs))
    tops = queries.unions_that_edit(actor=request.user)
    context = {
        "table": table,
        "filter": narrowed,
        "any": queries.templates_in_scope(actor=request.user).exists(),
        "standings": [(union, queries.standing_of(union=union)) for union in tops],
        "edits": may(request.user, "template.edit"),
    }
    return render(request, "pledges/templates.html", context)


@opens("template.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    table = TemplateTable(_narrowed(request).qs)
    title = _("Paper templates")
    book = table_workbook(table, title=title, language=page_language())
    return attachment(book, f"{title}.xlsx")


@opens("template.view")
@require_safe
def download(request: HttpRequest, union: int, slug: str) -> HttpResponse:
    """The template that holds for a union now, to be edited in Word."""
    found, paper = _union(request, union, "template.view"), _paper(slug)
    content = queries.template_bytes(slug=slug, template=queries.template_in_use(union=found, slug=slug))
    return attachment(content, f"{say(paper.title)}.docx", content_type=DOCX)


@opens("template.edit", post="template.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, union: int, slug: str) -> HttpResponse:
    found, paper = _union(request, union, "template.edit"), _paper(slug)
    in_use = queries.template_in_use(union=found, slug=slug)
    kept = ClauseLines.written(queries.clauses_of_template(in_use), slug=slug)
    form = TemplateForm(request.POST or None, request.FILES or None, initial={"clauses": kept})
    findings: list[Any] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        upload, content = given["content"], given["content"].read()
        try:
            made = actions.propose_template(
                actor=request.user,
                union=found,
                slug=slug,
                content=content,
                file_name=upload.name,
                note=given["note"],
                clauses=given["clauses"],
                now=timezone.now(),
            )
        except Refused as refusal:
            findings = queries.findings_of(slug=slug, content=content)
            blamed(form, refusal.sentence)
        else:
            messages.success(request, _("The version is kept and waits for approval. Look at it below."))
            return redirect("pledges:template", pk=made.pk)
    context = {
        "union": found,
        "slug": slug,
        "paper": paper,
        "form": form,
        "findings": findings,
        "fields": queries.fields_of_paper(slug),
        "now": in_use,
    }
    return render(request, "pledges/template_new.html", context, status=422 if form.errors else 200)


@opens("template.view")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _template(request, pk))


@opens("template.view")
@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = _template(request, pk)
    content = queries.template_bytes(slug=found.paper, template=found)
    return attachment(content, f"{say(_paper(found.paper).title)}-{found.version}.docx", content_type=DOCX)


@opens("template.view")
@require_safe
def preview(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    found = _template(request, pk)
    name, content = _("Preview") + f"-{found.version}", _previewed(found)
    if form == "docx":
        return attachment(content, f"{name}.docx", content_type=DOCX)
    pages = pdf_of(content) if form == "pdf" else None
    if pages is None:
        raise Http404
    return attachment(pages, f"{name}.pdf", content_type="application/pdf")


@opens(post="template.approve")
@require_POST
def use(request: HttpRequest, pk: int) -> HttpResponse:
    found = _template(request, pk)
    return done(
        request,
        lambda: actions.use_template(actor=request.user, template=found, now=timezone.now()),
        _("This version is in use from now on. Papers that were issued keep theirs."),
        back="pledges:template",
        pk=found.pk,
    )


@opens(post="template.approve")
@require_POST
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _template(request, pk), RetireForm(request.POST)
    require(request.user, "template.approve", on=found.union)
    if not form.is_valid():
        return _page(request, found, retire_form=form)
    return done(
        request,
        lambda: actions.retire_template(
            actor=request.user, template=found, now=timezone.now(), **form.cleaned_data
        ),
        _("The version is not used any more."),
        back="pledges:template",
        pk=found.pk,
        refused=lambda words: _page(request, found, retire_form=blamed(form, words)),
    )


def _page(request: HttpRequest, template: PaperTemplate, **forms: Any) -> HttpResponse:
    approves = may(request.user, "template.approve", on=template.union)
    is_uploader = template.uploaded_by_id == request.user.pk
    context = {
        "template": template,
        "paper": _paper(template.paper),
        "blocks": reading_of(_previewed(template)),
        "has_pdf": can_make_pdf(),
        "approves": approves,
        "why_not": why_not_use(state=template.state, is_uploader=is_uploader),
        "edits": may(request.user, "template.edit", on=template.union),
        "versions": queries.versions_beside(template=template),
        "retire_form": RetireForm() if approves and template.state != "retired" else None,
    }
    return render(request, "pledges/template.html", context | forms, status=422 if forms else 200)


def _previewed(template: PaperTemplate) -> bytes:
    paper = _paper(template.paper)
    content = queries.template_bytes(slug=template.paper, template=template)
    return paper.render([queries.sample_of(paper)], "zh", template=content)


def _narrowed(request: HttpRequest) -> TemplateFilter:
    require(request.user, "template.view")
    found = queries.templates_in_scope(actor=request.user)
    narrowed = TemplateFilter(request.GET, queryset=found, request=request)
    narrowed.form.is_valid()
    return narrowed


def _template(request: HttpRequest, pk: int) -> PaperTemplate:
    return get_object_or_404(queries.templates_in_scope(actor=request.user), pk=pk)


def _union(request: HttpRequest, pk: int, verb: str) -> Union:
    return get_object_or_404(unions_in_scope(actor=request.user, verb=verb), pk=pk)


def _paper(slug: str) -> Paper:
    if slug not in papers or not papers[slug].is_editable:
        raise Http404
    return papers[slug]
