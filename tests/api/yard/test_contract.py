"""What the API says of itself holds: schemathesis asks every operation what it allows, and what it does not.

LIANSHOU_API_EXAMPLES asks more often (the suite asks each operation a few times).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.yard.conftest import Yard
from zeal import zeal_ignore

EXAMPLES = int(os.environ.get("LIANSHOU_API_EXAMPLES", "3"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


class Undone:
    """The application, whose writes are undone after every answer."""

    def __init__(self) -> None:
        self.handler: WSGIHandler | None = None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.handler = self.handler or WSGIHandler()
        if environ["PATH_INFO"].endswith("openapi.json"):
            return self.handler(environ, start_response)
        with transaction.atomic(), zeal_ignore():
            answer = [b"".join(self.handler(environ, start_response))]
            transaction.set_rollback(True)
        return answer


SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", Undone())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The application runs inside the test's own transaction; thousands of refusals need no lines in the log."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_description_is_openapi_3_1() -> None:
    assert SCHEMA.raw_schema["openapi"] == "3.1.0"
    assert len(OPERATIONS) > 100


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "unfitting"]
)
def test_operation_answers_as_described(yard: Yard, operation: Any, mode: GenerationMode) -> None:
    headers = {"Authorization": f"Bearer {yard.secrets['officer']}"}

    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        case.call_and_validate(checks=CHECKS, headers=headers)

    try:
        asked()
    except hypothesis.errors.Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing about it can be wrong
