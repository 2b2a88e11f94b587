from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from pydantic import Field

from lianshou.kernel.review import actions
from lianshou.kernel.review.enums import AssignmentState
from lianshou.kernel.review.forms import (
    AssignmentFilter,
    DecideForm,
    ResultFilter,
    RoundFilter,
    RoundForm,
)
from lianshou.kernel.review.models import Assignment, Round
from lianshou.kernel.review.queries import rounds as queries
from lianshou.kernel.review.tables import AssignmentTable, RoundTable
from lianshou.web.api import (
    Acting,
    Body,
    Id,
    Item,
    Listing,
    Reading,
    act_at,
    list_at,
    orders_of,
    read_at,
    router_for,
)
from lianshou.web.doors import CONCERNED, opens

router = router_for(pgettext_lazy("api", "Reviews"))
_MARKS: Any = pgettext_lazy("api", "Give marks, or keep them for later with finish=false")


class RoundItem(Item):
    id: int
    programme_id: int
    title: str
    opens_on: date
    closes_on: date
    is_blind: bool
    per_application: int
    spread_limit: int
    state: str


class AssignmentItem(Item):
    """``label`` is what the reviewer may call the application: in a blind round a number."""

    id: int
    round_id: int
    label: str
    state: str
    note: str
    assigned_at: datetime
    done_at: datetime | None

    @staticmethod
    def resolve_round_id(assignment: Assignment) -> int:
        return assignment.reviewer.round_id

    @staticmethod
    def resolve_label(assignment: Assignment) -> str:
        return queries.label_of(assignment)


class ResultItem(Item):
    application_id: int
    rank: int | None
    score: float | None
    done: int
    wanted: int
    is_divided: bool
    verdict: str

    @staticmethod
    def resolve_application_id(line: Any) -> int:
        return int(line.application.pk)

    @staticmethod
    def resolve_score(line: Any) -> float | None:
        return None if line.result.score is None else float(line.result.score)

    @staticmethod
    def resolve_done(line: Any) -> int:
        return int(line.result.done)

    @staticmethod
    def resolve_wanted(line: Any) -> int:
        return int(line.result.wanted)

    @staticmethod
    def resolve_is_divided(line: Any) -> bool:
        return bool(line.result.is_divided)

    @staticmethod
    def resolve_verdict(line: Any) -> str:
        return line.decision.verdict if line.decision else ""


class DecisionItem(Item):
    id: int
    round_id: int
    application_id: int
    verdict: str
    reason: str
    decided_at: datetime


class MarkIn(Body):
    """A mark for a criterion; null means not given yet, which is never a zero."""

    criterion: Id
    value: Annotated[float, Field(ge=-99999, le=99999)] | None = None
    comment: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = ""


class MarksIn(Body):
    marks: Annotated[list[MarkIn], Field(max_length=100)]
    note: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] = ""
    finish: bool = True


def _round(request: HttpRequest, pk: int, verb: str = "review.view") -> Round | None:
    return queries.rounds_in_scope(actor=request.user, verb=verb).filter(pk=pk).first()


def _mine(request: HttpRequest) -> Any:
    rows = queries.assignments_of(actor=request.user)
    done = request.GET.get("show") == "done"
    return rows.filter(state=AssignmentState.DONE) if done else queries.assignments_waiting(rows)


def _lines(request: HttpRequest, pk: int) -> Any:
    found = _round(request, pk)
    if found is None:
        raise Http404
    return queries.results_of(found)


def _to_decide(request: HttpRequest, pk: int, application: int) -> Any:
    found = _round(request, pk, "review.decide")
    asked = queries.applications_of(found).filter(pk=application).first() if found else None
    return (found, asked) if asked else None


list_at(
    router,
    Listing(
        path="/rounds",
        name="rounds",
        door="review.view",
        item=RoundItem,
        rows=lambda request: queries.rounds_listed(actor=request.user),
        filters=RoundFilter,
        orders=orders_of(RoundTable),
        pages=("review:rounds", "review:rounds_export"),
        told=pgettext_lazy("api", "Rounds of review"),
    ),
)
read_at(
    router,
    Reading(
        path="/rounds/{int:pk}",
        name="round",
        door="review.view",
        item=RoundItem,
        find=_round,
        label="review.round",
        told=pgettext_lazy("api", "A round of review"),
    ),
)
list_at(
    router,
    Listing(
        path="/rounds/{int:pk}/results",
        name="results",
        door="review.view",
        item=ResultItem,
        rows=_lines,
        filters=ResultFilter,
        orders={"rank": ()},
        key=lambda line: str(line.application.pk),
        pages=("review:results", "review:results_export"),
        told=pgettext_lazy("api", "The results of a round"),
    ),
)
list_at(
    router,
    Listing(
        path="/assignments",
        name="assignments",
        door="review.mark",
        item=AssignmentItem,
        rows=_mine,
        filters=AssignmentFilter,
        orders=orders_of(AssignmentTable, first=("pk",)),
        pages=("review:mine", "review:mine_export"),
        told=pgettext_lazy("api", "What is assigned to oneself to mark"),
    ),
)
act_at(
    router,
    Acting(
        path="/rounds",
        name="create_round",
        door="review.run",
        find=lambda request: request,
        form=RoundForm,
        fill=lambda request, found, data: RoundForm(data, actor=request.user),
        act=lambda actor, found, now, said: actions.create_round(actor=actor, now=now, **said),
        item=RoundItem,
        status=201,
        told=pgettext_lazy("api", "Begin a round of review"),
    ),
)
act_at(
    router,
    Acting(
        path="/rounds/{int:pk}/open",
        name="open_round",
        door="review.run",
        find=lambda request, pk: _round(request, pk, "review.run"),
        act=lambda actor, found, now, said: actions.open_round(actor=actor, round=found, now=now),
        item=RoundItem,
        told=pgettext_lazy("api", "Open a round"),
    ),
)
act_at(
    router,
    Acting(
        path="/rounds/{int:pk}/close",
        name="close_round",
        door="review.decide",
        find=lambda request, pk: _round(request, pk, "review.decide"),
        act=lambda actor, found, now, said: actions.close_round(actor=actor, round=found, now=now),
        item=RoundItem,
        told=pgettext_lazy("api", "Close a round; its decisions count"),
    ),
)
act_at(
    router,
    Acting(
        path="/rounds/{int:pk}/applications/{int:application}/decide",
        name="decide_application",
        door="review.decide",
        find=_to_decide,
        form=DecideForm,
        act=lambda actor, found, now, said: actions.decide_application(
            actor=actor, round=found[0], application=found[1], now=now, **said
        ),
        item=DecisionItem,
        told=pgettext_lazy("api", "Decide on an application"),
    ),
)


@router.post(
    "/assignments/{int:pk}/marks",
    response=AssignmentItem,
    url_name="give_marks",
    summary=_MARKS,
)
@opens(post=CONCERNED)
def give_marks(request: HttpRequest, pk: Id, body: MarksIn) -> Any:
    found = queries.assignments_of(actor=request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return actions.give_marks(
        actor=request.user,
        assignment=found,
        marks={one.criterion: None if one.value is None else Decimal(str(one.value)) for one in body.marks},
        comments={one.criterion: one.comment for one in body.marks},
        note=body.note,
        finish=body.finish,
        now=timezone.now(),
    )
