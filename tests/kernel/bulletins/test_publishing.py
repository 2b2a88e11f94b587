"""The page for everybody: an act of its own, numbers but no records, and a word where something was corrected or taken down."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories.unions import HonourFactory
from tests.factories.world import World
from tests.kernel.bulletins.test_actions import issued, reason_of, written

from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.enums import Reason
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.rules.publishing import names_in


def published(world: World, now: datetime, **facts: object) -> Bulletin:
    bulletin = issued(world, now, **facts)
    return actions.publish_bulletin(actor=world.leader, bulletin=bulletin, now=now)


def test_everybody_reads_text_and_numbers_and_the_records_ask_for_an_account(
    world: World, now: datetime
) -> None:
    bulletin, anybody = issued(world, now), Client()
    address, rows = f"/public/bulletins/{bulletin.pk}/", f"/bulletins/{bulletin.pk}/numbers/1/"
    assert anybody.get(address).status_code == 404
    actions.publish_bulletin(actor=world.leader, bulletin=bulletin, now=now)
    body = anybody.get(address).content.decode()
    assert f'<a href="{rows}"' in body
    assert "全县有模范职工之家" in body
    assert world.host.name not in body
    assert anybody.get(rows)["Location"] == f"/account/login/?next={rows}"
    assert bulletin.title in anybody.get(f"/public/bulletins/?union={world.county.pk}").content.decode()
    assert "没有符合条件的通报" in anybody.get("/public/bulletins/?q=龙舟").content.decode()


def test_reader_from_elsewhere_opens_a_public_number_and_sees_how_much_is_not_theirs(
    world: World, now: datetime
) -> None:
    bulletin, foreign = published(world, now), Client()
    foreign.force_login(world.foreign_officer)
    body = foreign.get(f"/bulletins/{bulletin.pk}/numbers/1/").content.decode()
    assert world.host.name not in body
    assert "1条记录" in body
    assert foreign.get(f"/bulletins/{bulletin.pk}/").status_code == 404


def test_making_public_is_an_act_of_its_own(world: World, now: datetime) -> None:
    bulletin = issued(world, now)
    with pytest.raises(PermissionDenied):
        actions.publish_bulletin(actor=world.officer, bulletin=bulletin, now=now)
    draft = written(world, now)
    assert (
        reason_of(lambda: actions.publish_bulletin(actor=world.leader, bulletin=draft, now=now))
        == Reason.NOT_ISSUED_YET
    )
    actions.publish_bulletin(actor=world.leader, bulletin=bulletin, now=now)
    assert (
        reason_of(lambda: actions.publish_bulletin(actor=world.leader, bulletin=bulletin, now=now))
        == Reason.PUBLIC_ALREADY
    )


def test_named_persons_are_shown_to_whoever_makes_it_public_who_must_answer_for_them(
    world: World, now: datetime
) -> None:
    text = f"{world.host_chair.name}介绍了做法，工会干部钱培坚到场。"
    bulletin = issued(world, now, text=text)
    assert queries.persons_named(bulletin=bulletin) == [world.host_chair.name, "钱培坚"]
    leader = Client()
    leader.force_login(world.leader)
    page = f"/bulletins/{bulletin.pk}/"
    assert "钱培坚" in leader.get(page).content.decode()
    leader.post(f"{page}publish/")
    assert not queries.public_bulletins().exists()
    leader.post(f"{page}publish/", {"names_checked": "on"})
    assert queries.public_bulletins().get() == bulletin


def test_correction_and_taking_down_are_said_at_the_public_address(world: World, now: datetime) -> None:
    first, anybody = published(world, now), Client()
    HonourFactory(union=world.guest, granted_on=now.date())
    correction = actions.correct_bulletin(actor=world.officer, bulletin=first, now=now)
    for step, actor in (("submit", world.officer), ("check", world.approver), ("sign", world.leader)):
        getattr(actions, f"{step}_bulletin")(actor=actor, bulletin=correction, now=now)
    actions.issue_bulletin(actor=world.officer, bulletin=correction, prefix="阜工通", now=now)
    page = f"/public/bulletins/{first.pk}/"
    assert "阜工通〔2020〕2号" in anybody.get(page).content.decode()
    actions.publish_bulletin(actor=world.leader, bulletin=correction, now=now)
    assert f'href="/public/bulletins/{correction.pk}/"' in anybody.get(page).content.decode()
    assert f'href="{page}"' in anybody.get(f"/public/bulletins/{correction.pk}/").content.decode()
    assert (
        reason_of(lambda: actions.take_down_bulletin(actor=world.leader, bulletin=first, words=" ", now=now))
        == Reason.WORDS_MISSING
    )
    actions.take_down_bulletin(actor=world.leader, bulletin=first, words="数字有误，以更正为准", now=now)
    answer = anybody.get(page)
    body = answer.content.decode()
    assert (answer.status_code, "数字有误，以更正为准" in body, "全县有模范职工之家" in body) == (
        410,
        True,
        False,
    )
    assert f'href="/public/bulletins/{correction.pk}/"' in body
    assert first.title not in anybody.get("/public/bulletins/?q=阜工通〔2020〕1号").content.decode()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公司工会主席褚钢与协鑫集成公司工会主席常小兵，签订协议书", ["褚钢", "常小兵"]),
        ("记者王伟 通讯员郑青青", ["王伟", "郑青青"]),
        ("邢生祥同志表示", ["邢生祥"]),
        ("职工之家、主席团、全县职工在线学习", []),
        ("高质量发展，工会干部培训，职工互助", []),
    ],
)
def test_names_are_found_beside_an_office(text: str, names: list[str]) -> None:
    assert names_in(text) == names
