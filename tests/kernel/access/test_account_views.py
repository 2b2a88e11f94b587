from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories.access import PASSWORD, DelegationFactory, PostFactory, UserFactory, person_with
from tests.factories.intake import ImportFactory, ImportRowFactory
from tests.factories.pledges import drafted
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Delegation, Post, PostRequest, User
from lianshou.kernel.audit.models import Entry


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def admin(client: Client, world: World) -> Client:
    client.force_login(world.system_admin)
    return client


@pytest.fixture
def security(world: World) -> Client:
    client = Client()
    client.force_login(world.security_admin)
    return client


def names(answer: Any) -> list[str]:
    return [row.record.name for row in answer.context["table"].page.object_list]


def body(answer: Any) -> str:
    return str(answer.content.decode().split("<main")[1])


def newcomer(world: World, **changes: Any) -> PostRequest:
    facts = {"union": world.county, "role": Role.OFFICER, "starts_on": today(), "asked_at": timezone.now()}
    user = UserFactory(name="新启明", username="xinqiming")
    made: PostRequest = PostRequest.objects.create(
        **{"user": user, "asked_by": world.system_admin, **facts, **changes}
    )
    return made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=卢", ["卢明远"]),
        ("q=host", ["卢明远"]),
        ("role=approver", ["李静"]),
        ("union=金海", ["卢明远"]),
        ("union=jhxny", ["卢明远"]),
        ("state=closed", ["周强"]),
        ("state=locked", ["李静"]),
        ("state=idle", ["新启明"]),
        ("q=赵外", []),
        ("q=无岗", []),
    ],
)
def test_accounts_of_the_subtree_narrow(admin: Client, world: World, asked: str, found: list[str]) -> None:
    newcomer(world)
    User.objects.filter(pk=world.leader.pk).update(is_active=False)
    User.objects.filter(pk=world.approver.pk).update(locked_until=timezone.now() + timedelta(hours=1))
    assert names(admin.get(f"/accounts/?{asked}")) == found


def test_never_logged_in_and_open_are_states_of_their_own(admin: Client, world: World) -> None:
    logged_in = {world.system_admin.name}  # by this very test
    whole = names(admin.get("/accounts/"))
    assert set(names(admin.get("/accounts/?state=never"))) == set(whole) - logged_in
    assert names(admin.get("/accounts/?state=open")) == whole


def test_accounts_without_anything_are_shown_at_the_top(client: Client, world: World) -> None:
    client.force_login(person_with(Role.SECURITY_ADMIN, world.province, name="省安"))
    assert names(client.get("/accounts/?q=无岗")) == ["无岗"]


def test_list_sorts_and_pages(admin: Client, world: World) -> None:
    for number in range(30):
        person_with(Role.HELPER, world.county, name=f"帮{number:02}")
    assert (
        names(admin.get("/accounts/?sort=-username&q=帮"))[0]
        == names(admin.get("/accounts/?sort=-username&q=帮"))[0]
    )
    assert len(names(admin.get("/accounts/?page=2&q=帮"))) == 5
    assert names(admin.get("/accounts/?sort=name&q=帮"))[:2] == ["帮00", "帮01"]


def test_list_asks_as_many_queries_for_three_rows_as_for_one(admin: Client, world: World) -> None:
    counts = []
    for number in (1, 2):
        for _ in range(number):
            person_with(Role.HELPER, world.county, name="帮手")
        admin.get("/accounts/?q=帮手")
        with CaptureQueriesContext(connection) as queries:
            answer = admin.get("/accounts/?q=帮手")
        counts.append((len(names(answer)), len(queries)))
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_export_holds_what_is_shown(admin: Client, world: World) -> None:
    sheet = load_workbook(BytesIO(admin.get("/accounts/export.xlsx?q=王启航").content)).active
    assert sheet is not None
    rows = [row[:5] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [("王启航", "officer", "阜宁县总工会 · 经办", "正常；从未登录", None)]


def test_empty_list_says_so(admin: Client) -> None:
    assert "没有符合条件的账号" in body(admin.get("/accounts/?q=没有这个人"))


def test_account_page_shows_posts_and_no_case_data(security: Client, world: World) -> None:
    ImportRowFactory(
        batch=ImportFactory(programme=world.programme, uploaded_by=world.officer, file_name="秘密名单.xlsx")
    )
    PostFactory(user=world.officer, union=world.county, role=Role.HELPER, ends_on=date(2019, 1, 1))
    PostFactory(user=world.officer, union=world.foreign_county, role=Role.HELPER)
    page = body(security.get(f"/accounts/{world.officer.pk}/"))
    assert [
        word in page
        for word in (
            "阜宁县总工会 · 经办",
            "曾任岗位1个",
            "未办完的导入名单",
            "共1项，您的岗位只能看到数量。",
        )
    ] == [True] * 4
    assert [word in page for word in ("秘密名单", "射阳", world.programme.title)] == [False] * 3


def test_account_is_opened_then_given_its_post(admin: Client, security: Client, world: World) -> None:
    form = {"name": "新启明", "union": "阜宁县", "role": "officer", "starts_on": today().isoformat()}
    answer = admin.post("/accounts/new/", form)
    user = User.objects.get(username="xinqiming")
    password = answer.context["made"].password
    assert (answer.status_code, answer["Cache-Control"], password in body(answer)) == (200, "no-store", True)
    assert Client().login(username="xinqiming", password=password)
    assert "新启明" in body(security.get("/accounts/waiting/"))
    page = security.get(f"/accounts/{user.pk}/posts/new/")
    assert page.context["form"].initial["role"] == "officer"
    given = security.post(f"/accounts/{user.pk}/posts/new/", {**form, "union": "阜宁县总工会"})
    assert (given.status_code, given["Location"]) == (302, f"/accounts/{user.pk}/")
    assert (user.posts.get().role, "没有等待授岗的账号" in body(security.get("/accounts/waiting/"))) == (
        "officer",
        True,
    )


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"union": "没有的工会"}, "union", "没有这个名称的工会"),
        ({"union": "射阳县总工会"}, "union", "没有这个名称的工会"),
        ({"union": "公司工会"}, "union", "有多个工会符合"),
        ({"username": "Ö"}, "username", "至少两个字符"),
        ({"username": "officer"}, "username", "这个账号名已有人使用"),
        ({"ends_on": "2001-01-01"}, "ends_on", "截止日期早于起始日期"),
        ({"role": ""}, "role", "必填"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    admin: Client, changes: dict[str, str], field: str, words: str
) -> None:
    form = {
        "name": "新启明",
        "union": "阜宁县总工会",
        "role": "officer",
        "starts_on": today().isoformat(),
        **changes,
    }
    answer = admin.post("/accounts/new/", form)
    errors = answer.context["form"].errors
    assert (answer.status_code, list(errors), "新启明" in body(answer)) == (422, [field], True)
    assert words in str(errors[field])


def test_union_of_many_is_named_by_its_number(admin: Client, world: World) -> None:
    form = {
        "name": "甲",
        "role": "chair",
        "starts_on": today().isoformat(),
        "union": f"公司 #{world.guest.pk}",
    }
    admin.post("/accounts/new/", form)
    assert PostRequest.objects.admitted().get().union == world.guest
    foreign = {**form, "union": f"#{world.foreign_guest.pk}"}
    assert admin.post("/accounts/new/", foreign).status_code == 422


def test_post_that_cannot_be_held_is_refused_beside_its_field(security: Client, world: World) -> None:
    form = {"union": "阜宁县总工会", "role": "audit_admin", "starts_on": today().isoformat()}
    answer = security.post(f"/accounts/{world.officer.pk}/posts/new/", form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["role"])


def test_request_is_declined_with_words(security: Client, world: World) -> None:
    asked = newcomer(world)
    assert security.post(f"/accounts/waiting/{asked.pk}/decline/", {}).status_code == 422
    security.post(f"/accounts/waiting/{asked.pk}/decline/", {"refusal": "编制已满"})
    assert "编制已满" in body(security.get(f"/accounts/{asked.user_id}/"))


def test_account_is_closed_and_opened_again(admin: Client, world: World) -> None:
    address, there = f"/accounts/{world.officer.pk}/", Client()
    there.force_login(world.officer)
    assert "岗位" in body(admin.get(f"{address}close/"))
    admin.post(f"{address}close/")
    assert (there.get("/").status_code, "已停用但仍有未办事项的账号" in body(admin.get("/accounts/"))) == (
        302,
        True,
    )
    assert "已停用但仍有未办事项的账号" in body(admin.get("/"))
    admin.post(f"{address}reopen/")
    there.force_login(world.officer)
    assert there.get("/").status_code == 200


def test_the_last_administrator_is_not_closed(client: Client, world: World) -> None:
    client.force_login(person_with(Role.SYSTEM_ADMIN, world.province))
    page = client.get(f"/accounts/{world.security_admin.pk}/close/")
    assert "请先把这一岗位交给他人" in body(page)
    client.post(f"/accounts/{world.security_admin.pk}/close/")
    assert User.objects.get(pk=world.security_admin.pk).is_active


def test_locked_account_is_unlocked_by_the_security_administrator(
    admin: Client, security: Client, world: World
) -> None:
    until = timezone.now() + timedelta(hours=1)
    User.objects.filter(pk=world.officer.pk).update(failures=5, locked_until=until)
    address = f"/accounts/{world.officer.pk}/unlock/"
    assert (admin.post(address).status_code, security.post(address).status_code) == (403, 302)
    assert User.objects.get(pk=world.officer.pk).locked_until is None


def test_new_first_password_is_shown_once(admin: Client, world: World) -> None:
    address = f"/accounts/{world.officer.pk}/password/"
    assert "请先确认确为本人申请" in body(admin.get(address))
    answer = admin.post(address)
    assert answer["Cache-Control"] == "no-store"
    assert Client().login(username="officer", password=answer.context["made"].password)
    assert not Client().login(username="officer", password=PASSWORD)


def test_post_ends_from_a_day(security: Client, world: World) -> None:
    post = world.officer.posts.get()
    answer = security.post(f"/posts/{post.pk}/end/", {"last_day": "2001-01-01"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["last_day"])
    security.post(f"/posts/{post.pk}/end/", {"last_day": today().isoformat()})
    assert Post.objects.get(pk=post.pk).ends_on == today()


def delegation(world: World, **changes: Any) -> dict[str, Any]:
    first = today().isoformat()
    return {"to": world.leader.pk, "starts_on": first, "ends_on": first, "reason": "休假", **changes}


def test_officer_delegates_and_ends_it(client: Client, world: World) -> None:
    client.force_login(world.officer)
    post = world.officer.posts.get()
    assert "由谁代理您？" in body(client.get(f"/posts/{post.pk}/delegate/"))
    answer = client.post(f"/posts/{post.pk}/delegate/", delegation(world))
    assert (answer.status_code, answer["Location"]) == (302, "/posts/")
    assert "由周强代理" in body(client.get("/posts/"))
    there = Client()
    there.force_login(world.leader)
    assert ["您正在代理他人的岗位" in body(there.get("/")), "王启航" in body(there.get("/posts/"))] == [
        True,
        True,
    ]
    client.post(f"/posts/delegations/{Delegation.objects.get().pk}/end/")
    assert "您正在代理他人的岗位" not in body(there.get("/"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"ends_on": "2099-01-01"}, "ends_on"), ({"starts_on": "2001-01-01"}, "starts_on"), ({"to": ""}, "to")],
)
def test_a_delegation_that_cannot_be_says_why(
    client: Client, world: World, changes: dict[str, str], field: str
) -> None:
    client.force_login(world.officer)
    answer = client.post(f"/posts/{world.officer.posts.get().pk}/delegate/", delegation(world, **changes))
    assert (answer.status_code, list(answer.context["form"].errors), "休假" in body(answer)) == (
        422,
        [field],
        True,
    )


def test_security_administrator_delegates_for_others(security: Client, world: World) -> None:
    post = world.officer.posts.get()
    answer = security.post(f"/posts/{post.pk}/delegate/", delegation(world))
    assert answer["Location"] == f"/accounts/{world.officer.pk}/"


def test_an_office_is_not_delegated(security: Client, world: World) -> None:
    address = f"/posts/{world.security_admin.posts.get().pk}/delegate/"
    assert "不能委托代理" in body(security.get(address))
    assert security.post(address, delegation(world)).status_code == 302
    assert Delegation.objects.count() == 0


def test_another_s_post_is_not_there(client: Client, world: World) -> None:
    client.force_login(world.officer)
    lent = DelegationFactory(post=world.approver.posts.get(), to=world.leader, ends_on=today())
    assert client.get(f"/posts/{world.approver.posts.get().pk}/delegate/").status_code == 404
    assert client.post(f"/posts/delegations/{lent.pk}/end/").status_code == 404


def test_somebody_without_post_is_told_so(client: Client, world: World) -> None:
    client.force_login(world.nobody)
    assert "您目前没有岗位" in body(client.get("/posts/"))


@pytest.mark.parametrize("who", ["leader", "security_admin"])
def test_duties_are_handed_over_on_one_page(client: Client, world: World, who: str) -> None:
    client.force_login(getattr(world, who))
    ImportRowFactory(batch=ImportFactory(programme=world.programme, uploaded_by=world.officer))
    successor = person_with(Role.HELPER, world.county, name="新接任")
    assert "王启航" in body(client.get("/accounts/leaving/?q=王启航"))
    address = f"/accounts/{world.officer.pk}/"
    assert "未办完的导入名单" in body(client.get(f"{address}hand-over/"))
    wrong = client.post(f"{address}hand-over/", {"to": successor.pk, "last_day": "2001-01-01"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["last_day"])
    done = client.post(f"{address}hand-over/", {"to": successor.pk, "last_day": today().isoformat()})
    assert done["Location"] == f"{address}handed-over/"
    page = client.get(done["Location"])
    assert {duty.slug: count for duty, count in page.context["moved"] if count} == {"posts": 1, "imports": 1}
    assert ["王启航的工作已移交给新接任" in body(page), "该账号已停用" in body(page)] == [True, True]
    assert Entry.objects.filter(verb="account.handed_over").count() == 1


def test_nothing_was_handed_over_yet(client: Client, world: World) -> None:
    client.force_login(world.leader)
    assert client.get(f"/accounts/{world.officer.pk}/handed-over/").status_code == 404
    assert client.get(f"/accounts/{world.foreign_officer.pk}/hand-over/").status_code == 404


def test_administrators_leave_through_security_administrators(client: Client, world: World) -> None:
    client.force_login(world.leader)
    assert "吴管" not in names(client.get("/accounts/leaving/"))
    assert client.get(f"/accounts/{world.system_admin.pk}/hand-over/").status_code == 404
    client.force_login(world.security_admin)
    assert client.get(f"/accounts/{world.system_admin.pk}/hand-over/").status_code == 200


def test_what_goes_with_the_post_is_marked(client: Client, world: World, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        drafted(world, now)
        client.force_login(world.leader)
        page = body(client.get(f"/accounts/{world.host_account.pk}/hand-over/"))
    assert (page.count("随岗位移交"), "等待本人同意或签署的协议书" in page) == (1, True)


def test_account_that_never_logged_in_has_no_last_login(admin: Client) -> None:
    [row] = admin.get("/accounts/?q=王启航").context["table"].page.object_list
    assert row.get_cell("last_login") == "—"


def test_own_account_greys_out_what_nobody_does_for_themselves(security: Client, world: World) -> None:
    page = body(security.get(f"/accounts/{world.security_admin.pk}/"))
    assert f"/accounts/{world.security_admin.pk}/posts/new/" not in page
    assert "不能为本人授予、结束、委托岗位或办理交接" in page


@pytest.mark.parametrize(("path", "lit"), [("/accounts/new/", ["账号"]), ("/invitations/new/", ["邀请"])])
def test_menu_lights_one_place(admin: Client, path: str, lit: list[str]) -> None:
    page = admin.get(path).content.decode()
    assert re.findall(r'nav-link" href="[^"]*" aria-current="page">([^<]+)</a>\s*</li>', page) == lit


def test_first_password_can_be_printed(admin: Client, world: World) -> None:
    page = body(admin.post(f"/accounts/{world.officer.pk}/password/"))
    assert 'type="button" data-print hidden' in page


def test_accounts_stand_in_the_order_of_pinyin(admin: Client, world: World) -> None:
    for place, name in enumerate(("程金", "陈升", "严明", "于海")):
        account = User.objects.create_user(f"p{place}", "x" * 9, name=name)
        PostFactory(user=account, union=world.county, role=Role.HELPER)
    rows = [row.record.name for row in admin.get("/accounts/").context["table"].rows]
    assert [name for name in rows if name in ("程金", "陈升", "严明", "于海")] == [
        "陈升",
        "程金",
        "严明",
        "于海",
    ]
