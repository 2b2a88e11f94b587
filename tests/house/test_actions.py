"""Every action says what it changes and takes its actor and its moment as arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils.module_loading import module_has_submodule

# who acts is told in another way: `record` writes for others; a run is executed by the worker, for whoever asked
NO_ACTOR = {
    *("audit.record", "audit.execute_check", "audit.take_lines_along"),
    *("placement.execute_run", "rights.carry_out_disposal", "intake.execute_import", "intake.take_up_silent"),
    *("pledges.issue_letters", "pledges.take_up_silent_letters"),
    # a token says whose it is; what goes to webhooks was done by somebody else before
    *("gateway.answered_once", "gateway.note_use", "gateway.forget_answers"),
    *("gateway.gather_deliveries", "gateway.send_deliveries"),
}
# they are told the moments as they pass, and commit their progress step by step
MANY_STEPS = {
    *("audit.execute_check", "audit.rekey", "placement.execute_run", "rights.carry_out_disposal"),
    *("intake.execute_import", "inbox.send_digests", "inbox.escalate_overdue", "pledges.issue_letters"),
    *("gateway.gather_deliveries", "gateway.send_deliveries"),
}
# nor does a line of the book that only gets another place to be read from
NO_MOMENT = {"audit.take_lines_along", *MANY_STEPS}


def _actions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for config in apps.get_app_configs():
        if config.name.startswith("lianshou.") and module_has_submodule(config.module, "actions"):
            module = import_module(f"{config.name}.actions")
            for name, member in inspect.getmembers(module, inspect.isfunction):
                if not name.startswith("_") and member.__module__.startswith(f"{config.name}.actions"):
                    yield f"{config.label}.{name}", member


ACTIONS = dict(_actions())


def test_actions_are_found() -> None:
    assert {"unions.add_union", "programmes.create_programme", "placement.start_run"} <= ACTIONS.keys()


@pytest.mark.parametrize("name", ACTIONS)
def test_action_has_a_docstring(name: str) -> None:
    assert (inspect.getdoc(ACTIONS[name]) or "").strip() != ""


@pytest.mark.parametrize("name", ACTIONS)
def test_action_takes_keywords_only(name: str) -> None:
    kinds = {parameter.kind for parameter in inspect.signature(ACTIONS[name]).parameters.values()}
    assert kinds - {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD} == set()


@pytest.mark.parametrize("name", sorted(ACTIONS.keys() - NO_ACTOR))
def test_action_takes_its_actor(name: str) -> None:
    assert "actor" in inspect.signature(ACTIONS[name]).parameters


@pytest.mark.parametrize("name", sorted(ACTIONS.keys() - NO_MOMENT))
def test_action_takes_its_moment(name: str) -> None:
    assert {"now", "at"} & inspect.signature(ACTIONS[name]).parameters.keys() != set()


@pytest.mark.parametrize("name", sorted(ACTIONS.keys() - MANY_STEPS))
def test_action_is_one_transaction(name: str) -> None:
    source = inspect.getsource(inspect.unwrap(ACTIONS[name]))
    assert "@transaction.atomic" in source or "transaction.atomic()" in source
