"""Sealing values under a new key, with people writing meanwhile and the machine falling over."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from tests.sealing.models import Secret, Token

from lianshou.core.vaults import vaults
from lianshou.kernel.audit.actions import rekey
from lianshou.kernel.audit.models import Entry, Rekeying
from lianshou.kernel.guard.models import FieldVault, all_vaults, fields, key_ring
from lianshou.kernel.guard.rules.sealing import SealError, ring_of

ONE = "1:" + base64.b64encode(b"1" * 32).decode()
BOTH = "2:" + base64.b64encode(b"2" * 32).decode() + "," + ONE
TWO = BOTH.partition(",")[0]
NEW = "010002"


@pytest.fixture
def keys(settings: Any) -> Iterator[Callable[..., None]]:
    """Change the ring: ``keys(BOTH)``."""

    def change(text: str, cipher: str = "AES-256-GCM") -> None:
        settings.LIANSHOU_KEYS, settings.LIANSHOU_CIPHER = text, cipher
        fields._ring.cache_clear()

    change(ONE)
    yield change
    fields._ring.cache_clear()


def heads() -> dict[str, dict[str, int]]:
    return {vault.name: dict(vault.heads()) for vault in all_vaults() if vault.name.startswith("sealing.")}


def fill(count: int = 5) -> list[Secret]:
    made = [
        Secret.objects.create(
            phone=f"1391234{n:04d}", born_on=date(1980, 1, 1 + n), income_fen=n * 100, notes={"n": n}
        )
        for n in range(count)
    ]
    Token.holding("totp")
    return made


@pytest.mark.django_db
@pytest.mark.parametrize(("cipher", "head"), [("AES-256-GCM", NEW), ("SM4-GCM", "020002")])
def test_everything_comes_under_the_key_in_use(
    keys: Callable[..., None], now: datetime, cipher: str, head: str
) -> None:
    fill()
    assert {under for counts in heads().values() for under in counts} == {"010001"}
    keys(BOTH, cipher)
    told: list[tuple[str, int]] = []
    done = rekey(
        actor=None, clock=lambda: now, batch=2, told=lambda place, count: told.append((place, count))
    )
    assert {one.place: (one.done, one.unreadable) for one in done if one.place.startswith("sealing.")} == {
        **{
            f"sealing.{model}.{name}": (5, 0)
            for model in ("secret", "historicalsecret")
            for name in ("phone", "born_on", "income_fen", "notes")
        },
        "sealing.token.data.secret": (1, 0),
    }
    assert {under for counts in heads().values() for under in counts} == {head}
    assert told[:3] == [(told[0][0], count) for count in (2, 4, 5)]
    keys(TWO, cipher)
    assert sorted(Secret.objects.values_list("phone", "born_on", "income_fen")) == [
        (f"1391234{n:04d}", date(1980, 1, 1 + n), n * 100) for n in range(5)
    ]
    index = Secret._meta.get_field("phone_index")
    assert Secret.objects.filter(phone_index__in=index.candidates("13912340003")).count() == 1
    assert (Token.objects.get().secret, Token.objects.get().data["kind"]) == ("totp", "totp")
    entry = Entry.objects.get(verb="keys.rekeyed", details_text__contains='"sealing.secret.phone"')
    assert entry.details == {"key": 2, "place": "sealing.secret.phone", "unreadable": 0, "values": 5}


@pytest.mark.django_db
def test_nothing_to_do_leaves_no_trace(keys: Callable[..., None], now: datetime) -> None:
    fill()
    assert {one.done for one in rekey(actor=None, clock=lambda: now)} == {0}
    assert (Rekeying.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_value_that_does_not_open_stays_and_is_counted(keys: Callable[..., None], now: datetime) -> None:
    broken = fill()[2]
    table = Secret._meta.db_table
    with connection.cursor() as cursor:
        spoilt = key_ring().seal("x", place=b"elsewhere")
        cursor.execute(
            f"UPDATE {table} SET phone = %s WHERE id = %s", [connection.Database.Binary(spoilt), broken.pk]
        )
    keys(BOTH)
    done = {one.place: one for one in rekey(actor=None, clock=lambda: now, batch=2)}
    assert (done["sealing.secret.phone"].done, done["sealing.secret.phone"].unreadable) == (4, 1)
    assert heads()["sealing.secret.phone"] == {NEW: 4, "010001": 1}
    with pytest.raises(SealError):
        Secret.objects.get(pk=broken.pk)


@pytest.mark.django_db
def test_value_that_somebody_wrote_meanwhile_is_left_alone(keys: Callable[..., None]) -> None:
    one = fill(1)[0]
    vault = FieldVault(Secret._meta.get_field("phone"))
    old = vault.stale(head=NEW, after=None, most=1)[0][1]
    one.phone = "13900000000"
    one.save()
    new = key_ring().seal("13912340000", place=vault.place)
    assert not vault.swap(one.pk, old=old, new=new, text="13912340000")
    one.refresh_from_db()
    assert one.phone == "13900000000"


@pytest.mark.django_db
def test_token_that_somebody_wrote_meanwhile_is_left_alone(keys: Callable[..., None]) -> None:
    token = Token.holding("old")
    vault = next(vault for vault in vaults if vault.name == "sealing.token.data.secret")
    (key, old), *rest = vault.stale(head=NEW, after=None, most=5)
    token.data = {**Token.holding("new").data}
    token.save()
    assert (key, rest) == (token.pk, [])
    assert not vault.swap(key, old=old, new=b"x", text="old")
    token.refresh_from_db()
    assert token.secret == "new"


@pytest.mark.django_db
def test_values_written_under_the_old_key_meanwhile_are_caught_up(
    keys: Callable[..., None], now: datetime
) -> None:
    fill(4)
    keys(BOTH)

    def told(place: str, done: int) -> None:
        """A desk that was not restarted writes once more."""
        if place == "sealing.secret.phone" and not Secret.objects.filter(plain="late").exists():
            late = ring_of(ONE).seal("13999999999", place=b"sealing.secret.phone")
            first = Secret.objects.order_by("pk")[0]
            with connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {Secret._meta.db_table} SET phone = %s, plain = 'late' WHERE id = %s",
                    [connection.Database.Binary(late), first.pk],
                )

    rekey(actor=None, clock=lambda: now, batch=2, told=told)
    assert heads()["sealing.secret.phone"] == {NEW: 4}
    assert Secret.objects.get(plain="late").phone == "13999999999"


# --- the machine falls over


class Installation:
    """A database of its own with values under key 1, and a process that re-keys them when told."""

    def __init__(self, url: str, folder: Path) -> None:
        self.around = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": url,
            "LIANSHOU_DATA_DIR": str(folder),
            "LIANSHOU_DEMO": "1",
            "LIANSHOU_CIPHER": "AES-256-GCM",
        }

    def python(self, *words: str, ring: str = BOTH) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            env=self.around | {"LIANSHOU_KEYS": ring},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def zygote(self) -> Iterator[subprocess.Popen[str]]:
        with subprocess.Popen(
            [sys.executable, "-m", "tests.sealing.zygote"],
            env=self.around | {"LIANSHOU_KEYS": BOTH},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            yield process
            assert process.stdin is not None
            process.stdin.close()


_FILL = """
import django
django.setup()
from tests.laying import lay_out
lay_out()
from tests.sealing.zygote import write
write()
"""
_READ = """
import django
django.setup()
from tests.sealing.zygote import read
read()
"""


@pytest.fixture
def installation(tmp_path: Path, django_db_blocker: Any) -> Iterator[Installation]:
    database = django_settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        yield Installation(f"sqlite:///{tmp_path / 'rekey.sqlite3'}", tmp_path)
        return
    import psycopg

    where = f"host={database['HOST']} port={database['PORT']} user={database['USER']} password='{database['PASSWORD']}'"
    name = f"rekey_{os.getpid()}"
    with psycopg.connect(f"{where} dbname=postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")  # type: ignore[arg-type]
        try:
            url = (
                f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
            )
            yield Installation(f"{url}/{name}", tmp_path)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def told(process: subprocess.Popen[str], words: str) -> int:
    """Have a process of its own do something; how it ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{words}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def test_every_value_stays_readable_however_often_it_is_killed(installation: Installation) -> None:
    installation.python("-c", _FILL, ring=ONE)
    random, ends = Random(20), []
    with installation.zygote() as process:
        for _turn in range(20):
            ends.append(told(process, f"rekey {random.randint(0, 12)} {random.uniform(0, 0.01)}"))
            assert told(process, "read") == 0
    assert ends == [signal.SIGKILL] * 20
    command = ("-c", "from lianshou.cli.main import main; main()")
    assert "Every value stands under the key in use." in installation.python(*command, "rekey")
    listed = [
        line for line in installation.python(*command, "keys", "list").splitlines() if "sealing" in line
    ]
    assert [line for line in listed if "key 2" not in line] == []
    assert "sealing.secret.phone                                   3040  key 2 AES-256-GCM" in listed
    installation.python("-c", _READ, ring=TWO)
    assert "the book is intact" in installation.python(*command, "audit", "verify")
