"""Keys on the command line."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import Result
from tests.sealing.models import Secret

from lianshou.kernel.guard.models import fields

Run = Callable[..., Result]
ONE, TWO = (f"{n}:" + base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))


@pytest.fixture
def ring(settings: Any) -> Iterator[Callable[[str], None]]:
    def change(text: str) -> None:
        settings.LIANSHOU_KEYS = text
        fields._ring.cache_clear()

    change(ONE)
    yield change
    fields._ring.cache_clear()


def of_secrets(done: Result) -> list[str]:
    return [
        " ".join(line.split()) for line in done.output.splitlines() if line.startswith("sealing.secret.phone")
    ]


def test_new_key_is_one_that_a_ring_takes(run: Run) -> None:
    made = {run("keys", "new").output.strip() for _turn in range(2)}
    assert [len(base64.b64decode(key)) for key in made] == [32, 32]


@pytest.mark.django_db
def test_list_says_what_stands_under_which_key(run: Run, ring: Callable[[str], None]) -> None:
    Secret.objects.create(phone="13912345678")
    ring(f"{TWO},{ONE}")
    Secret.objects.create(phone="13912345679")
    done = run("keys", "list")
    assert done.output.splitlines()[0] == "In use: 2 (AES-256-GCM). Also in the ring: 1."
    assert of_secrets(done) == [
        "sealing.secret.phone 1 key 1 AES-256-GCM",
        "sealing.secret.phone 1 key 2 AES-256-GCM",
    ]
    ring(TWO)
    assert of_secrets(run("keys", "list"))[0].endswith("NOT IN THE RING")


@pytest.mark.django_db
def test_rekey_seals_anew_and_leaves_its_entry(run: Run, ring: Callable[[str], None]) -> None:
    Secret.objects.create(phone="13912345678")
    ring(f"{TWO},{ONE}")
    done = run("rekey", "--batch", 1)
    assert (done.exit_code, "Every value stands under the key in use." in done.output) == (0, True)
    assert of_secrets(run("keys", "list")) == ["sealing.secret.phone 1 key 2 AES-256-GCM"]
    assert "audit.entry.seal" in run("keys", "list").output
    assert run("audit", "verify").exit_code == 0


@pytest.mark.django_db
def test_rekey_without_the_old_key_says_so(run: Run, ring: Callable[[str], None]) -> None:
    Secret.objects.create(phone="13912345678")
    ring(TWO)
    done = run("rekey")
    assert (done.exit_code, "is an old key missing" in done.output) == (1, True)
