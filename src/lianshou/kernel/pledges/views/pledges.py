from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.people.actions import open_chair_accounts
from lianshou.kernel.pledges import actions, queries
from lianshou.kernel.pledges.exports import account_book, list_book, paper_of, papers_of, reading_of, zipped
from lianshou.kernel.pledges.forms import (
    EndForm,
    IssueForm,
    JoinForm,
    JudgeForm,
    LeaveForm,
    ObligationForm,
    PaperSignatureForm,
    PledgeFilter,
    RenewForm,
    ScanForm,
)
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.rules import digest_of
from lianshou.kernel.pledges.tables import PledgeTable
from lianshou.kernel.pledges.views.acting import blamed, done
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import DOCX, attachment

ACCOUNTS_AT_ONCE = 400  # a password takes a fifth of a second to hash, several at a time


@opens("pledge.view")
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    require(request.user, "pledge.view")
    narrowed = _narrowed(request)
    programme = narrowed.form.cleaned_data.get("programme") if narrowed.form.is_valid() else None
    table = PledgeTable(narrowed.qs, sort=queries.sort_of(narrowed.qs))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(
        request,
        "pledges/list.html",
        {
            "table": table,
            "filter": narrowed,
            "programme": programme,
            "accountless": _accountless(request, programme),
            "waiting": queries.pledges_waiting_for(actor=request.user).count(),
            "any": queries.pledges_in_scope(actor=request.user).exists(),
            "issues": may(request.user, "pledge.issue"),
            "templates": may(request.user, "template.view"),
        },
    )


@opens("pledge.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    require(request.user, "pledge.view")
    book = list_book(_narrowed(request).qs, language=page_language())
    return attachment(book, _("Agreements") + ".xlsx")


@opens("pledge.view")
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    require(request.user, "pledge.view")
    programmes = queries.programmes_with_pledges(actor=request.user)
    programme = get_object_or_404(programmes, pk=_whole(request.GET.get("programme")))
    pledges = list(_narrowed(request).qs.order_by("pk").prefetch_related("file", "former"))
    if not pledges:
        messages.info(request, _("No agreement fits these filters."))
        return redirect("pledges:list")
    made = papers_of(pledges)
    if len(made) == 1:
        return attachment(made[0][1], f"{programme}.docx", content_type=DOCX)
    return attachment(zipped(made), f"{programme}.zip", content_type="application/zip")


@opens("pledge.view")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, pledge_for(request, pk))


@opens("pledge.view")
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    return attachment(paper_of([pledge]), f"{pledge.number}.docx", content_type=DOCX)


@opens("pledge.view")
@require_safe
def print_view(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    return render(request, "pledges/print.html", {"pledge": pledge, "blocks": reading_of(paper_of([pledge]))})


@opens(post="pledge.agree")
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    return done(
        request,
        lambda: actions.agree_pledge(actor=request.user, pledge=pledge, now=timezone.now()),
        _("Your side has agreed."),
        back="pledges:detail",
        pk=pledge.pk,
    )


@opens(post="pledge.sign")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    return done(
        request,
        lambda: actions.sign_pledge(actor=request.user, pledge=pledge, now=timezone.now()),
        _("Your signature stands under the agreement."),
        back="pledges:detail",
        pk=pledge.pk,
    )


@opens(post="pledge.issue")
@require_POST
def record_signatures(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    require(request.user, "pledge.issue", on=pledge.programme.union)
    form = PaperSignatureForm(request.POST, pledge=pledge)
    if not form.is_valid():
        return page(request, pledge, paper_form=form)
    return done(
        request,
        lambda: actions.record_paper_signatures(
            actor=request.user,
            pledge=pledge,
            signed_on=form.cleaned_data["signed_on"],
            signatories=form.signatories,
            now=timezone.now(),
        ),
        _("The signatures on paper are recorded."),
        back="pledges:detail",
        pk=pledge.pk,
        refused=lambda words: page(request, pledge, paper_form=blamed(form, words)),
    )


@opens(post="pledge.issue")
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    require(request.user, "pledge.issue", on=pledge.programme.union)
    form = EndForm(request.POST)
    if not form.is_valid():
        return page(request, pledge, end_form=form)
    return done(
        request,
        lambda: actions.end_pledge(
            actor=request.user, pledge=pledge, now=timezone.now(), **form.cleaned_data
        ),
        _("The agreement has ended."),
        back="pledges:detail",
        pk=pledge.pk,
        refused=lambda words: page(request, pledge, end_form=blamed(form, words)),
    )


@opens("pledge.issue", post="pledge.issue")
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, programme: int) -> HttpResponse:
    found = get_object_or_404(programmes_in_scope(actor=request.user, verb="pledge.issue"), pk=programme)
    plan = queries.issue_at_hand(programme=found, today=timezone.localdate())
    form = IssueForm(request.POST or None, initial={"series": plan.prefix})
    if form.is_valid() and (issued := _issued(request, found, form)):
        words = ngettext("%(n)s agreement issued.", "%(n)s agreements issued.", issued) % {"n": issued}
        messages.success(request, words)
        return redirect(f"{reverse('pledges:list')}?programme={found.pk}")
    context = {
        "programme": found,
        "plan": plan,
        "form": form,
        "starts_on": max(found.starts_on, timezone.localdate()),
        "home": registry[found.kind].home(found.pk),
    }
    return render(request, "pledges/issue.html", context, status=422 if form.errors else 200)


@opens("account.open", post="account.open")
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: HttpRequest, programme: int) -> HttpResponse:
    """Accounts for the chairs without one; the answer is the only list of their first passwords."""
    found = get_object_or_404(programmes_in_scope(actor=request.user, verb="account.open"), pk=programme)
    waiting = queries.unions_without_account(actor=request.user, programme=found)
    if request.method != "POST":
        count = waiting.count()
        context = {"programme": found, "waiting": count, "parts": _parts(count)}
        return render(request, "pledges/accounts.html", context)
    try:
        opened = open_chair_accounts(
            actor=request.user, unions=list(waiting[:ACCOUNTS_AT_ONCE]), now=timezone.now()
        )
    except Refused as refusal:
        messages.info(request, refusal.sentence)
        return redirect(f"{reverse('pledges:list')}?programme={found.pk}")
    answer = attachment(account_book(opened, language=page_language()), _("Accounts") + ".xlsx")
    answer["Cache-Control"] = "no-store"
    return answer


def _parts(count: int) -> list[int]:
    """How many accounts come in each workbook, one after the other."""
    whole, rest = divmod(count, ACCOUNTS_AT_ONCE)
    return [ACCOUNTS_AT_ONCE] * whole + ([rest] if rest else [])


def _accountless(request: HttpRequest, programme: Programme | None) -> int:
    """How many chairs of a programme's agreements the reader could open accounts for."""
    if programme is None or not may(request.user, "account.open", on=programme.union):
        return 0
    return queries.unions_without_account(actor=request.user, programme=programme).count()


def _issued(request: HttpRequest, programme: Programme, form: IssueForm) -> int:
    try:
        return len(
            actions.issue_pledges(
                actor=request.user,
                programme=programme,
                now=timezone.now(),
                prefix=form.cleaned_data["series"],
            )
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return 0


def _narrowed(request: HttpRequest) -> PledgeFilter:
    return PledgeFilter(request.GET, queryset=queries.pledges_listed(actor=request.user), request=request)


def pledge_for(request: HttpRequest, pk: int) -> Pledge:
    return get_object_or_404(queries.pledges_to_read(actor=request.user), pk=pk)


def page(request: HttpRequest, pledge: Pledge, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    acts = queries.acts_of(actor=request.user, pledge=pledge, today=today)
    sides = queries.own_parties(actor=request.user, pledge=pledge, verb="pledge.sign")
    promises = queries.lines_of(actor=request.user, pledge=pledge, sides=sides, today=today)
    context = {
        "pledge": pledge,
        "acts": acts,
        "blocks": reading_of(paper_of([pledge])),
        "home": registry[pledge.programme.kind].home(pledge.programme_id),
        "digest": digest_of(pledge.context)[:16],
        "steps": queries.timeline_of(pledge=pledge),
        "signatory": queries.signatory_of(actor=request.user) if acts["sign"].offered else "",
        "sees_programme": may(request.user, "programme.view", on=pledge.programme.union),
        "records": may(request.user, "followup.record"),
        "promises": promises,
        "judgements": queries.judgements_of(pledge=pledge),
        "scans": queries.scans_of(pledge=pledge),
        "renewals": queries.renewals_of(pledge=pledge),
        **_forms(request, pledge, acts, promises.lines, sides),
    }
    return render(request, "pledges/detail.html", context | forms, status=422 if forms else 200)


def _forms(request: HttpRequest, pledge: Pledge, acts: Any, lines: Any, sides: Any) -> dict[str, Any]:
    """An empty form for everything that can be done now."""
    officer = acts["end"].offered
    makers: dict[str, Callable[[], Any]] = {
        "record": lambda: PaperSignatureForm(pledge=pledge),
        "end": EndForm,
        "scan": ScanForm,
        "oblige": lambda: ObligationForm(pledge=pledge),
        "judge": lambda: JudgeForm(lines=lines),
        "renew": lambda: RenewForm(initial=renewed_term(pledge)),
        "join": lambda: JoinForm(actor=request.user, pledge=pledge),
        "leave": lambda: LeaveForm(parties=pledge.present if officer else sides),
    }
    names = {"record": "paper_form"}
    return {
        names.get(act, f"{act}_form"): make() if acts[act].offered and not acts[act].reason else None
        for act, make in makers.items()
    }


def renewed_term(pledge: Pledge) -> dict[str, date]:
    """As long again, from the day after."""
    first = pledge.ends_on + timedelta(days=1)
    return {"starts_on": first, "ends_on": first + (pledge.ends_on - pledge.starts_on)}


def _whole(text: str | None) -> int:
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)
