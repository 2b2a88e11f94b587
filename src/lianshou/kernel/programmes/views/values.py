from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.parameters import Setting, declared
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.programmes import actions
from lianshou.kernel.programmes.forms.settings import SettingFilter, SettingForm, WhyForm
from lianshou.kernel.programmes.models import Parameter
from lianshou.kernel.programmes.queries import settings as queries
from lianshou.kernel.programmes.tables import SettingTable, ValueTable
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language, say
from lianshou.web.workbooks import attachment, table_workbook


@opens("setting.view")
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    found, lines = _found(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(SettingTable(lines))
    waiting = queries.values_waiting(actor=request.user)[:20]
    context = {
        "filter": found,
        "table": table,
        "waiting": [(row, _said(row)) for row in waiting],
        "region": queries.region_said(_region(request, found)),
        "on": found.day_or(timezone.localdate()),
    }
    return render(request, "programmes/settings.html", context)


@opens("setting.view")
@require_safe
def export_settings(request: HttpRequest) -> HttpResponse:
    table = SettingTable(_found(request)[1])
    RequestConfig(request, paginate=False).configure(table)
    name = str(table.caption)
    return attachment(table_workbook(table, title=name, language=page_language()), f"{name}.xlsx")


@opens("setting.view")
@require_safe
def setting(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "setting.view")
    return _page(request, _setting(key))


@opens(post="setting.edit")
@require_POST
def set_setting(request: HttpRequest, key: str) -> HttpResponse:
    found = _setting(key)
    require(request.user, found.verb)
    form = _form(request, found, data=request.POST)
    if form.is_valid():
        try:
            row = actions.set_parameter(actor=request.user, key=key, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _set_words(row))
            return redirect("programmes:setting", key=key)
    return _page(request, found, form=form)


@opens(post="setting.confirm")
@require_POST
def confirm_setting(request: HttpRequest, pk: int) -> HttpResponse:
    return _on_value(
        request, pk, "setting.confirm", actions.confirm_parameter, _("Confirmed: it counts from its day on.")
    )


@opens(post="setting.confirm")
@require_POST
def refuse_setting(request: HttpRequest, pk: int) -> HttpResponse:
    given = {"words": request.POST.get("words", "")[:200]}
    return _on_value(request, pk, "setting.confirm", actions.refuse_parameter, _("Refused."), **given)


@opens(post="setting.edit")
@require_POST
def withdraw_setting(request: HttpRequest, pk: int) -> HttpResponse:
    given = {"words": request.POST.get("words", "")[:200]}
    return _on_value(request, pk, "setting.edit", actions.withdraw_parameter, _("Withdrawn."), **given)


def _on_value(
    request: HttpRequest, pk: int, verb: str, act: Callable[..., object], said: str, **given: Any
) -> HttpResponse:
    require(request.user, verb)
    row = get_object_or_404(queries.values_to_act_on(actor=request.user, verb=verb), pk=pk)
    bound = lambda: act(actor=request.user, row=row, now=timezone.now(), **given)  # noqa: E731
    return acted(request, bound, said, "programmes:setting", key=row.key)


def _set_words(row: Parameter) -> str:
    if row.state == "proposed":
        return _("Entered. It counts once a second person has confirmed it.")
    return _("Set: it counts from its day on.")


def _setting(key: str) -> Setting:
    if key not in declared:
        raise Http404(key)
    return declared[key]


def _found(request: HttpRequest) -> tuple[SettingFilter, list[queries.SettingLine]]:
    require(request.user, "setting.view")
    found = SettingFilter(request.GET, regions=queries.regions_to_show(actor=request.user))
    today = timezone.localdate()
    lines = queries.lines_of(region=_region(request, found), on=found.day_or(today), today=today)
    return found, found.narrow(lines)


def _region(request: HttpRequest, found: SettingFilter) -> str:
    return found.region_or(queries.home_region(actor=request.user))


def _said(row: Parameter) -> str:
    return (
        f"{say(declared[row.key].title)}：{say(declared[row.key].say(row.value))}"
        if row.key in declared
        else row.key
    )


def _form(request: HttpRequest, found: Setting, data: Any = None) -> SettingForm:
    today = timezone.localdate()
    unions = queries.unions_to_set_for(actor=request.user, verb=found.verb)
    region = queries.home_region(actor=request.user)
    kept = queries.rule_book(found.key).kept(found.key, region=region, on=today)
    return SettingForm(data, setting=found, kept=kept, unions=unions, today=today)


def _page(request: HttpRequest, found: Setting, form: SettingForm | None = None) -> HttpResponse:
    today, actor = timezone.localdate(), request.user
    region = queries.home_region(actor=actor)
    values = queries.values_listed(actor=actor, key=found.key)
    table = RequestConfig(request, paginate={"per_page": 20}).configure(ValueTable(values))
    ranks = queries.ranks_of(key=found.key, region=region, on=today)
    open_rows = [row.record for row in table.page.object_list]
    acts = [(row, queries.acts_on_value(actor=actor, row=row, today=today)) for row in open_rows]
    sets = queries.unions_to_set_for(actor=actor, verb=found.verb).exists()
    context = {
        "setting": found,
        "owner": declared.owner(found.key)[1],
        "region": queries.region_said(region),
        "ranks": [(rank, found.say(rank.row.value if rank.row else found.usual)) for rank in ranks],
        "holds": next(rank for rank in ranks if rank.holds),
        "table": table,
        "acts": [(row, found.say(row.value), act) for row, act in acts if act.confirms or act.withdraws],
        "form": form or (_form(request, found) if sets else None),
        "why_form": WhyForm(),
    }
    return render(request, "programmes/setting.html", context, status=422 if form else 200)
