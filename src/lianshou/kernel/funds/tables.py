from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.panels import Panel
from lianshou.core.quantities import yuan_text
from lianshou.kernel.access.queries import may
from lianshou.kernel.funds.enums import Result
from lianshou.kernel.funds.models import Batch, Budget, Payment, Source
from lianshou.kernel.funds.queries import (
    money_of_programme,
    payments_of_person,
    sources_listed,
    sum_of,
)
from lianshou.kernel.funds.rules import Bearing
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

_NUM: dict[str, dict[str, str]] = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
_DAY = {"td": {"class": "text-nowrap"}}
_SHOWN = 6
"""Budgets of a programme that its desk shows; the rest are one click away."""


def bar(bearing: Bearing) -> SafeString:
    """How much is taken, as a bar with its words for those who do not see it."""
    width = min(bearing.percent, 100)
    return format_html(
        '<span class="fd-bar"><svg width="100%" height="8" aria-hidden="true" focusable="false">'
        '<rect width="100%" height="8" rx="2" class="fd-all"></rect>'
        '<rect width="{}%" height="8" rx="2" class="fd-used"></rect></svg><small>{}%</small></span>',
        width,
        bearing.percent,
    )


def opening(fen: int, query: str) -> SafeString:
    """An amount that opens to the payments it is made of; nothing opens to nothing."""
    if not fen:
        return format_html("{}", yuan_text(fen))
    return format_html('<a href="{}?{}">{}</a>', reverse("funds:payments"), query, yuan_text(fen))


class SourceTable(tables.Table):
    title = tables.Column(pgettext_lazy("money", "Title"), linkify=("funds:source", {"pk": tables.A("pk")}))
    union = tables.Column(_("Union"), order_by=("union__name_key", "-year"))
    year = tables.Column(_("Year"), attrs=_NUM)
    sort = tables.Column(_("Sort of money"))
    amount_fen = tables.Column(_("Amount (yuan)"), attrs=_NUM)
    budgeted_fen = tables.Column(_("Budgeted (yuan)"), attrs=_NUM)
    paid_fen = tables.Column(_("Paid (yuan)"), attrs=_NUM)
    used = tables.Column(_("Taken"), empty_values=(), order_by="taken_fen")

    class Meta:
        model = Source
        fields = ("title", "union", "year", "sort", "amount_fen", "budgeted_fen", "paid_fen", "used")
        empty_text = _("No source fits these filters.")

    caption = _("Sources of money")

    def render_year(self, value: int) -> str:
        return str(value)

    def render_amount_fen(self, value: int) -> str:
        return yuan_text(value)

    render_budgeted_fen = render_amount_fen

    def render_paid_fen(self, value: int, record: Source) -> SafeString:
        return opening(value, f"source={record.pk}&state=moved")

    def render_used(self, record: Any) -> SafeString:
        return bar(Bearing(record.amount_fen, record.taken_fen))


class BudgetTable(tables.Table):
    item = tables.Column(_("Item"), linkify=("funds:budget", {"pk": tables.A("pk")}))
    programme = tables.Column(_("Programme"), order_by=("programme__title", "item"))
    source = tables.Column(_("Source"), order_by=("source__title", "item"))
    ceiling_fen = tables.Column(_("Ceiling (yuan)"), attrs=_NUM)
    planned_fen = tables.Column(pgettext_lazy("money", "Planned (yuan)"), attrs=_NUM)
    approved_fen = tables.Column(pgettext_lazy("money", "Approved (yuan)"), attrs=_NUM)
    paid_fen = tables.Column(_("Paid (yuan)"), attrs=_NUM)
    left = tables.Column(_("Left (yuan)"), empty_values=(), attrs=_NUM, order_by="taken_fen")

    class Meta:
        model = Budget
        fields = (
            *("item", "programme", "source", "ceiling_fen"),
            *("planned_fen", "approved_fen", "paid_fen", "left"),
        )
        empty_text = _("No budget fits these filters.")

    caption = _("Budgets")

    def render_ceiling_fen(self, value: int) -> str:
        return yuan_text(value)

    def render_planned_fen(self, value: int, record: Budget) -> SafeString:
        return opening(value, f"budget={record.pk}&state=planned")

    def render_approved_fen(self, value: int, record: Budget) -> SafeString:
        return opening(value, f"budget={record.pk}&state=approved")

    def render_paid_fen(self, value: int, record: Budget) -> SafeString:
        return opening(value, f"budget={record.pk}&state=moved")

    def render_left(self, record: Any) -> SafeString:
        bearing = Bearing(record.ceiling_fen, record.taken_fen)
        return format_html("{}{}", yuan_text(bearing.left), bar(bearing))


class PaymentTable(tables.Table):
    payee = tables.Column(
        _("Payee"), order_by="payee_name", linkify=("funds:payment", {"pk": tables.A("pk")})
    )
    number = tables.Column(_("No."), accessor="pk")
    amount_fen = tables.Column(_("Amount (yuan)"), attrs=_NUM)
    purpose = tables.Column(_("Purpose"))
    state = tables.Column(_("State"))
    item = tables.Column(_("Item"), accessor="budget", order_by="budget__item")
    programme = tables.Column(
        _("Programme"), accessor="budget__programme", order_by="budget__programme__title"
    )
    entered_at = tables.DateColumn(verbose_name=_("Entered on"), short=True, attrs=_DAY)
    paid_on = tables.DateColumn(verbose_name=_("Paid on"), short=True, attrs=_DAY, default="–")

    class Meta:
        model = Payment
        fields = (
            *("payee", "number", "amount_fen", "purpose", "state"),
            *("item", "programme", "entered_at", "paid_on"),
        )
        empty_text = _("No payment fits these filters.")

    caption = _("Payments")

    def render_amount_fen(self, value: int) -> str:
        return yuan_text(value)

    def render_item(self, record: Payment) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("funds:budget", args=[record.budget_id]), record.budget.item
        )

    def render_state(self, record: Payment) -> SafeString:
        badge = format_html(
            '<span class="ls-badge fd-{}">{}</span>', record.state, record.get_state_display()
        )
        if record.failure:
            return format_html("{} <small>{}</small>", badge, _("Not paid by the bank: correct the account"))
        return badge


class DecidingTable(PaymentTable):
    """The same, with a box before each payee to choose the payment by."""

    payee = tables.Column(_("Payee"), order_by="payee_name")

    class Meta(PaymentTable.Meta):
        pass

    def render_payee(self, record: Payment) -> SafeString:
        return format_html(
            '<input class="form-check-input ls-pick" type="checkbox" name="chosen" value="{}" aria-label="{}" autocomplete="off"> '
            '<a href="{}">{}</a>',
            record.pk,
            _("Choose the payment to %(name)s") % {"name": record.payee},
            reverse("funds:payment", args=[record.pk]),
            record.payee,
        )


class ListedTable(PaymentTable):
    """What went to the bank on one list: what came of each there, and where it stands now."""

    result = tables.Column(_("On this list"), empty_values=(), orderable=False)

    class Meta(PaymentTable.Meta):
        sequence = ("payee", "number", "amount_fen", "purpose", "result", "...")

    def __init__(self, *args: Any, results: Mapping[int, Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.results = results

    def render_result(self, record: Payment) -> str:
        return str(self.results[record.pk].label)


class BatchTable(tables.Table):
    number = tables.Column(_("List no."), linkify=("funds:batch", {"pk": tables.A("pk")}))
    union = tables.Column(_("Union"), order_by=("union__name_key", "-number"))
    state = tables.Column(_("State"))
    entries = tables.Column(_("Payments"), attrs=_NUM, linkify=("funds:batch", {"pk": tables.A("pk")}))
    amount_fen = tables.Column(_("Amount (yuan)"), attrs=_NUM)
    failed = tables.Column(_("Not paid by the bank"), attrs=_NUM)
    made_by = tables.Column(_("Made by"))
    made_at = tables.DateColumn(verbose_name=_("Made on"), short=True, attrs=_DAY)

    class Meta:
        model = Batch
        fields = ("number", "union", "state", "entries", "amount_fen", "failed", "made_by", "made_at")
        empty_text = _("No list fits these filters.")

    caption = _("Lists for the bank")

    def render_amount_fen(self, value: int) -> str:
        return yuan_text(value)


def union_panel(*, actor: Any, subject: Union) -> Panel | None:
    """The money of a union, for those who may see it there."""
    if not may(actor, "fund.view", on=subject):
        return None
    sources = list(sources_listed(actor=actor).filter(union=subject)[:6])
    if not sources:
        return None
    rows = [(source, Bearing(source.amount_fen, vars(source)["taken_fen"])) for source in sources]
    return Panel(template="funds/union_panel.html", context={"union": subject, "rows": rows})


def programme_panel(*, actor: Any, subject: Programme) -> Panel | None:
    """The money of a programme; without a budget only for those who could give it one."""
    if not may(actor, "fund.view", on=subject.union):
        return None
    money = money_of_programme(actor=actor, programme=subject)
    gives = may(actor, "fund.budget")
    if not money.budgets and not gives:
        return None
    rows = [
        (budget, Bearing(budget.ceiling_fen, vars(budget)["taken_fen"])) for budget in money.budgets[:_SHOWN]
    ]
    context = {
        "programme": subject,
        "money": money,
        "rows": rows,
        "more": len(money.budgets) - len(rows),
    }
    return Panel(template="funds/programme_panel.html", context=context)


def person_panel(*, actor: Any, subject: Person) -> Panel | None:
    """What a person was paid, for those who may see payments of their union."""
    if not may(actor, "fund.view", on=subject.union):
        return None
    return own_panel(person=subject, url=True)


def own_panel(*, person: Person, url: bool = False) -> Panel | None:
    """What a person was paid; nothing where there is nothing."""
    paid = payments_of_person(person=person)
    if not (rows := list(paid[:20])):
        return None
    context = {"rows": rows, "count": paid.count(), "fen": sum_of(paid), "links": url}
    return Panel(template="funds/paid_panel.html", context=context)


def own_page_panel(*, actor: Any, subject: Person) -> Panel | None:
    """What the reader was paid, on their own page."""
    del actor
    return own_panel(person=subject)
