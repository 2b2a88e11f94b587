"""Filling a form in: choosing for whom, the page itself, drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.asking import Asking, Of, Sort
from lianshou.core.gates import approval_gate
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import Reason
from lianshou.kernel.intake.forms.applications import OwnApplicationFilter
from lianshou.kernel.intake.forms.filling import FillForm
from lianshou.kernel.intake.models import Application, Draft
from lianshou.kernel.intake.rules import Origin, differences
from lianshou.kernel.intake.tables.applications import OwnApplicationTable
from lianshou.kernel.people.queries import with_words
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.queries import matching_words
from lianshou.web.doors import ANYONE, CONCERNED, opens
from lianshou.web.fragments import wants_fragment
from lianshou.web.keys import opened_page
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook

_PAGE = ["GET", "HEAD", "POST"]


class Sheet(actions.Sheet):
    """The form in hand, and its page."""

    @property
    def url(self) -> str:
        if self.corrects is not None:
            return queries.url_to_correct(self.corrects.pk)
        return queries.url_to_fill(self.programme, self.asking.slug, self.union, self.person)

    @property
    def keep_url(self) -> str:
        return f"{self.url}keep/"

    @property
    def facts(self) -> dict[str, Any]:
        """What actions and queries ask about its draft."""
        about = {"union": self.union, "person": self.person, "corrects": self.corrects}
        return {"programme": self.programme, "slug": self.asking.slug, **about}


@opens(ANYONE)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I can apply for, my drafts, and what I have sent in."""
    narrowed = _narrowed(request)
    table = OwnApplicationTable(narrowed.qs, request=request)
    RequestConfig(request, paginate={"per_page": 20}).configure(table)
    context = {
        "sees_forms": may(request.user, "form.view"),
        "files": may(request.user, "application.file"),
        "sees_programmes": may(request.user, "programme.view"),
        "asked": queries.asked_of(actor=request.user),
        "drafts": [(one, queries.url_of_draft(one)) for one in queries.my_drafts(actor=request.user)],
        "table": table,
        "filter": narrowed,
        "any": queries.own_applications(actor=request.user).exists(),
    }
    return render(request, "intake/applications/mine.html", context)


@opens(ANYONE)
@require_safe
def mine_export(request: HttpRequest) -> HttpResponse:
    """What I have sent in, as the page shows it."""
    table = OwnApplicationTable(_narrowed(request).qs, request=request)
    RequestConfig(request, paginate=False).configure(table)
    book = table_workbook(table, title=str(table.caption), language=page_language())
    return attachment(book, f"{table.caption}.xlsx")


def _narrowed(request: HttpRequest) -> OwnApplicationFilter:
    found = queries.own_applications(actor=request.user)
    narrowed = OwnApplicationFilter(request.GET, queryset=found, request=request)
    narrowed.form.is_valid()
    return narrowed


@opens(CONCERNED, is_shared=True)
@require_safe
def choose(request: HttpRequest, programme: int, slug: str) -> HttpResponse:
    """For whom: the only one there is at once, else a list to search."""
    found, asking = _form_or_404(request, programme, slug)
    words = request.GET.get("q", "").strip()[:60]
    own = queries.own_to_file(actor=request.user, programme=found) if asking.of is Of.PERSON else None
    rows: Any
    if asking.of is Of.UNION:
        rows = queries.unions_to_file(actor=request.user, programme=found)
        shown = matching_words(rows, words) if words else rows
    else:
        rows = queries.people_to_file(actor=request.user, programme=found)
        shown = with_words(rows, words) if words else rows
    first = list(rows[:2])
    if not first:
        raise Http404
    if len(first) == 1:
        return redirect(_url(found, asking, first[0]))
    page = Paginator(shown, 20).get_page(request.GET.get("page"))
    context = {
        "programme": found,
        "asking": asking,
        "page": page,
        "rows": [(one, _url(found, asking, one)) for one in page],
        "words": words,
        "own_url": _url(found, asking, own) if own else "",
        "open": asking in queries.askings_of(programme=found),
    }
    return render(request, "intake/applications/choose.html", context)


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(_PAGE)
def fill_union(request: HttpRequest, programme: int, slug: str, union: int) -> HttpResponse:
    return _fill(request, _sheet_of_union(request, programme, slug, union))


@opens(post=CONCERNED)
@require_POST
def keep_union(request: HttpRequest, programme: int, slug: str, union: int) -> HttpResponse:
    return _keep(request, _sheet_of_union(request, programme, slug, union))


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(_PAGE)
def fill_person(request: HttpRequest, programme: int, slug: str, person: int) -> HttpResponse:
    return _fill(request, _sheet_of_person(request, programme, slug, person))


@opens(post=CONCERNED)
@require_POST
def keep_person(request: HttpRequest, programme: int, slug: str, person: int) -> HttpResponse:
    return _keep(request, _sheet_of_person(request, programme, slug, person))


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(_PAGE)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A form that was sent in, opened again: what was returned, or what nobody has taken up yet."""
    return _fill(request, _sheet_to_correct(request, pk))


@opens(post=CONCERNED)
@require_POST
def keep_correction(request: HttpRequest, pk: int) -> HttpResponse:
    return _keep(request, _sheet_to_correct(request, pk))


@opens(post=CONCERNED)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(queries.drafts_seen(actor=request.user), pk=pk)
    actions.discard_draft(actor=request.user, draft=draft, now=timezone.now())
    messages.success(request, _("The draft was discarded."))
    return redirect("applications:mine")


def _fill(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if request.method == "POST":
        return _send_in(request, sheet)
    draft = queries.draft_of(actor=request.user, **sheet.facts)
    known = _known(request, sheet)
    if sheet.corrects is None:
        texts = queries.texts_of_draft(draft, known)
        return _page(request, sheet, draft, known, texts, early=_early(sheet, texts, known))
    about: dict[str, Any] = {"asking": sheet.asking, "filing": sheet.corrects, "draft": draft}
    return _page(request, sheet, draft, known, queries.texts_to_correct(**about, known=known))


def _send_in(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    texts, why = _texts(request, sheet), request.POST.get("why_again", "")[:200]
    wrong: dict[str, Any] = {}
    try:
        application = _sent(request, sheet, texts, why)
    except actions.NotFilled as error:
        wrong["problems"] = error.problems
    except Refused as refusal:
        wrong["refusal"] = refusal
    else:
        messages.success(request, _("Sent in: %(form)s") % {"form": _said(sheet)})
        return redirect("applications:detail", application.pk)
    draft = queries.draft_of(actor=request.user, **sheet.facts)
    return _page(request, sheet, draft, _known(request, sheet), texts, why=why, status=422, **wrong)


def _sent(request: HttpRequest, sheet: Sheet, texts: dict[str, str], why: str) -> Application:
    given: dict[str, Any] = {"texts": texts, "now": timezone.now(), **_before_them(request)}
    if sheet.corrects is not None:
        return actions.correct_application(actor=request.user, filing=sheet.corrects, words=why, **given)
    about: dict[str, Any] = {"programme": sheet.programme, "slug": sheet.asking.slug}
    about |= {"union": sheet.union, "person": sheet.person, "why_again": why}
    return actions.submit_application(actor=request.user, **about, **given)


def _keep(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Keep the draft: htmx gets the line that says so, a browser without it the page."""
    texts = _texts(request, sheet)
    try:
        draft = actions.save_draft(
            actor=request.user, **sheet.facts, texts=texts, now=timezone.now(), **_before_them(request)
        )
    except Refused as refusal:
        return _not_kept(request, sheet, texts, refusal)
    if wants_fragment(request):
        context = {"draft": draft, "seen": draft.version, "keep_url": sheet.keep_url}
        return render(request, "intake/applications/saved.html", context)
    messages.success(request, _("The draft is kept. Go on with it when you like: it stands under “My work”."))
    return redirect(sheet.url)


def _not_kept(request: HttpRequest, sheet: Sheet, texts: dict[str, str], refusal: Refused) -> HttpResponse:
    draft = queries.draft_of(actor=request.user, **sheet.facts)
    if wants_fragment(request):
        context = {
            "refusal": refusal,
            "keep_url": sheet.keep_url,
            "fill_url": sheet.url,
            "seen": _seen(request),
        }
        context |= _compared(sheet, draft, texts, refusal)
        return render(request, "intake/applications/saved.html", context)
    return _page(request, sheet, draft, _known(request, sheet), texts, refusal=refusal, status=409)


def _page(
    request: HttpRequest,
    sheet: Sheet,
    draft: Draft | None,
    known: dict[str, Origin],
    texts: dict[str, str],
    *,
    why: str = "",
    status: int = 200,
    problems: Any = None,
    early: Sequence[Wording] = (),
    refusal: Refused | None = None,
) -> HttpResponse:
    about: dict[str, Any] = {"asking": sheet.asking, "programme": sheet.programme, "corrects": sheet.corrects}
    form = FillForm(**about, known=known, texts=texts, why=why)
    form.blame(problems or {})
    overtaken = refusal is not None and refusal.reason is Reason.OVERTAKEN
    phone = next((texts.get(one.key, "") for one in sheet.asking.fields if one.sort is Sort.PHONE), "")
    about = {"programme": sheet.programme, "union": sheet.union, "person": sheet.person}
    corrects, why_not_open = sheet.corrects, _why_not_open(sheet)
    twins = [] if corrects else queries.twins_of(actor=request.user, **about, phone=phone)
    context = {
        "sheet": sheet,
        "programme": sheet.programme,
        "asking": sheet.asking,
        "form": form,
        "draft": draft,
        "seen": _seen(request) if overtaken else (draft.version if draft else 0),
        "opened": opened_page(request) or uuid4(),
        "keep_url": sheet.keep_url,
        "fill_url": sheet.url,
        "refusal": refusal,
        "twins": twins,
        "likely": any(not twin.is_same for twin in twins),
        "barred": any(twin.is_same for twin in twins) and not sheet.asking.again,
        "open": why_not_open is None,
        "why_not_open": why_not_open,
        "corrects": corrects,
        "early": early,
        "returned": approval_gate.returned(application=corrects.application) if corrects else None,
        **_compared(sheet, draft, texts, refusal),
    }
    return render(request, "intake/applications/fill.html", context, status=status)


def _compared(
    sheet: Sheet, draft: Draft | None, texts: dict[str, str], refusal: Refused | None
) -> dict[str, Any]:
    """What the saved draft says where it differs from what stands in the form."""
    if draft is None or refusal is None or refusal.reason is not Reason.OVERTAKEN:
        return {"theirs": None}
    saved = draft.answers or {}
    keys = differences(texts, saved)
    titles = {one.key: one.title for one in sheet.asking.fields}
    rows = [(titles[key], saved.get(key, ""), texts.get(key, "")) for key in keys if key in titles]
    return {"theirs": draft, "rows": rows}


def _early(sheet: Sheet, texts: dict[str, str], known: dict[str, Origin]) -> list[Wording]:
    """What already speaks against an application, by what is known: told before anybody fills the form in for nothing."""
    values = {one.key: texts.get(one.key, "") for one in sheet.asking.fields}
    about: dict[str, Any] = {"programme": sheet.programme, "union": sheet.union, "person": sheet.person}
    wrong = sheet.asking.judge(**about, values=values, today=timezone.localdate())
    return [what for key, what in wrong.items() if key in known or sheet.asking.field_called(key) is None]


def _why_not_open(sheet: Sheet) -> Reason | None:
    """Why a form cannot be sent in at present, whatever stands in it."""
    if sheet.corrects is not None:
        return queries.why_not_correct_form(filing=sheet.corrects)
    return None if sheet.asking in queries.askings_of(programme=sheet.programme) else Reason.NOT_ASKED


def _sheet_to_correct(request: HttpRequest, pk: int) -> Sheet:
    filing = get_object_or_404(queries.filings_to_correct(actor=request.user), pk=pk)
    found = filing.application
    asking = queries.asking_called(programme=found.programme, slug=filing.slug)
    if asking is None:
        raise Http404
    return Sheet(found.programme, asking, found.union, found.person, filing)


def _sheet_of_union(request: HttpRequest, programme: int, slug: str, union: int) -> Sheet:
    found, asking = _form_or_404(request, programme, slug)
    if asking.of is not Of.UNION:
        raise Http404
    return Sheet(
        found,
        asking,
        get_object_or_404(queries.unions_to_file(actor=request.user, programme=found), pk=union),
        None,
    )


def _sheet_of_person(request: HttpRequest, programme: int, slug: str, person: int) -> Sheet:
    found, asking = _form_or_404(request, programme, slug)
    if asking.of is not Of.PERSON:
        raise Http404
    who = get_object_or_404(queries.people_to_file(actor=request.user, programme=found), pk=person)
    return Sheet(found, asking, who.union, who)


def _form_or_404(request: HttpRequest, programme: int, slug: str) -> tuple[Programme, Asking]:
    found = get_object_or_404(queries.programmes_to_apply(actor=request.user, over=True), pk=programme)
    asking = queries.asking_called(programme=found, slug=slug)
    if asking is None:
        raise Http404
    return found, asking


def _known(request: HttpRequest, sheet: Sheet) -> dict[str, Origin]:
    if sheet.corrects is not None:
        return queries.known_to_correct(actor=request.user, asking=sheet.asking, filing=sheet.corrects)
    about: dict[str, Any] = {"programme": sheet.programme, "union": sheet.union, "person": sheet.person}
    return queries.known_of(actor=request.user, asking=sheet.asking, **about)


def _url(programme: Programme, asking: Asking, subject: Any) -> str:
    if asking.of is Of.PERSON:
        return reverse("applications:fill_person", args=[programme.pk, asking.slug, subject.pk])
    return reverse("applications:fill_union", args=[programme.pk, asking.slug, subject.pk])


def _texts(request: HttpRequest, sheet: Sheet) -> dict[str, str]:
    return {one.key: request.POST.get(one.key, "")[:5000] for one in sheet.asking.fields}


def _seen(request: HttpRequest) -> int:
    """The version of the draft that the page was made from; the button "keep mine" says the newest."""
    given = (request.POST.getlist("seen") or ["0"])[-1]
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _before_them(request: HttpRequest) -> dict[str, Any]:
    """What actions ask of the page: the version that stands before the actor, and which page it is."""
    return {"seen": _seen(request), "page": opened_page(request)}


def _said(sheet: Sheet) -> str:
    return f"{queries.asking_said(sheet.asking)} · {sheet.person or sheet.union}"
