"""Every operation of the API × every account × own and foreign records: who is let in is whom the doors name."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from tests.api.yard.asking import Operation, operations
from tests.api.yard.conftest import Yard
from tests.factories.gateway import Program
from tests.house.sweeping import ROLES
from zeal import zeal_ignore

from lianshou.kernel.access.queries.permissions import let_in

OPERATIONS = operations()
NOWHERE = 99_999_999
LET_IN, REFUSED = {200, 201, 202, 400, 409, 422}, {403, 404}
# whom the record itself concerns; where there is none here, the answer says nothing about the door
CONCERNED = {"give_marks", "resubmit", "appeal", "join_event", "leave_event"}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def ask(program: Program, operation: Operation, records: dict[str, Any], **headers: str) -> Any:
    """One request, whose writes are undone; what is needed beside the record is left out."""
    with transaction.atomic(), zeal_ignore():
        path = operation.address(records)
        answer = (
            program.get(path, **headers) if operation.method == "get" else program.post(path, {}, **headers)
        )
        transaction.set_rollback(True)
    return answer


def test_every_operation_has_its_door() -> None:
    assert [one.name for one in OPERATIONS if not one.need] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_own_records_open_to_whom_the_door_names(yard: Yard, operation: Operation) -> None:
    named = let_in(operation.need)
    for who, role in ROLES.items():
        answer = ask(yard.program(who), operation, yard.grounds.own)
        assert answer.status_code in LET_IN | REFUSED, (who, answer.content)
        if operation.need == "public":
            assert answer.status_code in LET_IN
        elif role not in named and operation.need not in ("anyone", "concerned"):
            assert answer.status_code == 403, who
        elif role == "officer" and who == "officer" and operation.name not in CONCERNED:
            assert answer.status_code in LET_IN | ({404} if operation.method == "post" else set()), who
        assert yard.grounds.foreign_name(answer.content.decode()) == "", who


@pytest.mark.parametrize(
    "operation",
    [one for one in OPERATIONS if one.names_a_record and one.need != "public"],
    ids=lambda one: f"{one.method} {one.path}",
)
def test_foreign_records_are_not_there(yard: Yard, operation: Operation) -> None:
    for who in ROLES:
        answer = ask(yard.program(who), operation, yard.grounds.foreign)
        if (
            answer.status_code == 422
        ):  # the body is looked at first: then nobody learns whether the record exists
            nowhere = ask(yard.program(who), operation, dict.fromkeys(yard.grounds.foreign, NOWHERE))
            assert (answer.status_code, answer.content) == (nowhere.status_code, nowhere.content), who
        else:
            assert answer.status_code in REFUSED, (who, answer.content)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_without_a_token_there_is_only_the_door(yard: Yard, operation: Operation) -> None:
    answer = ask(Program(), operation, yard.grounds.own)
    public = operation.need == "public" and operation.name != "token"
    assert answer.status_code == (200 if public else 401)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_token_without_the_verb_is_refused(yard: Yard, operation: Operation) -> None:
    from tests.factories.gateway import token_for

    from lianshou.kernel.access.models import User

    poor = Program(token_for(User.objects.get(username="nobody"), verbs=["own"]))
    answer = ask(poor, operation, yard.grounds.own)
    if operation.need not in ("public", "anyone", "concerned"):
        assert answer.status_code == 403
