"""Members and surveys as the registry of what is personal knows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lianshou.core.personal import PersonalRecord
from lianshou.core.quantities import yuan_text
from lianshou.core.wording import Wording
from lianshou.kinds.aid.models import (
    CallTry,
    CheckedLine,
    CivilLine,
    Concern,
    Leaving,
    LongTerm,
    Member,
    Picture,
    Recipient,
    ReturnWarning,
    Scan,
    Survey,
    Visit,
)
from lianshou.kinds.aid.queries.surveys import outcome_of
from lianshou.kinds.aid.rules.form import shown_in
from lianshou.kinds.aid.rules.form.choices import HEALTH, MEMBER_STATUS
from lianshou.kinds.aid.rules.leaving.months import from_json
from lianshou.web.templatetags.web import say


def _page(household_id: int) -> str:
    return reverse("aid:household", args=[household_id])


def _told_of_member(member: Any, name: str) -> str:
    words = {"health": dict(HEALTH), "status": dict(MEMBER_STATUS)}.get(name, {})
    found = words.get(getattr(member, name))
    return say(found) if found else ""


def _told_of_survey(survey: Any, name: str) -> str:
    """The answers and the outcome, line by line, in clear."""
    if name == "outcome":
        found = outcome_of(survey)
        return "；".join(f"{say(one.title)}：{say(one.words)}" for one in found.lines) if found else ""
    form, answers = survey.form, survey.answers or {}
    rows = [row for section in form.sections for row in shown_in(section, answers, lambda _hide, text: text)]
    return "；".join(f"{say(one.title)}：{say(one.words)}" for row in rows for one in row)


def _told_of_picture(picture: Any, _name: str) -> str:
    if picture.is_document:
        return f"{picture} PDF {picture.pages}"
    return f"{picture} {picture.width} × {picture.height}"


def _told_of_scan(scan: Any, _name: str) -> str:
    return f"{say(SCAN.title)} {scan.added_at:%Y-%m-%d}"


def _no_picture(actor: Any, picture: Any) -> bool:
    """A picture is looked at on its own page, never as text."""
    return False


MEMBER = PersonalRecord(
    slug="household_member",
    title=Wording("困难家庭成员", "Member of a household"),
    model=Member,
    union_of=lambda member: member.household.union,
    person_of=lambda member: member.person,
    name_of=lambda member: str(member.household.number),
    page_of=lambda member: _page(member.household_id),
    within=lambda scope: Member.objects.within(scope).select_related("household__union", "person"),
    of_person=lambda person: Member.objects.admitted().filter(person=person),
    is_child=lambda member, on: bool(member.is_child(on)),
    told=_told_of_member,
)
SURVEY = PersonalRecord(
    slug="household_survey",
    title=Wording("困难职工档案表", "Survey of a household"),
    model=Survey,
    union_of=lambda survey: survey.household.union,
    person_of=lambda survey: survey.person,
    name_of=lambda survey: f"{survey.household.number} {survey.year}",
    page_of=lambda survey: reverse("aid:survey", args=[survey.pk]),
    within=lambda scope: Survey.objects.within(scope).select_related("household__union", "person"),
    of_person=lambda person: Survey.objects.admitted().filter(person=person),
    told=_told_of_survey,
)
PICTURE = PersonalRecord(
    slug="household_picture",
    title=Wording("困难职工档案附件", "Picture of a survey"),
    model=Picture,
    union_of=lambda picture: picture.survey.household.union,
    person_of=lambda picture: picture.person,
    name_of=lambda picture: f"{picture.survey.household.number} {picture}",
    page_of=lambda picture: reverse("aid:survey", args=[picture.survey_id]),
    within=lambda scope: Picture.objects.within(scope).select_related("survey__household__union", "person"),
    of_person=lambda person: Picture.objects.admitted().filter(person=person),
    told=_told_of_picture,
    open_to=_no_picture,
)
SCAN = PersonalRecord(
    slug="household_scan",
    title=Wording("困难职工申请材料扫描件", "Scan of an application"),
    model=Scan,
    union_of=lambda scan: scan.step.verification.household.union,
    person_of=lambda scan: scan.person,
    name_of=lambda scan: f"{scan.step.verification.household.number} {scan.pk}",
    page_of=lambda scan: _page(scan.step.verification.household_id),
    within=lambda scope: Scan.objects.within(scope).select_related(
        "step__verification__household__union", "person"
    ),
    of_person=lambda person: Scan.objects.admitted().filter(person=person),
    told=_told_of_scan,
    open_to=_no_picture,
)
CIVIL_LINE = PersonalRecord(
    slug="civil_line",
    title=Wording("民政名单比对记录", "Line of a civil-affairs report"),
    model=CivilLine,
    union_of=lambda line: line.civil_list.union,
    person_of=lambda _line: None,
    name_of=lambda line: f"{line.civil_list} {line.pk}",
    page_of=lambda line: reverse("aid:civil_list", args=[line.civil_list_id]),
    within=lambda scope: CivilLine.objects.within(scope).select_related("civil_list__union"),
    of_person=lambda _person: CivilLine.objects.none(),
    is_of_register=False,
)
VISIT = PersonalRecord(
    slug="household_help_visit",
    title=Wording("困难职工走访记录", "Visit to a household"),
    model=Visit,
    union_of=lambda visit: visit.helping.household.union,
    person_of=lambda visit: visit.person,
    name_of=lambda visit: f"{visit.helping.household.number} {visit.visited_on}",
    page_of=lambda visit: _page(visit.helping.household_id),
    within=lambda scope: Visit.objects.within(scope).select_related("helping__household__union", "person"),
    of_person=lambda person: Visit.objects.admitted().filter(person=person),
)


def _told_of_leaving(leaving: Any, name: str) -> str:
    """The months in clear, one after the other; what the register held is told as it is kept."""
    if name != "reckoning":
        return ""
    found = from_json(leaving.reckoning or {})
    return "；".join(f"{one.month.month}：{yuan_text(one.each_fen)}" for one in found.rows) if found else ""


LEAVING = PersonalRecord(
    slug="household_leaving",
    title=Wording("困难职工退出核算", "Check of income on leaving"),
    model=Leaving,
    union_of=lambda leaving: leaving.household.union,
    person_of=lambda leaving: leaving.person,
    name_of=lambda leaving: f"{leaving.household.number} {leaving.begun_on}",
    page_of=lambda leaving: reverse("aid:leaving", args=[leaving.pk]),
    within=lambda scope: Leaving.objects.within(scope).select_related("household__union", "person"),
    of_person=lambda person: Leaving.objects.admitted().filter(person=person),
    told=_told_of_leaving,
)
CALL = PersonalRecord(
    slug="household_call",
    title=Wording("困难职工退出后回访记录", "Call to a household that left"),
    model=CallTry,
    union_of=lambda made: made.call.household.union,
    person_of=lambda made: made.person,
    name_of=lambda made: f"{made.call.household.number} {made.called_on}",
    page_of=lambda made: _page(made.call.household_id),
    within=lambda scope: CallTry.objects.within(scope).select_related("call__household__union", "person"),
    of_person=lambda person: CallTry.objects.admitted().filter(person=person).select_related("call"),
)
WARNING = PersonalRecord(
    slug="household_warning",
    title=Wording("返困预警", "Warning of return"),
    model=ReturnWarning,
    union_of=lambda warning: warning.household.union,
    person_of=lambda warning: warning.person,
    name_of=lambda warning: f"{warning.household.number} {warning.raised_on}",
    page_of=lambda warning: _page(warning.household_id),
    within=lambda scope: ReturnWarning.objects.within(scope).select_related("household__union", "person"),
    of_person=lambda person: ReturnWarning.objects.admitted().filter(person=person),
)
RECIPIENT = PersonalRecord(
    slug="household_recipient",
    title=Wording("帮扶受助人", "Recipient of aid"),
    model=Recipient,
    union_of=lambda one: one.household.union,
    person_of=lambda one: one.person,
    name_of=lambda one: str(one.household.number),
    page_of=lambda one: _page(one.household_id),
    within=lambda scope: Recipient.objects.within(scope).select_related("household__union", "person"),
    of_person=lambda person: Recipient.objects.admitted().filter(person=person),
)
LONG_TERM = PersonalRecord(
    slug="household_long_term",
    title=Wording("长效帮扶标记", "Mark for long-term aid"),
    model=LongTerm,
    union_of=lambda one: one.household.union,
    person_of=lambda one: one.person,
    name_of=lambda one: f"{one.household.number} {one.since}",
    page_of=lambda one: _page(one.household_id),
    within=lambda scope: LongTerm.objects.within(scope).select_related("household__union", "person"),
    of_person=lambda person: LongTerm.objects.admitted().filter(person=person),
)
CHECKED_LINE = PersonalRecord(
    slug="household_checked_line",
    title=Wording("困难职工保障清单备注", "Note on a check-list"),
    model=CheckedLine,
    union_of=lambda line: line.checking.household.union,
    person_of=lambda line: line.person,
    name_of=lambda line: f"{line.checking.household.number} {line.line.name} {line.checking.checked_on}",
    page_of=lambda line: reverse("aid:checklist", args=[line.checking.household_id]),
    within=lambda scope: CheckedLine.objects.within(scope).select_related(
        "checking__household__union", "person"
    ),
    of_person=lambda person: CheckedLine.objects.admitted().filter(person=person),
)
CONCERN = PersonalRecord(
    slug="household_concern",
    title=Wording("困难职工家庭诉求", "What a household said"),
    model=Concern,
    union_of=lambda concern: concern.household.union,
    person_of=lambda concern: concern.person,
    name_of=lambda concern: f"{concern.household.number} {concern.said_at:%Y-%m-%d}",
    page_of=lambda concern: _page(concern.household_id),
    within=lambda scope: Concern.objects.within(scope).select_related("household__union", "person"),
    of_person=lambda person: Concern.objects.admitted().filter(person=person),
)
RECORDS = (
    MEMBER,
    SURVEY,
    PICTURE,
    SCAN,
    CIVIL_LINE,
    VISIT,
    LEAVING,
    CALL,
    WARNING,
    RECIPIENT,
    LONG_TERM,
    CHECKED_LINE,
    CONCERN,
)
