from __future__ import annotations

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access import actions, queries
from lianshou.kernel.access.exports import book_of_invitations
from lianshou.kernel.access.forms import AcceptForm, InvitationFilter, InviteForm
from lianshou.kernel.access.forms.inviting import union_choices
from lianshou.kernel.access.models import Invitation
from lianshou.kernel.access.rules import why_not_accept
from lianshou.kernel.access.tables import InvitationTable
from lianshou.web.couriers import send_mail
from lianshou.web.doors import PUBLIC, opens
from lianshou.web.workbooks import attachment

_VERB = "account.invite"
_DAYS = 7
_LINK = "invitation"


@opens(_VERB)
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(InvitationTable(found.qs))
    any_at_all = queries.invitations_in_scope(actor=request.user).exists()
    return render(request, "access/invitations.html", {"filter": found, "table": table, "any": any_at_all})


@opens(_VERB)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    content = book_of_invitations(invitations=_found(request).qs, on=today)
    return attachment(content, f"invitations-{today:%Y%m%d}.xlsx")


@opens(_VERB, _VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    queries.require(request.user, _VERB)
    unions = queries.unions_to_invite_for(actor=request.user)
    first = unions.first()
    form = InviteForm(request.POST or None, unions=unions, initial={"union": first.name if first else ""})
    if form.is_valid():
        sent = actions.invite(actor=request.user, now=timezone.now(), **form.cleaned_data)
        return _link_page(request, sent)
    context = {"form": form, "suggested": form.suggested}
    return render(request, "access/invite.html", context, status=422 if form.errors else 200)


@opens(_VERB)
@require_safe
def unions(request: HttpRequest) -> HttpResponse:
    """Suggestions for the field of the union, while somebody writes."""
    queries.require(request.user, _VERB)
    within = queries.unions_to_invite_for(actor=request.user)
    found = queries.unions_named(within, request.GET.get("union", "")[:60])
    return render(request, "access/invite.html#suggestions", {"suggested": union_choices(found)})


@opens(post=_VERB)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    try:
        actions.withdraw_invitation(actor=request.user, invitation=invitation, now=timezone.now())
        messages.success(request, _("The invitation is withdrawn: its link opens nothing any more."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("access:invitations")


@opens(post=_VERB)
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    try:
        sent = actions.renew_invitation(
            actor=request.user, invitation=invitation, days=_DAYS, now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("access:invitations")
    return _link_page(request, sent)


@opens(PUBLIC)
@rate_limit(action="invitation", limit_get=True)
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link itself: it is put aside at once, so that its secret stands in no log of what fails later."""
    found = queries.invitation_by_secret(secret=token)
    if found is None:
        return _private(render(request, "access/invitation_over.html", {"reason": ""}, status=404))
    request.session[_LINK] = found.digest
    return _private(redirect("access:accept"))


@opens(PUBLIC, PUBLIC)
@rate_limit(action="invitation")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    invitation = queries.invitation_by_digest(digest=request.session.get(_LINK, ""))
    if invitation is None:
        return _private(render(request, "access/invitation_over.html", {"reason": ""}, status=404))
    if reason := why_not_accept(invitation.state):
        return _private(render(request, "access/invitation_over.html", {"reason": reason.label}, status=410))
    form = AcceptForm(request.POST or None, invitation=invitation)
    if form.is_valid() and _accepted(request, invitation, form):
        del request.session[_LINK]
        messages.success(
            request, _("Your account is open: log in with the name and password that you chose.")
        )
        return redirect("account_login")
    context = {"form": form, "invitation": invitation}
    status = 422 if form.errors else 200
    return _private(render(request, "access/accept.html", context, status=status))


def _accepted(request: HttpRequest, invitation: Invitation, form: AcceptForm) -> bool:
    given = form.cleaned_data
    try:
        actions.accept_invitation(
            invitation=invitation,
            username=given["username"],
            password=given["password1"],
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error("username", refusal.sentence)
        return False
    return True


def _found(request: HttpRequest) -> InvitationFilter:
    queries.require(request.user, _VERB)
    found = InvitationFilter(request.GET, queryset=queries.invitations_in_scope(actor=request.user))
    found.form.is_valid()
    return found


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    queries.require(request.user, _VERB)
    return get_object_or_404(queries.invitations_in_scope(actor=request.user), pk=pk)


def _link_page(request: HttpRequest, sent: actions.SentInvitation) -> HttpResponse:
    """The link, on this answer and in the mail alone."""
    invitation = sent.invitation
    link = request.build_absolute_uri(reverse("access:invitation", args=[sent.secret]))
    mailed = bool(invitation.email) and settings.LIANSHOU_MAILS
    context = {"invitation": invitation, "link": link, "mailed": mailed}
    if mailed:
        words = render_to_string("access/email/invitation.txt", context)
        send_mail(
            to=invitation.email, subject=_("Your account at the workbench of the trade union"), words=words
        )
    return _private(render(request, "access/invited.html", context))


def _private(answer: HttpResponse) -> HttpResponse:
    """A page with a secret in it or behind it: kept nowhere."""
    answer["Cache-Control"] = "no-store"
    return answer
