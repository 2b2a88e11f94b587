"""The register of forms: registering, what is held already, what each level is asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.access import person_with
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import FormState, Reason
from lianshou.kernel.intake.models import Form
from lianshou.kernel.unions.models import Union

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 24)


def register(
    actor: User, union: Union, now: datetime, title: str = "情况表", *fields: str, **facts: Any
) -> Form:
    given = {
        "purpose": "掌握情况", "basis": "工作要点", "filler": "enterprise", "often": "quarterly",
        "starts_on": date(2020, 1, 1), "expires_on": date(2020, 12, 31), **facts,
    }  # fmt: skip
    asked = fields or ("单位名称", "困难", "联系电话")
    return actions.register_form(actor=actor, union=union, title=title, fields=asked, now=now, **given)


def test_what_is_held_already_is_recognised(world: World, now: datetime) -> None:
    form = register(world.officer, world.county, now, "情况表", "单位名称", " 困难 ", "困难", "会员人数", "")
    assert [(one.position, one.title, one.fact) for one in form.fields.all()] == [
        (1, "单位名称", "union.name"),
        (2, "困难", ""),
        (3, "会员人数", "union.members"),
    ]


def test_a_mistaken_match_is_put_right(world: World, now: datetime) -> None:
    field = register(world.officer, world.county, now).fields.get(position=2)
    assert (
        actions.mark_field(actor=world.officer, field=field, fact="union.address", now=now).fact
        == "union.address"
    )
    with pytest.raises(ValueError, match="nobody keeps"):
        actions.mark_field(actor=world.officer, field=field, fact="union.colour", now=now)


def test_a_form_needs_fields_and_an_end_after_its_beginning(world: World, now: datetime) -> None:
    with pytest.raises(Refused) as none:
        register(world.officer, world.county, now, "情况表", " ")
    with pytest.raises(Refused) as late:
        register(world.officer, world.county, now, expires_on=date(2019, 1, 1))
    assert (none.value.reason, late.value.reason) == (Reason.NO_FIELDS, Reason.ENDS_BEFORE_START)


def test_nobody_registers_for_another_county(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        register(world.foreign_officer, world.county, now)


def test_a_form_is_retired_once_with_a_reason(world: World, now: datetime) -> None:
    form = register(world.officer, world.county, now)
    with pytest.raises(Refused) as mute:
        actions.retire_form(actor=world.officer, form=form, words=" ", now=now)
    retired = actions.retire_form(actor=world.officer, form=form, words="名册里都有", now=now)
    assert (mute.value.reason, retired.retired_on) == (Reason.WORDS_MISSING, TODAY)
    with pytest.raises(Refused) as twice:
        actions.retire_form(actor=world.officer, form=form, words="再来", now=now)
    assert twice.value.reason is Reason.FORM_RETIRED


def test_a_form_that_a_kind_declares_stands_in_the_register_by_itself(world: World) -> None:
    [one] = queries.asked_forms(actor=world.officer, today=TODAY)
    assert (one.title.zh, one.union, one.filler, one.is_declared) == (
        "“联手兴家”帮带申请表", world.county, "enterprise", True,
    )  # fmt: skip
    assert (one.fields, one.held) == (9, 8)


def test_forms_of_those_above_are_seen_below_and_nothing_from_beside(world: World, now: datetime) -> None:
    city = person_with(Role.OFFICER, world.city, username="city", name="市里")
    register(city, world.city, now, "市表")
    register(world.foreign_officer, world.foreign_county, now, "邻县表")
    seen = {one.title.zh for one in queries.asked_forms(actor=world.guest_account, today=TODAY)}
    assert seen == {"市表", "“联手兴家”帮带申请表"}


def test_each_level_is_counted_by_forms_fields_and_times(world: World, now: datetime) -> None:
    register(world.officer, world.county, now)
    register(world.officer, world.county, now, "月报", "发生数", filler="township", often="monthly")
    found = queries.asked_forms(actor=world.officer, today=TODAY)
    levels = [
        (one.key, one.forms, one.fields, one.held, one.cells) for one in queries.counted_by_level(found)
    ]
    assert levels == [("township", 1, 1, 0, 12), ("enterprise", 2, 12, 10, 21)]
    [union] = queries.counted_by_union(found)
    assert (union.title, union.forms, union.fields, union.share) == ("阜宁县总工会", 3, 13, 77)


@pytest.mark.parametrize(
    ("expires", "retired", "state"),
    [
        (date(2020, 12, 31), None, FormState.IN_FORCE),
        (date(2020, 6, 23), None, FormState.EXPIRED),
        (date(2020, 6, 23), TODAY, FormState.RETIRED),
    ],
)
def test_an_expired_form_is_flagged_until_it_is_retired(
    world: World, now: datetime, expires: date, retired: date | None, state: FormState
) -> None:
    form = register(world.officer, world.county, now, expires_on=expires)
    Form.objects.filter(pk=form.pk).update(retired_on=retired)
    [one] = [one for one in queries.asked_forms(actor=world.officer, today=TODAY) if not one.is_declared]
    assert one.state is state


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_as_many_queries_for_many_forms(
    client: Client, world: World, now: datetime, n: int
) -> None:
    for turn in range(n):
        register(world.officer, world.county, now, f"表{turn}")
    client.force_login(world.officer)
    client.get(reverse("forms:list"))
    with CaptureQueriesContext(
        connection,
    ) as made:
        page = client.get(reverse("forms:list")).content.decode()
    assert (page.count('data-label="表单名称"'), len(made) < 16) == (n + 1, True)


def test_pages_filter_count_and_export(client: Client, world: World, now: datetime) -> None:
    form = register(world.officer, world.county, now, "旧表", expires_on=date(2020, 3, 1))
    client.force_login(world.officer)
    listed = reverse("forms:list")
    assert "旧表" in client.get(listed, {"state": "expired"}).content.decode()
    assert "没有符合条件的表单" in client.get(listed, {"year": 2031}).content.decode()
    assert "不必再要" in client.get(reverse("forms:detail", args=[form.pk])).content.decode()
    counts = client.get(reverse("forms:counts"), {"year": 2020}).content.decode()
    assert "filler=enterprise&amp;year=2020" in counts
    assert [client.get(reverse(name)).status_code for name in ("forms:export", "forms:counts_export")] == [
        200,
        200,
    ]


def test_a_form_is_registered_on_the_page_and_what_was_typed_stays(client: Client, world: World) -> None:
    client.force_login(world.officer)
    given = {
        "unit": str(world.county.pk), "title": "新表", "filler": "worker", "often": "once", "purpose": "试", "basis": "",
        "starts_on": "2020-01-01", "expires_on": "2020-12-31", "fields_asked": "姓名\n意向",
    }  # fmt: skip
    wrong = client.post(reverse("forms:new"), given)
    assert (wrong.status_code, 'value="新表"' in wrong.content.decode()) == (422, True)
    made = client.post(reverse("forms:new"), {**given, "basis": "办法"})
    assert made["Location"] == reverse("forms:detail", args=[Form.objects.get().pk])
