"""Secrets of factors are sealed, sealed anew under a new key, and reset by the security administrator."""

from __future__ import annotations

import base64
import os
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories.access import PASSWORD, person_with
from tests.factories.codes import code_of
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import reset_factors
from lianshou.kernel.access.enums import FactorReason, Role
from lianshou.kernel.audit.actions import rekey
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.guard.models import key_ring

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_secrets_lie_sealed_and_open_again(world: World) -> None:
    app, codes = TOTP.activate(world.officer, SECRET), RecoveryCodes.activate(world.officer)
    rows = {entry.type: entry.data for entry in Authenticator.objects.all()}
    assert SECRET not in str(rows)
    ring, place = key_ring(), b"mfa.authenticator.secret"
    assert ring.open(base64.b64decode(rows["totp"]["secret"]), place=place) == SECRET
    assert ring.open(base64.b64decode(rows["recovery_codes"]["seed"]), place=place).isalnum()
    assert (len(codes.get_unused_codes()), app.validate_code("000000")) == (10, False)


def test_secrets_are_sealed_anew_under_a_new_key(world: World, settings: Any, now: datetime) -> None:
    codes = RecoveryCodes.activate(world.officer)
    TOTP.activate(world.leader, SECRET)
    TOTP.activate(world.officer, SECRET)
    before = codes.get_unused_codes()
    fresh = base64.b64encode(os.urandom(32)).decode()
    old = settings.LIANSHOU_KEYS
    settings.LIANSHOU_KEYS = f"7:{fresh},{old}"
    done = {one.place: one.done for one in rekey(actor=None, clock=lambda: now)}
    assert (done["mfa.authenticator.data.secret"], done["mfa.authenticator.data.seed"]) == (2, 1)
    settings.LIANSHOU_KEYS = f"7:{fresh}"
    assert RecoveryCodes.activate(world.officer).get_unused_codes() == before


def test_lost_factors_are_reset_and_the_account_is_signed_out(world: World, now: datetime) -> None:
    guard = person_with(Role.SECURITY_ADMIN, world.county)
    client = Client()
    client.post("/account/login/", {"login": "officer", "password": PASSWORD})
    TOTP.activate(world.officer, SECRET)
    reset_factors(actor=guard, user=world.officer, now=now)
    assert (Authenticator.objects.count(), client.get("/").status_code) == (0, 302)
    assert Entry.objects.filter(verb="factor.reset", subject_id=str(world.officer.pk)).count() == 1
    with pytest.raises(Refused) as refused:
        reset_factors(actor=guard, user=world.officer, now=now)
    assert refused.value.reason is FactorReason.NOTHING_TO_RESET


def test_nobody_resets_their_own_factors(world: World, now: datetime) -> None:
    guard = person_with(Role.SECURITY_ADMIN, world.county)
    TOTP.activate(guard, SECRET)
    with pytest.raises(Refused) as refused:
        reset_factors(actor=guard, user=guard, now=now)
    assert refused.value.reason is FactorReason.NOT_YOUR_OWN


def test_factors_are_reset_by_nobody_else(world: World, now: datetime) -> None:
    TOTP.activate(world.officer, SECRET)
    abroad = person_with(Role.SECURITY_ADMIN, world.foreign_county)
    for actor in (world.system_admin, world.leader, world.officer, abroad):
        with pytest.raises(PermissionDenied):
            reset_factors(actor=actor, user=world.officer, now=now)
    assert Authenticator.objects.count() == 1


def test_reset_page_is_for_the_security_administrator_of_the_place(client: Client, world: World) -> None:
    TOTP.activate(world.officer, SECRET)
    address, found = f"/accounts/{world.officer.pk}/second-factor/reset/", {}
    for name, actor in {
        "guard": person_with(Role.SECURITY_ADMIN, world.county),
        "abroad": person_with(Role.SECURITY_ADMIN, world.foreign_county),
        "admin": world.system_admin,
        "officer": world.leader,
    }.items():
        client.force_login(actor)
        found[name] = client.get(address).status_code
    assert found == {"guard": 200, "abroad": 404, "admin": 403, "officer": 403}


@pytest.mark.django_db(transaction=True)
def test_setting_up_and_removing_stands_in_the_book(client: Client, world: World) -> None:
    client.post("/account/login/", {"login": "officer", "password": PASSWORD})
    secret = client.get("/account/security/app/").context["form"].secret
    client.post("/account/security/app/", {"code": code_of(secret)})
    client.post("/account/security/codes/new/")
    client.post("/account/security/app/remove/")
    lines = Entry.objects.filter(verb__startswith="factor.").order_by("pk")
    assert [(line.verb, line.details["kind"]) for line in lines] == [
        ("factor.added", "totp"),
        ("factor.added", "recovery_codes"),
        ("factor.codes_made", "recovery_codes"),
        ("factor.removed", "totp"),
        ("factor.removed", "recovery_codes"),
    ]
