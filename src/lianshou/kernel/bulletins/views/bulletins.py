from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.figures import Figure
from lianshou.core.periods import said
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.enums import Part, Sort, State
from lianshou.kernel.bulletins.exports import bulletins_book, paper_of, rows_book
from lianshou.kernel.bulletins.forms import (
    BriefPhotosForm,
    BulletinFilter,
    BulletinForm,
    CountersignForm,
    IssueForm,
    ReturnForm,
)
from lianshou.kernel.bulletins.models import Bulletin, FrozenValue
from lianshou.kernel.bulletins.rules.like import moved_on
from lianshou.kernel.bulletins.rules.moving import characters_of
from lianshou.kernel.bulletins.rules.starters import starters
from lianshou.kernel.bulletins.tables import BulletinTable
from lianshou.kernel.bulletins.views.frame import bulletin_of, moved, paragraphs_of
from lianshou.kernel.figures.queries import all_figures
from lianshou.kernel.works.queries import highlights_for_bulletins
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.workbooks import DOCX, attachment


@opens("bulletin.view")
@require_safe
def bulletins(request: HttpRequest) -> HttpResponse:
    require(request.user, "bulletin.view")
    narrowed = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 20}).configure(BulletinTable(narrowed.qs))
    context = {
        "filter": narrowed,
        "table": table,
        "any": queries.bulletins_in_scope(actor=request.user).exists(),
        "writes": may(request.user, "bulletin.write"),
    }
    return render(request, "bulletins/list.html", context)


@opens("bulletin.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    require(request.user, "bulletin.view")
    return attachment(bulletins_book(_narrowed(request).qs), _("Bulletins") + ".xlsx")


@opens("bulletin.write", post="bulletin.write")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(request.user, "bulletin.write")
    today = timezone.localdate()
    found = starters()
    starter = found.get(request.GET.get("from", ""))
    initial: dict[str, Any] = {}
    if starter:
        initial = {"title": starter.title.zh, "text": starter.text, "sort": starter.sort}
    if (like := _like(request)) is not None:
        period = moved_on(like.period, today)
        initial = {name: getattr(like, name) for name in _REPEATED}
        initial |= {"starts_on": period.starts_on, "ends_on": period.ends_on}
    form = BulletinForm(request.POST or None, actor=request.user, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.facts.items() if name != "version"}
        try:
            made = actions.draft_bulletin(actor=request.user, now=timezone.now(), **facts)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The draft is kept. Its numbers are counted whenever it is read."))
            return redirect("bulletins:detail", made.pk)
    return _form_page(request, form, starters=found.values(), chosen=request.GET.get("from", ""), like=like)


@opens("bulletin.view")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk)
    return render(request, "bulletins/detail.html", shown(request, bulletin))


@opens("bulletin.write", post="bulletin.write")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk, "bulletin.write")
    if bulletin.state != State.DRAFT:
        messages.error(request, _("Only a draft can be changed."))
        return redirect("bulletins:detail", pk)
    form = BulletinForm(
        request.POST or None,
        instance=bulletin,
        actor=request.user,
        today=timezone.localdate(),
        initial={"version": bulletin.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_bulletin(actor=request.user, bulletin=bulletin, now=timezone.now(), **form.facts)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The draft is kept. Its numbers are counted whenever it is read."))
            return redirect("bulletins:detail", pk)
    return _form_page(request, form, bulletin=bulletin)


@opens(post="bulletin.write")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk, "bulletin.write")
    act = partial(actions.discard_bulletin, actor=request.user, bulletin=bulletin, now=timezone.now())
    return acted(request, act, _("The draft is thrown away."), "bulletins:list")


@opens(post="bulletin.write")
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Handed in: the numbers are frozen with their records.")
    return moved(request, pk, "bulletin.write", actions.submit_bulletin, words)


@opens(post="bulletin.check")
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Checked: it is with the signatory now.")
    return moved(request, pk, "bulletin.check", actions.check_bulletin, words)


@opens(post="bulletin.sign")
@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    return moved(request, pk, "bulletin.sign", actions.sign_bulletin, _("Signed: it can be issued."))


@opens(post="bulletin.return")
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    form = ReturnForm(request.POST)
    said = form.cleaned_data["words"] if form.is_valid() else ""
    words = _("Returned to its writer.")
    return moved(request, pk, "bulletin.return", actions.return_bulletin, words, words=said)


@opens(post="bulletin.issue")
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    form = IssueForm(request.POST)
    prefix = form.cleaned_data["number_prefix"] if form.is_valid() else ""
    words = pgettext("bulletin", "Issued.")
    return moved(request, pk, "bulletin.issue", actions.issue_bulletin, words, prefix=prefix)


@opens(post="bulletin.publish")
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Everybody can read it now.")
    checked = request.POST.get("names_checked") == "on"
    return moved(request, pk, "bulletin.publish", actions.publish_bulletin, words, names_checked=checked)


@opens(post="bulletin.publish")
@require_POST
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    words = _("Taken down: its address says so.")
    said = request.POST.get("words", "")
    return moved(request, pk, "bulletin.publish", actions.take_down_bulletin, words, words=said)


@opens(post="bulletin.write")
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk, "bulletin.write")
    try:
        made = actions.correct_bulletin(actor=request.user, bulletin=bulletin, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("bulletins:detail", pk)
    return redirect("bulletins:detail", made.pk)


@opens("bulletin.view")
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    bulletin = bulletin_of(request, pk)
    values = queries.values_of(bulletin=bulletin, actor=request.user, today=timezone.localdate())
    content = paper_of(bulletin=bulletin, values=values)
    return attachment(content, f"{bulletin.title}.docx", content_type=DOCX)


@opens("figure.view")
@require_safe
def rows(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    value, part = _value(request, pk, place)
    shown, hidden = queries.rows_as_counted(actor=request.user, value=value, part=part)
    page = Paginator(shown, 50).get_page(request.GET.get("page"))
    context = {
        "value": value,
        "bulletin": value.bulletin,
        "page": page,
        "hidden": hidden,
        "part": part,
        "has_parts": value.under is not None,
        "columns": value.columns,
        "figure": all_figures().get(value.figure),
        "sees_bulletin": may(request.user, "bulletin.view", on=value.bulletin.union),
    }
    return render(request, "bulletins/rows.html", context)


@opens("figure.view")
@require_safe
def export_rows(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    value, part = _value(request, pk, place)
    shown, _hidden = queries.rows_as_counted(actor=request.user, value=value, part=part)
    return attachment(rows_book(value=value, rows=shown), f"{value.figure}-{pk}-{place}.xlsx")


def _narrowed(request: HttpRequest) -> BulletinFilter:
    narrowed = BulletinFilter(request.GET, queryset=queries.bulletins_in_scope(actor=request.user))
    narrowed.form.is_valid()
    return narrowed


def _value(request: HttpRequest, pk: int, place: int) -> tuple[FrozenValue, str]:
    value = queries.frozen_value(actor=request.user, bulletin=pk, place=place)
    if value is None:
        raise Http404(f"{pk}/{place}")
    asked = request.GET.get("part", "")
    return value, asked if asked in Part.values and value.under is not None else Part.OVER.value


_REPEATED = ("union", "title", "text", "sort", "addressees", "opening", "to_all_below")


def _like(request: HttpRequest) -> Bulletin | None:
    """The bulletin that another one is to be like: its text with the placeholders, its addressees; the numbers are counted anew."""
    asked = request.GET.get("like", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    found = queries.bulletins_in_scope(actor=request.user, verb="bulletin.write").filter(corrects=None)
    return found.filter(pk=int(asked)).first()


def _form_page(request: HttpRequest, form: BulletinForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    told = {
        "form": form,
        "figures": _choices(),
        "highlights": highlights_for_bulletins(actor=request.user)[:_HIGHLIGHTS],
    }
    return render(request, "bulletins/form.html", {**told, **context}, status=status)


_HIGHLIGHTS = 12
"""So many of the latest are offered; the others stand in the list of highlights."""


def _reads_numbers(bulletin: Bulletin, steps: Mapping[str, bool]) -> bool:
    """Whether typed numbers are told: to whoever writes, and to those who check and sign after them."""
    step = {State.DRAFT: "edit", State.CHECKING: "check", State.SIGNING: "sign"}.get(State(bulletin.state))
    return step is not None and steps[step]


def shown(request: HttpRequest, bulletin: Bulletin) -> dict[str, Any]:
    actor, today = request.user, timezone.localdate()
    asked: dict[str, Any] = {"bulletin": bulletin, "actor": actor, "today": today}
    values = queries.values_of(**asked)
    draft = bulletin.state == State.DRAFT
    length, most = characters_of(bulletin.text), queries.most_characters(bulletin=bulletin, on=today)
    steps = queries.steps_open_to(bulletin=bulletin, actor=actor)
    publishes = bulletin.state == State.ISSUED and steps["publish"]
    asks = bulletin.state == State.SIGNING and steps["ask"]
    photos = queries.photos_of(bulletin=bulletin)
    countersigned = queries.countersignatures_of(bulletin=bulletin)
    return {
        "bulletin": bulletin,
        "period": said(bulletin.period),
        "paragraphs": paragraphs_of(bulletin, values),
        "problems": [value for value in values if value.problem is not None],
        "typed": queries.typed_in(**asked) if _reads_numbers(bulletin, steps) else [],
        "too_long": length > most,
        "length": length,
        "most": most,
        "steps": steps,
        "own": bulletin.written_by_id == actor.pk,
        "checked": bulletin.checked_by_id == actor.pk,
        "changes": queries.changes_of(**asked),
        "corrections": queries.bulletins_in_scope(actor=actor).filter(corrects=bulletin),
        "asked": countersigned,
        "still_open": [one for one in countersigned if not one.answer],
        "countersigned": actor.pk in [one.answered_by_id for one in countersigned],
        "receipts": queries.receipts_told(bulletin=bulletin),
        "ask_form": CountersignForm(bulletin=bulletin) if asks else None,
        "names": queries.persons_named(bulletin=bulletin) if publishes else [],
        "publishes": publishes,
        "photos": photos,
        "photo_by": queries.photographers_at_the_end(bulletin=bulletin, photos=photos),
        "photos_form": BriefPhotosForm() if draft and steps["edit"] and bulletin.sort == Sort.BRIEF else None,
        "return_form": ReturnForm(),
        "issue_form": IssueForm(),
        "opens_rows": may(actor, "figure.view"),
    }


def _choices() -> list[tuple[Any, list[Any]]]:
    """The figures that a placeholder may name, each with what it can be cut by."""
    return [
        (figure, list(figure.breakdowns) if isinstance(figure, Figure) else [])
        for figure in all_figures().values()
    ]
