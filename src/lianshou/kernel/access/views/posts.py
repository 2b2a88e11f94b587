from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access import actions, queries
from lianshou.kernel.access.forms import DeclineForm, DelegationForm, EndPostForm, PostForm
from lianshou.kernel.access.models import Post, User
from lianshou.web.doors import ANYONE, CONCERNED, opens


@opens(get=ANYONE)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """My posts: what I hold, who stands in for me, for whom I stand in."""
    posts = queries.own_posts(actor=_me(request), today=timezone.localdate())
    context = {"posts": posts, "may_hand_over": queries.may(request.user, "duty.hand_over")}
    return render(request, "access/posts.html", context)


@opens(get="post.give")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    queries.require(request.user, "post.give")
    return render(request, "access/waiting.html", {"asked": queries.requests_waiting(actor=request.user)})


@opens(get="post.give", post="post.give")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    queries.require(request.user, "post.give")
    account = get_object_or_404(queries.accounts_in_scope(actor=request.user, verb="post.give"), pk=pk)
    asked = queries.requests_waiting(actor=request.user).filter(user=account).first()
    initial = (
        {
            "union": asked.union.name,
            "role": asked.role,
            "starts_on": asked.starts_on,
            "ends_on": asked.ends_on,
        }
        if asked
        else {}
    )
    form = PostForm(request.POST if request.method == "POST" else None, actor=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.appoint(actor=_me(request), user=account, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The post is given."))
            return redirect("access:account", account.pk)
    context = {"form": form, "account": account, "asked": asked}
    return render(request, "access/give_post.html", context, status=422 if form.errors else 200)


@opens(get="post.give", post="post.give")
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    queries.require(request.user, "post.give")
    asked = get_object_or_404(queries.requests_waiting(actor=request.user), pk=pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.decline_request(actor=request.user, request=asked, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The post is declined; the account stays without it."))
        return redirect("access:waiting")
    context = {"form": form, "asked": asked}
    return render(request, "access/decline.html", context, status=422 if form.errors else 200)


@opens(get="post.give", post="post.give")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    queries.require(request.user, "post.give")
    post = get_object_or_404(queries.posts_in_scope(actor=request.user, verb="post.give"), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = EndPostForm(data, initial={"last_day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_post(actor=request.user, post=post, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The post ends."))
            return redirect("access:account", post.user_id)
    context = {"form": form, "post": post}
    return render(request, "access/end_post.html", context, status=422 if form.errors else 200)


@opens(get=CONCERNED, post=CONCERNED)
@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """The holder's own post, or one where the reader may delegate for others."""
    today = timezone.localdate()
    post = get_object_or_404(queries.posts_to_delegate(actor=request.user, today=today), pk=pk)
    colleagues = queries.stand_ins_for(post=post, today=today)
    form = DelegationForm(
        request.POST if request.method == "POST" else None, colleagues=colleagues, today=today
    )
    reason = queries.why_not_delegable(post=post)
    if request.method == "POST" and reason:
        messages.error(request, str(reason.label))
        return redirect(_home(request, post))
    if request.method == "POST" and form.is_valid():
        try:
            actions.delegate(actor=request.user, post=post, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The post is delegated."))
            return redirect(_home(request, post))
    context = {"form": form, "post": post, "reason": reason, "home": _home(request, post)}
    return render(request, "access/delegate.html", context, status=422 if form.errors else 200)


@opens(post=CONCERNED)
@require_POST
def end_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    delegation = get_object_or_404(queries.delegations_to_end(actor=request.user, today=today), pk=pk)
    try:
        actions.end_delegation(actor=request.user, delegation=delegation, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("The delegation has ended."))
    return redirect(_home(request, delegation.post))


def _home(request: HttpRequest, post: Post) -> Any:
    """Where the reader came from: their own posts, or the account of the holder."""
    if queries.may(request.user, "account.list"):
        return reverse("access:account", args=[post.user_id])
    return reverse("access:posts")


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
