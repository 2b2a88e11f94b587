from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.kinds import registry
from lianshou.core.panels import Panel
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.tables import provisional
from lianshou.kernel.review.enums import AscentState, AssignmentState
from lianshou.kernel.review.models import Ascent, Assignment, Ladder, Round
from lianshou.kernel.review.queries.rounds import Line, label_of, open_rounds
from lianshou.web.templatetags.web import say

_NUM = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
_ONE_LINE = {"td": {"class": "text-nowrap"}}
TONES = {
    "approved": "good", "accept": "good", "done": "good", "refused": "red", "refuse": "red", "returned": "warn",
    "appealed": "warn", "open": "preparing",
}  # fmt: skip


def badge(slug: str, words: Any) -> Any:
    """A state in its colour."""
    return format_html('<span class="ls-badge ls-badge-{}">{}</span>', TONES.get(slug, "plain"), words)


def coming_in_panel(*, actor: Any, subject: Programme) -> Panel | None:
    """Where applications come in: the rounds under review that take them in."""
    rounds = list(open_rounds(actor=actor, programme=subject))
    return Panel(template="review/coming_in.html", context={"rounds": rounds}) if rounds else None


class RoundTable(tables.Table):
    title = tables.Column(_("Round"), linkify=("review:round", {"pk": tables.A("pk")}))
    programme = tables.Column(_("Programme"), order_by="programme__title")
    opens_on = tables.DateColumn(verbose_name=_("First day"), short=True, attrs=_ONE_LINE)
    closes_on = tables.DateColumn(verbose_name=_("Last day"), short=True, attrs=_ONE_LINE)
    state = tables.Column(_("State"))
    done = tables.Column(_("Reviews given"), attrs=_NUM)

    class Meta:
        model = Round
        fields = ("title", "programme", "opens_on", "closes_on", "state", "done")
        empty_text = _("No round fits these filters.")

    caption = _("Rounds of review")

    def render_state(self, record: Round) -> Any:
        return badge(record.state, record.get_state_display())

    def value_state(self, record: Round) -> str:
        return str(record.get_state_display())

    def render_done(self, record: Any) -> str:
        return f"{record.done} / {record.wanted}"


class AssignmentTable(tables.Table):
    application = tables.Column(_("Application"), orderable=False)
    round = tables.Column(_("Round"), accessor="reviewer__round", order_by="reviewer__round__title")
    closes_on = tables.DateColumn(
        verbose_name=_("Last day"), accessor="reviewer__round__closes_on", short=True, attrs=_ONE_LINE
    )
    state = tables.Column(_("State"))
    given = tables.Column(_("Marks given"), attrs=_NUM)
    done_at = tables.DateTimeColumn(verbose_name=_("Marked"), short=True, attrs=_ONE_LINE)

    class Meta:
        model = Assignment
        fields = ("application", "round", "closes_on", "state", "given", "done_at")
        empty_text = _("Nothing fits these filters.")

    caption = _("Applications that I review")

    def render_application(self, record: Assignment) -> Any:
        return format_html('<a href="{}">{}</a>', reverse("review:mark", args=[record.pk]), label_of(record))

    def value_application(self, record: Assignment) -> str:
        return label_of(record)

    def render_state(self, record: Assignment) -> Any:
        words = record.get_state_display()
        started = record.state == AssignmentState.WAITING and bool(getattr(record, "given", 0))
        return badge(record.state, _("Begun") if started else words)

    def value_state(self, record: Assignment) -> str:
        return str(record.get_state_display())


class AscentTable(tables.Table):
    pick = tables.Column(_("Choose"), accessor="pk", orderable=False, exclude_from_export=True)
    application = tables.Column(_("Applicant"), order_by="application__union__name_key")
    programme = tables.Column(
        _("Programme"), accessor="application__programme", order_by="application__programme__title"
    )
    union = tables.Column(_("Where it is"), order_by="union__path")
    state = tables.Column(_("State"))
    due_on = tables.DateColumn(verbose_name=_("Due by"), short=True, attrs=_ONE_LINE)

    class Meta:
        model = Ascent
        fields = ("pick", "application", "programme", "union", "state", "due_on")
        empty_text = _("No approval fits these filters.")

    caption = _("Approvals")

    def render_pick(self, record: Ascent) -> Any:
        return format_html(
            '<input type="checkbox" class="form-check-input ls-pick" name="pick" value="{}:{}" form="bulk" aria-label="{}">',
            record.pk,
            record.turn,
            _("Choose %(who)s") % {"who": record.application},
        )

    def render_application(self, record: Ascent) -> Any:
        address = reverse("review:ascent", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, record.application)

    def value_application(self, record: Ascent) -> str:
        return str(record.application)

    def render_union(self, record: Ascent) -> str:
        return f"{record.union} · {record.holder or record.rung.get_role_display()}"

    def render_state(self, record: Ascent) -> Any:
        return badge(record.state, record.get_state_display())

    def value_state(self, record: Ascent) -> str:
        return str(record.get_state_display())

    def render_due_on(self, record: Ascent) -> Any:
        said = date_format(record.due_on, "SHORT_DATE_FORMAT") if record.due_on else "—"
        waits = record.state in (AscentState.CLIMBING, AscentState.APPEALED)
        if waits and record.due_on is not None and record.due_on < timezone.localdate():
            return format_html('{} <span class="ls-badge ls-badge-red">{}</span>', said, _("Overdue"))
        return format_html("{} {}", said, provisional(record))

    def value_due_on(self, record: Ascent) -> Any:
        return record.due_on


class CaseTable(AscentTable):
    """What an applicant sees of their own applications."""

    pick = None

    class Meta:
        model = Ascent
        fields = ("application", "programme", "union", "state", "due_on")
        empty_text = _("None of your applications is being approved.")

    caption = _("My applications")

    def render_application(self, record: Ascent) -> Any:
        return format_html(
            '<a href="{}">{}</a>', reverse("review:case", args=[record.pk]), record.application
        )


class ResultTable(tables.Table):
    rank = tables.Column(_("Rank"), attrs=_NUM)
    application = tables.Column(_("Applicant"), order_by="application__union__name_key")
    score = tables.Column(_("Score"), accessor="result__score", attrs=_NUM)
    done = tables.Column(_("Reviews"), accessor="result__done", attrs=_NUM)
    spread = tables.Column(_("Divergence"), accessor="result__spread", attrs=_NUM)
    decision = tables.Column(_("Decision"), accessor="decision__verdict", empty_values=())

    class Meta:
        empty_text = _("No application fits these filters.")

    caption = _("Results of the round")

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round

    def render_application(self, record: Line) -> Any:
        address = reverse("review:marks", args=[self.round.pk, record.application.pk])
        return format_html('<a href="{}">{}</a>', address, record.application)

    def render_done(self, record: Line) -> str:
        return _("%(n)s of %(m)s") % {"n": record.result.done, "m": record.result.wanted}

    def render_spread(self, record: Line, value: Any) -> Any:
        if not record.result.is_divided:
            return value
        return format_html('{} <span class="ls-badge ls-badge-warn">{}</span>', value, _("Divided"))

    def render_decision(self, record: Line) -> Any:
        if record.decision is None:
            return pgettext_lazy("decision", "Open")
        return badge(record.decision.verdict, record.decision.get_verdict_display())


class LadderTable(tables.Table):
    title = tables.Column(_("Name"), linkify=("review:ladder", {"pk": tables.A("pk")}))
    union = tables.Column(_("Federation"), order_by="union__path")
    kind = tables.Column(_("Kind"))
    rungs = tables.Column(_("Levels"), orderable=False, empty_values=())
    retired_at = tables.Column(_("In force"), empty_values=())

    class Meta:
        model = Ladder
        fields = ("title", "union", "kind", "rungs", "retired_at")
        empty_text = _("Nobody has set up approvals yet.")

    caption = _("How applications are approved")

    def render_kind(self, record: Ladder) -> str:
        return say(registry[record.kind].title) if record.kind in registry else record.kind

    def render_rungs(self, record: Ladder) -> str:
        return " → ".join(str(rung.union or rung.get_level_display()) for rung in record.rungs.all())

    def render_retired_at(self, record: Ladder) -> Any:
        return badge("approved", _("In force")) if record.retired_at is None else _("Out of force")

    def value_retired_at(self, record: Ladder) -> str:
        return str(_("In force") if record.retired_at is None else _("Out of force"))
