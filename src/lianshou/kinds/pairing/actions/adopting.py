from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.queries import accepted_applications
from lianshou.kernel.placement.actions import close_opening, drop_placement, hold, release, set_room
from lianshou.kernel.placement.enums import Verdict
from lianshou.kernel.placement.models import Hold
from lianshou.kernel.placement.queries import live_placements, open_openings
from lianshou.kernel.programmes.enums import Reason as ProgrammeReason
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare
from lianshou.kinds.pairing.actions.changing import change_numbers, withdraw_guest
from lianshou.kinds.pairing.enums import Reason
from lianshou.kinds.pairing.queries import instance_of, settings_of, standing_pairs
from lianshou.kinds.pairing.rules.changing import factor_of, stepped, weights
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.supposing import Change, ChangeError, suppose


@transaction.atomic
def adopt_changes(
    *, actor: Any, programme: Programme, changes: Sequence[Change], reason: str, now: datetime
) -> int:
    """Carry out changes that were tried out, all or none, with units named by id; gives how many.

    Who is with whom stays until the next matching, but for pairs that a smaller wall has no place for. Raises
    PermissionDenied, Refused NOTHING_TO_ADOPT / CANNOT_ADOPT / WRONG_STATE or with a reason of the actions that it
    calls. Leaves ``trial.adopted`` and the traces of those actions.
    """
    require(actor, "placement.edit", on=programme.union)
    programme = (
        Programme.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=programme.pk)
    )
    if why_not_prepare(state=programme.state):
        raise Refused(ProgrammeReason.WRONG_STATE)
    if not changes:
        raise Refused(Reason.NOTHING_TO_ADOPT)
    instances = _instances(programme, changes)
    adoption = _Adoption(actor, programme, reason.strip()[:200], now)
    _make_way(adoption, changes, instances[-1])
    for change, instance in zip(changes, instances, strict=True):
        getattr(adoption, change["op"])(change, instance)
    details: dict[str, Any] = {"reason": adoption.reason, "changes": [dict(change) for change in changes]}
    record(
        actor=actor,
        verb="trial.adopted",
        subject=programme,
        at=now,
        union_path=programme.union.path,
        **details,
    )
    return len(changes)


def _instances(programme: Programme, changes: Sequence[Change]) -> list[Instance]:
    """The lists after each change. Raises Refused when one cannot be, as when somebody was quicker."""
    if any(change["op"] not in _KNOWN for change in changes):
        raise Refused(Reason.CANNOT_ADOPT)
    try:
        return [step.instance for step in stepped(instance_of(programme=programme), changes)]
    except ChangeError as error:
        raise Refused(Reason.CANNOT_ADOPT) from error


def _make_way(adoption: _Adoption, changes: Sequence[Change], after: Instance) -> None:
    """Let go of the proposals that would leave a host whose new wall is below its load."""
    placements = list(live_placements(programme=adoption.programme))
    shrunk = {change["host"] for change in changes if change["op"] == "room"} & {
        host.id
        for host in after.hosts
        if sum(str(one.opening_id) == host.id for one in placements) > host.room(after.settings).most
    }
    if not shrunk:
        return
    now = suppose(
        instance_of(programme=adoption.programme),
        changes,
        arrangement=standing_pairs(programme=adoption.programme),
    )
    leaving = {move["guest"] for move in now["moves"] if move["from"] in shrunk}
    for placement in placements:
        if str(placement.application_id) in leaving:
            drop_placement(actor=adoption.actor, placement=placement, now=adoption.now)


class _Adoption:
    """Each kind of change through the action that makes it; the methods bear the names of the changes."""

    def __init__(self, actor: Any, programme: Programme, reason: str, now: datetime) -> None:
        self.actor, self.programme, self.reason, self.now = actor, programme, reason, now
        self.openings = {str(one.pk): one for one in open_openings(programme=programme)}
        self.applications = {str(one.pk): one for one in accepted_applications(programme=programme)}

    def room(self, change: Change, after: Instance) -> None:
        room = after.host(change["host"]).room(after.settings)
        set_room(
            actor=self.actor,
            opening=self.openings[change["host"]],
            low=room.low,
            high=room.high,
            most=room.most,
            now=self.now,
        )

    def drop_host(self, change: Change, after: Instance) -> None:
        close_opening(actor=self.actor, opening=self.openings[change["host"]], now=self.now)

    def drop_guest(self, change: Change, after: Instance) -> None:
        withdraw_guest(actor=self.actor, application=self.applications[change["guest"]], now=self.now)

    def force(self, change: Change, after: Instance) -> None:
        """A ban on the very pair gives way, as it does when it is tried out."""
        self._release(change, Verdict.FORBID)
        self._hold(change, Verdict.LOCK)

    def forbid(self, change: Change, after: Instance) -> None:
        self._hold(change, Verdict.FORBID)

    def free(self, change: Change, after: Instance) -> None:
        self._release(change, Verdict.LOCK)

    def allow(self, change: Change, after: Instance) -> None:
        self._release(change, Verdict.FORBID)

    def weight(self, change: Change, after: Instance) -> None:
        factor = factor_of(change["factor"])
        assert factor is not None  # noqa: S101  # nosec B101  the rules have read it before
        numbers = weights(settings_of(programme=self.programme), {change["term"]: factor})
        self.programme = change_numbers(
            actor=self.actor, programme=self.programme, numbers=numbers, now=self.now
        )

    def _hold(self, change: Change, verdict: Verdict) -> None:
        hold(
            actor=self.actor,
            application=self.applications[change["guest"]],
            opening=self.openings[change["host"]],
            verdict=verdict,
            reason=self.reason,
            now=self.now,
        )

    def _release(self, change: Change, verdict: Verdict) -> None:
        found = Hold.objects.admitted().filter(
            programme=self.programme, application=int(change["guest"]), verdict=verdict
        )
        if "host" in change:
            found = found.filter(opening=int(change["host"]))
        for one in found:
            release(actor=self.actor, hold=one, now=self.now)


_KNOWN = frozenset(name for name in vars(_Adoption) if not name.startswith("_"))
