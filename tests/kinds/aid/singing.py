"""A household whose every answer is a canary: a value that stands nowhere else, so that wherever it is found, it came from the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.factories.access import person_with
from tests.factories.aid import laid_station
from tests.factories.calendars import confirmed
from tests.factories.followups import picture
from tests.factories.world import World
from tests.kinds.aid import verified
from tests.kinds.aid.answers import new_answers, number
from tests.kinds.aid.helped import helper_at
from tests.kinds.aid.laying import laid_aid, laid_leaving

from lianshou.kernel.access.enums import Role
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.actions import (
    Payee,
    Told,
    assign_helper,
    begin_survey,
    compare_civil_list,
    propose_helpers,
    put_on_file,
    record_visit,
    set_wish,
)
from lianshou.kinds.aid.actions.checking import Said, take_checklist
from lianshou.kinds.aid.actions.own import say_concern
from lianshou.kinds.aid.actions.shaping import save_column_map
from lianshou.kinds.aid.models import CallTry, Household, LongTerm, ReturnWarning
from lianshou.kinds.aid.rules.form import MEMBERS, form_of
from lianshou.kinds.aid.rules.form.fields import Sort
from lianshou.kinds.aid.rules.shaping import SOURCES, Line, built_in

NAME = "雀户主"
HEAD, SPOUSE = number("19761103", 17), number("19780912", 28)
STRANGER, WAITING = number("19610204", 35), number("19690809", 41)
PHONE, CARD = "13987654391", "6222021234567890102"
WAGES = "31357.19"
_WORDS = ("note", "concern", "long_term", "call", "warning")
_DRAWN = {Sort.TEXT, Sort.LONG}


@dataclass(frozen=True)
class Planted:
    """The records by the names of tests/kinds/aid/doors.py, and what must not be found, by what it is."""

    records: dict[str, Any]
    secrets: dict[str, str]


def _answers() -> tuple[dict[str, Any], dict[str, str]]:
    """Answers in which every field of text is a word of its own, and those words by the name of the field."""
    form = form_of(timezone.localdate().year)
    told = {one.key: f"雀{one.key}雀"[: one.most] for one in form.single if one.sort in _DRAWN}
    told |= {"id_number": HEAD, "phone": PHONE, "bank_card": CARD, "income_wages": WAGES}
    row = {one.key: f"雀成员{one.key}雀" for one in MEMBERS.of(form.year).fields if one.sort in _DRAWN}
    row |= {"id_number": SPOUSE}
    sound = new_answers(persons="2", cause_yuan="", covered_yuan="", secondary=["schooling"])
    member = sound["members"][0] | row
    secrets = {key: value for key, value in told.items() if key != "name"}
    secrets |= {f"member {key}": value for key, value in row.items()}
    secrets |= {"born": "1976-11-03", "member born": "1978-09-12", "wages": WAGES, "wages said": "31,357.19"}
    return sound | told | {"name": NAME, "members": [member]}, secrets


def _laid(world: World, household: Household, now: datetime) -> dict[str, Any]:
    """Aid, long-term mark, check-list, what the head wrote, leaving, calls, a warning and a layout, with words that sing."""
    by: dict[str, Any] = {"actor": world.officer, "now": now}
    records = laid_aid(household=household.pk, union=world.county, by=world.officer)
    records |= laid_leaving(household=household, by=world.officer)
    head = Person.objects.get(pk=household.head_id)
    head.account = person_with(Role.WORKER, household.union, name=NAME, username="head")
    head.save()
    line = Said(state="met", note="雀note雀")
    take_checklist(household=household, told={"safety.living": line}, **by)
    said = say_concern(actor=head.account, household=household, kind="wish", words="雀concern雀", now=now)
    national = built_in(2021)
    given = [Line(one.title.zh, key) for key, one in SOURCES.items() if key.startswith("g.")]
    laid = replace(national, name="格式", lines=(*national.lines, *given))
    shape = save_column_map(union=world.county, shape=laid, **by)
    for model, name in ((LongTerm, "long_term"), (CallTry, "call"), (ReturnWarning, "warning")):
        row = model.objects.get()
        setattr(row, "words" if model is LongTerm else "said", f"雀{name}雀")
        row.save()
    return records | {"household_concern": said.pk, "column_map": shape.pk, "shared_map": shape.pk}


def plant(world: World, now: datetime) -> Planted:
    """A household that went through every layer, is on file, helped and visited, and is being surveyed again."""
    answers, secrets = _answers()
    before = now - timedelta(days=60)
    confirmed(*sorted({before.year, now.year, now.year + 1}))
    household = verified.opened(world, before, name=NAME, number=HEAD)
    signed = Told(is_applied=True, is_authorised=True, scans=[picture()])
    step = verified.taken(world, household, "application", before, signed)
    verified.taken(world, household, "first_check", before)
    survey = verified.visited(world, household, before, **answers)
    rows = [Payee(name="雀名单", id_number=STRANGER), Payee(name=NAME, id_number=HEAD, monthly_fen=99_900)]
    drawn_on = timezone.localdate(before)
    report = compare_civil_list(
        actor=world.officer, union=world.county, title="名单", drawn_on=drawn_on, rows=rows, now=now
    )
    verified.taken(world, household, "civil", before, Told(words="已向民政部门核实"))
    verified.taken(world, household, "deliberation", before)
    verified.ask_in_programme(
        actor=world.officer, household=household, programme=verified.programme_of(world), now=before
    )
    notice = verified.notice_of(world, before)
    verified.taken(world, household, "notice", before + timedelta(days=30))
    put_on_file(actor=world.approver, household=household, now=before + timedelta(days=31))
    helper = helper_at(world.guest, "王小河", account=world.nobody)
    set_wish(actor=world.officer, household=household, fields=["law"], languages=["mandarin"], now=now)
    helping = assign_helper(actor=world.officer, household=household, helper=helper, reason="离得近", now=now)
    record_visit(
        actor=world.nobody, helping=helping, visited_on=timezone.localdate(now), where="home",
        duties=["1"], found="雀走访所见", now=now,
    )  # fmt: skip
    match = propose_helpers(actor=world.officer, union=world.county, now=now)
    draft = begin_survey(actor=world.officer, household=household, now=now)
    verified.opened(world, now, name="雀候户", number=WAITING)
    records = {
        "household": household.pk,
        "survey_done": survey.pk,
        "survey_draft": draft.pk,
        "household_picture": survey.pictures.first().pk,
        "household_scan": step.scans.get().pk,
        "civil_list": report.pk,
        "aid_helper": helper.pk,
        "helping": helping.pk,
        "help_match": match.pk,
        **_laid(world, household, now),
        "aid": verified.programme_of(world).pk,
        "notice": notice.pk,
        "station": laid_station(world.guest, tier="enterprise", sort="point").pk,
        "union": world.guest.pk,
        "person": Household.objects.get(pk=household.pk).head_id,
    }
    secrets |= {name: f"雀{name}雀" for name in _WORDS}
    more = {"found": "雀走访所见", "stranger": STRANGER, "stranger's name": "雀名单", "waiting": WAITING}
    return Planted(records, secrets | more)
