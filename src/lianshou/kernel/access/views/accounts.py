from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access import actions, queries
from lianshou.kernel.access.forms import AccountFilter, AccountForm
from lianshou.kernel.access.models import User
from lianshou.kernel.access.rules import (
    why_not_close,
    why_not_renew_password,
    why_not_reopen,
    why_not_unlock,
)
from lianshou.kernel.access.tables import AccountTable
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens(get="account.list")
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(AccountTable(found.qs))
    actor = request.user
    context = {
        "filter": found,
        "table": table,
        "left": queries.closed_with_duties(actor=actor, today=timezone.localdate()),
        "may_open": queries.may(actor, "account.invite"),
        "may_give": queries.may(actor, "post.give"),
        "waiting": queries.requests_waiting(actor=actor).count() if queries.may(actor, "post.give") else 0,
    }
    return render(request, "access/accounts.html", context)


@opens(get="account.list")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    table = AccountTable(_found(request).qs)
    book = table_workbook(table, title=_("Accounts"), language=page_language())
    return attachment(book, _("Accounts") + f"-{timezone.localdate():%Y%m%d}.xlsx")


@opens(get="account.invite", post="account.invite")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    queries.require(request.user, "account.invite")
    form = AccountForm(request.POST if request.method == "POST" else None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_account(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            return _told(request, opened, is_new=True)
    return render(request, "access/new_account.html", {"form": form}, status=422 if form.errors else 200)


@opens(get="account.list")
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _account(request, pk))


@opens(get="account.close", post="account.close")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    subject = _account(request, pk, "account.close")
    if request.method == "POST":
        return _done(
            request,
            subject,
            lambda: actions.close_account(actor=request.user, account=subject, now=timezone.now()),
            _("The account is closed; open sessions have ended."),
        )
    today = timezone.localdate()
    context = {
        "account": subject,
        "open": queries.open_duties(actor=request.user, account=subject, today=today),
        "reason": _why_not(request, subject)["close"],
    }
    return render(request, "access/close.html", context)


@opens(post="account.close")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    subject = _account(request, pk, "account.close")
    return _done(
        request,
        subject,
        lambda: actions.reopen_account(actor=request.user, account=subject, now=timezone.now()),
        _("The account is open again."),
    )


@opens(post="account.unlock")
@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    subject = _account(request, pk, "account.unlock")
    return _done(
        request,
        subject,
        lambda: actions.unlock_account(actor=request.user, account=subject, now=timezone.now()),
        _("The account is unlocked."),
    )


@opens(get="account.invite", post="account.invite")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new first password; it stands on this answer and nowhere else."""
    subject = _account(request, pk, "account.invite")
    if request.method != "POST":
        reason = _why_not(request, subject)["password"]
        return render(request, "access/renew.html", {"account": subject, "reason": reason})
    try:
        renewed = actions.renew_password(actor=request.user, account=subject, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("access:account", subject.pk)
    return _told(request, renewed, is_new=False)


def _told(request: HttpRequest, made: actions.FirstPassword, *, is_new: bool) -> HttpResponse:
    answer = render(request, "access/password.html", {"made": made, "is_new": is_new})
    answer["Cache-Control"] = "no-store"
    return answer


def _found(request: HttpRequest) -> AccountFilter:
    queries.require(request.user, "account.list")
    accounts = queries.accounts_listed(actor=request.user, today=timezone.localdate())
    found = AccountFilter(request.GET, queryset=accounts)
    found.form.is_valid()
    return found


def _account(request: HttpRequest, pk: int, verb: str = "account.list") -> User:
    queries.require(request.user, verb)
    return get_object_or_404(queries.accounts_in_scope(actor=request.user), pk=pk)


def _page(request: HttpRequest, subject: User) -> HttpResponse:
    actor, today = request.user, timezone.localdate()
    posts = queries.posts_shown(actor=actor, account=subject)
    context = {
        "account": subject,
        "now": [post for post in posts if post.is_held(today)],
        "coming": [post for post in posts if post.starts_on > today],
        "earlier": [post for post in posts if post.ends_on and post.ends_on < today],
        "standing_in": queries.delegations_shown(actor=actor, account=subject, today=today),
        "asked": queries.requests_of(actor=actor, account=subject),
        "open": queries.open_duties(actor=actor, account=subject, today=today),
        "locked": subject.locked_until is not None and subject.locked_until > timezone.now(),
        "may": {
            verb.partition(".")[2]: queries.may_over(actor, verb, account=subject, today=today)
            for verb in ("account.close", "account.unlock", "account.invite", "duty.hand_over")
        },
        "may_give": queries.may(actor, "post.give"),
        "is_own": subject.pk == actor.pk,
        "why_not": _why_not(request, subject),
    }
    return render(request, "access/account.html", context)


def _why_not(request: HttpRequest, subject: User) -> dict[str, Any]:
    """What stands against each act on an account, by the rules that guard the actions."""
    is_closed, is_self, now = not subject.is_active, subject.pk == request.user.pk, timezone.now()
    last = queries.is_last_admin(account=subject, day=timezone.localdate(now))
    return {
        "close": why_not_close(is_closed=is_closed, is_self=is_self, is_last_admin=last),
        "reopen": why_not_reopen(is_closed=is_closed),
        "unlock": why_not_unlock(failures=subject.failures, locked_until=subject.locked_until, now=now),
        "password": why_not_renew_password(is_closed=is_closed, is_self=is_self),
    }


def _done(request: HttpRequest, subject: User, act: Callable[[], Any], words: str) -> HttpResponse:
    return acted(request, act, words, "access:account", subject.pk)
