from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.panels import person_board
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require, scope_of
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.people import actions, queries
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.forms import LeavingForm, OfficeForm, PersonForm
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.doors import opens


@opens(get="person.view")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(request, pk)
    today = timezone.localdate()
    relatives = [
        {"row": one, "masked": one.masked, "is_child": one.is_child(today)} for one in person.relatives.all()
    ]
    context = {
        "person": person,
        "groups": _groups(person),
        "offices": queries.offices_of_person(person=person),
        "relatives": relatives,
        "panels": person_board.panels(actor=request.user, subject=person),
        "may_edit": may(request.user, "person.edit", on=person.union),
        "may_reveal": may(request.user, "personal.reveal", on=person.union),
        "CHAIR": Position.CHAIR,
    }
    return render(request, "people/detail.html", context)


@opens(get="person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    union = union_to_fill(request)
    form = PersonForm(request.POST or None, actor=request.user, union=union)
    if request.method == "POST" and form.is_valid():
        position = form.cleaned_data["position"]
        facts = {"union": form.union, "position": position, **form.facts}
        try:
            person = actions.add_person(actor=request.user, now=timezone.now(), **facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("“%(name)s” is now in the register.") % {"name": person.name})
            return redirect("people:detail", person.pk)
    return render(request, "people/form.html", {"form": form, "union": union}, status=status_of(form))


@opens(get="person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(request, pk, verb="person.edit")
    form = PersonForm(request.POST or None, actor=request.user, union=person.union, subject=person)
    if request.method == "POST" and form.is_valid():
        facts = {"union": form.union, **form.facts}
        try:
            actions.edit_person(actor=request.user, person=person, now=timezone.now(), **facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:detail", person.pk)
    return render(request, "people/form.html", {"form": form, "person": person}, status=status_of(form))


@opens(get="person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(request, pk, verb="person.edit")
    form = LeavingForm(request.POST or None, initial={"left_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        left_on = form.cleaned_data["left_on"]
        try:
            actions.mark_left(actor=request.user, person=person, left_on=left_on, now=timezone.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("“%(name)s” is marked as having left.") % {"name": person.name})
            return redirect("people:detail", person.pk)
    held = [one for one in queries.offices_of_person(person=person) if one.ends_on is None]
    context = {"form": form, "person": person, "held": held}
    return render(request, "people/leave.html", context, status=status_of(form))


@opens(post="person.edit")
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(request, pk, verb="person.edit")
    try:
        actions.take_back(actor=request.user, person=person, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("“%(name)s” is taken back.") % {"name": person.name})
    return redirect("people:detail", person.pk)


@opens(get="person.edit", post="person.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def give_office(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_for(request, pk, verb="person.edit")
    form = OfficeForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            actions.give_office(actor=request.user, person=person, now=timezone.now(), **facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:detail", person.pk)
    return render(request, "people/office.html", {"form": form, "person": person}, status=status_of(form))


@opens(post="person.edit")
@require_POST
def end_office(request: HttpRequest, pk: int) -> HttpResponse:
    office: Office = get_object_or_404(queries.offices_in_scope(actor=request.user), pk=pk)
    require(request.user, "person.edit", on=office.union)
    try:
        actions.end_office(actor=request.user, office=office, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The office has ended."))
    return redirect("people:detail", office.person_id)


def _groups(person: Person) -> list[dict[str, Any]]:
    """The protected fields by what they tell, masked; fields of one group are revealed together."""
    groups: dict[str, list[tuple[Any, str]]] = {}
    for field in queries.PERSON.fields:
        groups.setdefault(field.data_class, []).append((field.title, field.masked(person)))
    return [
        {
            "name": name,
            "title": DataClass(name).label,
            "facts": facts,
            "filled": any(mask for _title, mask in facts),
        }
        for name, facts in groups.items()
    ]


def person_for(request: HttpRequest, pk: int, *, verb: str = "") -> Person:
    """A person whom the actor may see; with ``verb``, on whose union the actor may also do this."""
    found = queries.people_in_scope(actor=request.user).select_related("account")
    person: Person = get_object_or_404(found, pk=pk)
    if verb:
        require(request.user, verb, on=person.union)
    return person


def union_to_fill(request: HttpRequest) -> Union:
    """The union that the address names, or the first of those where the actor may enter persons."""
    require(request.user, "person.edit")
    unions = unions_in_scope(actor=request.user, verb="person.edit")
    asked = request.GET.get("union", "")
    if asked:
        if not asked.isdecimal():
            raise Http404(asked)
        return get_object_or_404(unions, pk=asked)
    return unions.filter(path__in=scope_of(actor=request.user, verb="person.edit").paths)[0]


def status_of(form: Any) -> int:
    return 422 if form.errors else 200
