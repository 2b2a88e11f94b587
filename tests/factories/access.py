"""Accounts and posts."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Delegation, Post, User

PASSWORD = "fu-ning-2020"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"经办{n}")
    password = factory.django.Password(PASSWORD)


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory)
    union = factory.SubFactory("tests.factories.unions.UnionFactory")
    role = Role.OFFICER
    starts_on = date(2017, 1, 1)


class DelegationFactory(DjangoModelFactory[Delegation]):
    class Meta:
        model = Delegation

    post = factory.SubFactory(PostFactory)
    to = factory.SubFactory(UserFactory)
    starts_on = date(2020, 6, 1)
    ends_on = date(2020, 6, 30)


def person_with(role: str, union: object, name: str = "", username: str = "") -> User:
    """An account that holds one post."""
    named = {key: value for key, value in {"name": name, "username": username}.items() if value}
    user = UserFactory(**named)
    PostFactory(user=user, union=union, role=role)
    return user
