from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from tests.factories.access import PostFactory, UserFactory, person_with
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import may, require, scope_of, unions_called
from lianshou.kernel.unions.models import Union

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> dict[str, Union]:
    city = UnionFactory(name="市")
    county = UnionFactory(name="县", parent=city)
    other = UnionFactory(name="邻县", parent=city)
    return {"city": city, "county": county, "other": other, "firm": UnionFactory(name="企业", parent=county)}


def seen_by(user: User, verb: str = "union.view") -> list[str]:
    scope = scope_of(actor=user, verb=verb)
    return list(Union.objects.filter(scope.q("path")).order_by("path").values_list("name", flat=True))


def test_post_reaches_over_its_subtree_and_no_further(tree: dict[str, Union]) -> None:
    assert seen_by(person_with(Role.OFFICER, tree["county"])) == ["县", "企业"]


def test_account_without_post_sees_nothing(tree: dict[str, Union]) -> None:
    assert seen_by(UserFactory()) == []


def test_anonymous_has_an_empty_scope(tree: dict[str, Union]) -> None:
    assert scope_of(actor=AnonymousUser(), verb="union.view").paths == ()


def test_inactive_account_sees_nothing(tree: dict[str, Union]) -> None:
    user = person_with(Role.OFFICER, tree["county"])
    user.is_active = False
    assert seen_by(user) == []


def test_post_counts_from_its_first_to_its_last_day(tree: dict[str, Union]) -> None:
    user = UserFactory()
    PostFactory(
        user=user,
        union=tree["county"],
        role=Role.OFFICER,
        starts_on=date(2020, 1, 1),
        ends_on=date(2020, 6, 30),
    )
    seen = {}
    for day in ("2019-12-31", "2020-01-01", "2020-06-30", "2020-07-01"):
        with time_machine.travel(f"{day} 12:00+08:00", tick=False):
            seen[day] = seen_by(User.objects.get(pk=user.pk))
    whole = ["县", "企业"]
    assert seen == {"2019-12-31": [], "2020-01-01": whole, "2020-06-30": whole, "2020-07-01": []}


def test_two_posts_join_and_the_wider_one_swallows_the_narrower(tree: dict[str, Union]) -> None:
    user = person_with(Role.OFFICER, tree["firm"])
    PostFactory(user=user, union=tree["city"], role=Role.LEADER)
    assert scope_of(actor=user, verb="union.view").paths == (tree["city"].path,)
    assert scope_of(actor=user, verb="union.edit").paths == (tree["firm"].path,)


def test_may_asks_for_the_verb_and_the_place(tree: dict[str, Union]) -> None:
    officer = person_with(Role.OFFICER, tree["county"])
    answers = [may(officer, "match.run", on=tree[name]) for name in ("county", "firm", "city", "other")]
    assert answers == [True, True, False, False]
    assert may(officer, "programme.approve", on=tree["county"]) is False


def test_require_raises_where_may_says_no(tree: dict[str, Union]) -> None:
    with pytest.raises(PermissionDenied):
        require(person_with(Role.CHAIR, tree["firm"]), "match.run", on=tree["firm"])


@pytest.mark.parametrize("words", ["阜宁县总工会", "阜宁县总", "某县 #{pk}", "某县·{pk}", "funing"])
def test_union_is_meant_by_its_name_without_the_last_word_its_number_or_its_pinyin(
    words: str, world: World
) -> None:
    said = words.format(pk=world.county.pk)
    found = unions_called(actor=world.security_admin, verb="post.give", words=said)
    assert world.county in found
    if words != "funing":
        assert found == [world.county]


def test_union_outside_the_scope_is_meant_by_nothing(world: World) -> None:
    for words in (world.foreign_county.name, f"#{world.foreign_county.pk}"):
        assert unions_called(actor=world.security_admin, verb="post.give", words=words) == []
