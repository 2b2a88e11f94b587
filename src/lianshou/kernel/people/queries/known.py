"""What the register of persons holds already, for forms that would ask for it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lianshou.core.facts import Fact, Known
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries.offices import chairs_of
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries.known import last_changed_on, sees_union

REGISTER = Wording("人员名册", "the register of persons")


def is_own(*, actor: Any, person: Person) -> bool:
    """Whether a person is the actor's own record."""
    return person.account_id is not None and person.account_id == getattr(actor, "pk", None)


def sees_person(*, actor: Any, person: Person) -> bool:
    """Whether the actor sees a person with protected fields masked: their own record, or one in the scope of a post."""
    return is_own(actor=actor, person=person) or scope_of(actor=actor, verb="person.view").covers(
        person.union.path
    )


def _known(actor: Any, person: Person, name: str) -> Known | None:
    """A field of a person; a protected one in clear only for the person."""
    value = getattr(person, name)
    if value in (None, "") or not sees_person(actor=actor, person=person):
        return None
    shown = person.masked.get(name, str(value))
    clear = name not in person.masked or is_own(actor=actor, person=person)
    return Known(value=str(value) if clear else "", shown=shown, on=last_changed_on(person))


def _of_person(name: str) -> Callable[..., Known | None]:
    def read(*, actor: Any, subject: Person) -> Known | None:
        return _known(actor, subject, name)

    return read


def _union_name(*, actor: Any, subject: Person) -> Known | None:
    if not sees_person(actor=actor, person=subject):
        return None
    return Known(value=subject.union.name, shown=subject.union.name, on=last_changed_on(subject))


def _of_chair(name: str) -> Callable[..., Known | None]:
    def read(*, actor: Any, subject: Union) -> Known | None:
        chair = chairs_of([subject]).get(subject.pk)
        if chair is None or not sees_union(actor=actor, union=subject):
            return None
        if chair.union_id == subject.pk:
            chair.union = subject  # known already: not read again for every field
        return _known(actor, chair, name)

    return read


def _fact(key: str, title: Wording, read: Callable[..., Known | None], *words: str) -> Fact:
    return Fact(key=key, title=title, source=REGISTER, read=read, words=words)


PERSON_FACTS = (
    _fact("person.name", Wording("姓名", "Name of the person"), _of_person("name"), "职工姓名", "申请人", "本人姓名"),
    _fact("person.phone", Wording("手机号码", "Telephone"), _of_person("phone"), "联系电话", "电话", "手机", "手机号", "本人电话"),
    _fact("person.id_number", Wording("身份证号码", "Identity number"), _of_person("id_number"), "身份证号", "公民身份号码"),
    _fact("person.birth_on", Wording("出生日期", "Born on"), _of_person("birth_on"), "出生年月"),
    _fact("person.address", Wording("家庭住址", "Home address"), _of_person("address"), "住址"),
    _fact("person.bank_card", Wording("银行卡号", "Bank card"), _of_person("bank_card"), "银行账号"),
    _fact("person.union", Wording("所在工会", "Union of the person"), _union_name, "所在单位", "工作单位"),
    _fact("union.chair", Wording("工会主席", "Chair"), _of_chair("name"), "主席姓名", "工会主席姓名"),
    _fact("union.chair_phone", Wording("主席电话", "Telephone of the chair"), _of_chair("phone"), "工会主席电话", "主席联系电话"),
)  # fmt: skip
