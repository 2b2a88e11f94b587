"""Building the demonstration, telling whether one is there, and throwing it away."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from lianshou.core.ambient import beyond_scope
from lianshou.demo.bulletins import draft_works_bulletin, write_bulletins
from lianshou.demo.calendars import confirm_calendars
from lianshou.demo.checking import go_through_lists, open_own_page
from lianshou.demo.events import record_events
from lianshou.demo.forms import record_forms
from lianshou.demo.funds import record_funds
from lianshou.demo.inspections import record_inspections
from lianshou.demo.nanning import record_households
from lianshou.demo.notices import post_notices
from lianshou.demo.outcomes import record_activities, record_outcomes
from lianshou.demo.papers import draw_up_of_three, edit_templates, end_terms, settle_promises
from lianshou.demo.people import enter_people
from lianshou.demo.plan import SEED, Plan, Planner, Round
from lianshou.demo.rights import record_rights
from lianshou.demo.rounds import (
    close_ended,
    fresh_year,
    leave_unsigned,
    open_fresh_programme,
    run_round,
    sign_round,
)
from lianshou.demo.settings import set_rules
from lianshou.demo.stations import open_stations
from lianshou.demo.work import escalate_late_work
from lianshou.demo.works import record_works
from lianshou.demo.world import World, give_passwords, make_world, moment, open_worker
from lianshou.kernel.access.models import User
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import Entry, open_for_clearing
from lianshou.kernel.programmes.models import Programme

_BUILT = "demo.built"
_BUILDING = "the demonstration is made up by nobody"


def is_empty() -> bool:
    return not User.objects.exists()


@beyond_scope(_BUILDING)
def is_demonstration() -> bool:
    return bool(Entry.objects.admitted().filter(verb=_BUILT).exists())


def clear() -> None:
    """Throw every record and file away, the book with them; the tables stay."""
    with open_for_clearing():
        call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)


@beyond_scope(_BUILDING)
@transaction.atomic
def build(*, today: date) -> World:
    """Write the whole demonstration as of ``today``; the same day gives the same records."""
    with beyond_scope("building the demonstration"):
        return _built(today)


def _built(today: date) -> World:
    year, random = fresh_year(today), Random(SEED + 1)  # noqa: S311  invented records, no secret
    plan = Planner().plan(year=year)
    world = make_world()
    confirm_calendars(world)
    set_rules(world)
    open_stations(world)
    for line in plan.rounds[:3]:
        _round(world, line)
    record_outcomes(world, plan, random)
    edit_templates(world)
    _round(world, plan.rounds[3])
    draw_up_of_three(world)
    _neighbours(world, plan)
    record_activities(world, plan, random)
    settle_promises(today=today)
    early = _run(world, plan.early)
    leave_unsigned(world, early)
    post_notices(world, early, today=today)
    fresh = open_fresh_programme(world, year=year)
    enter_people(world, today=today)
    open_worker(world, moment(today, 0))
    record_rights(world, today=today)
    events = record_events(world, today=today)
    record_funds(world, events=events, early=early, fresh=fresh, today=today)
    write_bulletins(world, today=today)
    record_forms(world, fresh, events, today=today)
    record_works(world, today=today)
    record_inspections(world, today=today)
    draft_works_bulletin(world, today=today)
    record_households(world, today=today)
    go_through_lists(world, today=today)
    open_own_page(world, today=today)
    end_terms(world, today=today)
    close_ended(world, today=today)
    escalate_late_work(world, today=today)
    give_passwords(world)
    record(actor=None, verb=_BUILT, subject=fresh, at=moment(today, 0), union_path=world.county.path)
    return world


# salted, or named by chance; and what the book's marks and chain make of it
_DIFFERENT = {
    *(
        "access.user.password",
        "access.user.created_at",
        "bulletins.photo.image",
        "bulletins.photo.thumbnail",
        "followups.photo.image",
        "followups.photo.thumbnail",
        "notices.objection.receipt_digest",
        "pledges.attachmentpart.content",
    ),
    *(f"audit.entry.{name}" for name in ("before", "after", "previous", "digest", "seal")),
    *(f"audit.anchor.{name}" for name in ("digest", "previous", "link", "seal")),
}


def digest(*, without: frozenset[str] = frozenset(_DIFFERENT)) -> str:
    """SHA-256 over every record of the house but the named fields: two builds of one day into empty tables are equal."""
    total = hashlib.sha256()
    for model in _models():
        for row in model._base_manager.order_by("pk").values():  # every row, whoever may see it
            kept = {
                key: value for key, value in row.items() if f"{model._meta.label_lower}.{key}" not in without
            }
            total.update(f"{model._meta.label_lower} {sorted(kept.items())}\n".encode())
    return total.hexdigest()


def _models() -> list[Any]:
    configs = [config for config in apps.get_app_configs() if config.name.startswith("lianshou.")]
    return [model for config in configs for model in config.get_models(include_auto_created=True)]


def _run(world: World, line: Round) -> Programme:
    officer, approver = world.officer, world.accounts["approver"]
    return run_round(world, line, union=world.county, officer=officer, approver=approver)


def _round(world: World, line: Round) -> None:
    sign_round(world, _run(world, line), officer=world.officer, signed_on=date(line.year, 6, 12))


def _neighbours(world: World, plan: Plan) -> None:
    """A small round of the county next door."""
    officer, approver = world.accounts["binhai"], world.accounts["binhai2"]
    host, *guests = plan.neighbours
    together = ((guests[0].name, host.name),)
    line = Round(year=2018, number=1, hosts=(host,), guests=tuple(guests), together=together, county="滨海县")
    programme = run_round(world, line, union=world.neighbour, officer=officer, approver=approver)
    sign_round(world, programme, officer=officer, signed_on=date(2018, 6, 12))
