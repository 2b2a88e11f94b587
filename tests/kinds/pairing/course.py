"""Pairing from its lists to the activities of its pairs."""

from __future__ import annotations

from datetime import date

from tests.factories.pairing import guest, guest_book, guest_row, host_book, host_row, unit
from tests.factories.people import OfficeFactory, PersonFactory
from tests.kinds.ground import Course, Ground

from lianshou.core.kinds import Step
from lianshou.kernel.followups.actions import record_followup
from lianshou.kernel.intake.actions import open_import, take_rows
from lianshou.kernel.placement.actions import approve_placements, execute_run, start_run
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.actions import issue_pledges, record_paper_signatures
from lianshou.kernel.pledges.models import Pledge


def ask(ground: Ground) -> None:
    union = unit(ground.world, f"{ground.name()}公司工会", ground.random.random() * 20)
    OfficeFactory(person=PersonFactory(union=union, name=ground.name()), union=union)
    guest(ground.programme, union)


def bring_lists(ground: Ground) -> None:
    hosts = [host_row(f"江苏{ground.name()}有限公司", chair=ground.name()) for _turn in range(2)]
    guests = [guest_row(f"阜宁{ground.name()}有限公司", chair=ground.name()) for _turn in range(4)]
    for slug, content in (("hosts", host_book(*hosts)), ("guests", guest_book(*guests))):
        batch = open_import(
            actor=ground.world.officer, programme=ground.programme, list_slug=slug, name="名单.xlsx",
            content=content, now=ground.now,
        )  # fmt: skip
        take_rows(actor=ground.world.officer, batch=batch, now=ground.now)


def match(ground: Ground) -> None:
    run = start_run(
        actor=ground.world.officer, programme=ground.programme, now=ground.now, enqueue=lambda pk: None
    )
    execute_run(run_id=run.pk, clock=lambda: ground.now)
    approve_placements(actor=ground.world.approver, programme=ground.programme, now=ground.now)


def sign(ground: Ground) -> None:
    ground.programme.refresh_from_db()
    issue_pledges(actor=ground.world.officer, programme=ground.programme, now=ground.now)
    for pledge in Pledge.objects.filter(programme=ground.programme).order_by("pk"):
        names = {party.side: "代签" for party in pledge.parties.all()}
        record_paper_signatures(
            actor=ground.world.officer,
            pledge=pledge,
            signed_on=date(2020, 6, 24),
            signatories=names,
            now=ground.now,
        )


def visit(ground: Ground) -> None:
    placement = Placement.objects.filter(programme=ground.programme, state="active").order_by("pk")[0]
    record_followup(
        actor=ground.world.officer, placement=placement, sort="visit", title=ground.name(),
        happened_on=date(2020, 6, 24), people=ground.random.randint(1, 50), now=ground.now,
    )  # fmt: skip


COURSE: Course = {
    Step.APPLICATION: ask,
    Step.LISTS: bring_lists,
    Step.MATCHING: match,
    Step.PLEDGE: sign,
    Step.FOLLOW_UP: visit,
}
