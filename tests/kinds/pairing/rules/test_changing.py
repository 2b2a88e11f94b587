from typing import Any

import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.core.wording import Wording
from lianshou.kinds.pairing.rules.change_reading import ChangeError
from lianshou.kinds.pairing.rules.changing import OPS, changed, factor_of, mistakes, stepped, weights
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.settings import RoomRange, Settings


@pytest.fixture
def instance() -> Instance:
    return make_instance(
        [make_host("金海公司", "city", id="h1"), make_host("德龙公司", id="h2", low=1, high=2, most=3)],
        [make_guest("中成公司", id="g1"), make_guest("宏达公司", id="g2")],
        locks=(("g1", "h1"),),
        forbidden=(("g2", "h2"),),
        existing=(("g2", "h1"),),
    )


def refused(instance: Instance, *changes: Any) -> ChangeError:
    with pytest.raises(ChangeError) as caught:
        changed(instance, changes)
    return caught.value


def test_units_are_found_by_id_and_by_name(instance: Instance) -> None:
    for host in ("h2", "德龙公司", "德龙公司工会委员会"):
        left = changed(instance, [{"op": "drop_host", "host": host}])
        assert [one.id for one in left.hosts] == ["h1"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"most": 5}, (1, 2, 5)),
        ({"high": 6}, (1, 6, 6)),
        ({"most": 1}, (1, 1, 1)),
        ({"low": 0, "high": 0, "most": 0}, (0, 0, 0)),
        ({"low": 3}, (3, 3, 3)),
    ],
)
def test_room_that_is_not_given_stays_and_bends(
    instance: Instance, given: dict[str, int], wanted: tuple[int, ...]
) -> None:
    host = changed(instance, [{"op": "room", "host": "h2", **given}]).host("h2")
    assert (host.low, host.high, host.most) == wanted


def test_room_of_a_level_becomes_the_host_s_own(instance: Instance) -> None:
    after = changed(instance, [{"op": "room", "host": "h1", "high": 3}])
    assert after.host("h1").room(after.settings) == RoomRange(low=1, high=3, most=4)


def test_who_drops_out_takes_its_locks_and_bans_along(instance: Instance) -> None:
    after = changed(instance, [{"op": "drop_host", "host": "h1"}, {"op": "drop_guest", "guest": "g2"}])
    assert (after.locks, after.forbidden, after.existing) == ((), (), ())
    assert [guest.id for guest in after.guests] == ["g1"]


def test_pairs_are_forced_freed_forbidden_and_allowed(instance: Instance) -> None:
    after = changed(
        instance,
        [
            {"op": "free", "guest": "g1"},
            {"op": "force", "guest": "g1", "host": "h2"},
            {"op": "allow", "guest": "g2", "host": "h2"},
            {"op": "forbid", "guest": "宏达公司", "host": "金海公司"},
        ],
    )
    assert (after.locks, after.forbidden) == ((("g1", "h2"),), (("g2", "h1"),))


def test_units_are_added_with_their_facts(instance: Instance) -> None:
    after = changed(
        instance,
        [
            {"op": "add_guest", "name": "新来公司", "place": "羊寨镇", "industry": "3415"},
            {"op": "add_host", "name": "新家公司", "id": "h9", "level": "江苏省模范职工之家", "most": 9, "longitude": 119.8, "latitude": 33.7},
        ],
    )  # fmt: skip
    guest, host = after.guests[-1], after.hosts[-1]
    assert (guest.id, guest.township, guest.industry_code) == ("新来公司", "羊寨镇", "3415")
    assert (host.id, host.level.value, host.most, host.point) == ("h9", "province", 9, (119.8, 33.7))


def test_weights_count_against_the_present_ones(instance: Instance) -> None:
    twice = [{"op": "weight", "term": "industry", "factor": 2}] * 2
    after = changed(instance, [*twice, {"op": "weight", "term": "distance", "factor": "1/4"}])
    assert (after.settings.industry.nothing, after.settings.distance) == (48.0, 0.25)


def test_weights_are_exact_to_a_thousandth() -> None:
    thirds = factor_of("1/3")
    assert thirds is not None
    assert weights(Settings(), {"renewal": thirds}) == {"renewal": 2.667}


@pytest.mark.parametrize("given", ["-1", "x", True, None, "1/0", [], -0.5])
def test_what_is_no_factor(given: object) -> None:
    assert factor_of(given) is None


def test_every_step_says_what_it_changes(instance: Instance) -> None:
    steps = stepped(
        instance, [{"op": "room", "host": "h2", "most": 5}, {"op": "weight", "term": "group", "factor": 0}]
    )
    assert [step.wording for step in steps] == [
        Wording(
            "德龙公司的名额由一般1～2家、最多3家改为一般1～2家、最多5家",
            "room of 德龙公司: usually 1–2, at most 3 becomes usually 1–2, at most 5",
        ),
        Wording("“同一集团”按现在的0倍计", "corporate group counts 0 times what it counts now"),
    ]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ("drop", "op", "应当是一组键和值"),
        ({"op": "drop_hosts"}, "op", "是不是“drop_host”"),
        ({"op": "drop_host", "hots": "h1"}, "hots", "是不是“host”"),
        ({"op": "drop_host"}, "host", "没有填帮带方。"),
        ({"op": "drop_guest", "guest": "德龙公司"}, "guest", "它是帮带方。"),
        ({"op": "drop_host", "host": "中成"}, "host", "它是被帮带方。"),
        ({"op": "drop_host", "host": "金海公可"}, "host", "是不是“金海公司”"),
        ({"op": "room", "host": "h1"}, "most", "最少、一般最多、最多至少要填一个"),
        ({"op": "room", "host": "h1", "low": 5, "most": 2}, "most", "5、—、2"),
        ({"op": "room", "host": "h1", "most": 2.5}, "most", "0到1000的整数"),
        ({"op": "room", "host": "h1", "most": True}, "most", "0到1000的整数"),
        ({"op": "force", "guest": "g1", "host": "h2"}, "guest", "已经锁定给“金海公司”"),
        ({"op": "free", "guest": "g2"}, "guest", "没有锁定"),
        ({"op": "forbid", "guest": "g1", "host": "h1"}, "guest", "请先解除锁定"),
        ({"op": "allow", "guest": "g1", "host": "h2"}, "guest", "不在不得结对名单里"),
        ({"op": "add_guest", "name": "中成公司"}, "name", "已经在名单里"),
        ({"op": "add_guest", "name": "德龙公司"}, "name", "已经在名单里"),
        ({"op": "add_guest", "name": "新"}, "place", "请填乡镇"),
        ({"op": "add_guest", "name": "新", "longitude": "东"}, "longitude", "小数度"),
        ({"op": "add_guest", "name": "新", "longitude": 33.7, "latitude": 119.8}, "longitude", "写反"),
        ({"op": "add_guest", "name": "新", "place": "羊寨镇", "industry": "9999"}, "industry", "9999"),
        ({"op": "add_host", "name": "新", "place": "羊寨镇"}, "level", "没有填"),
        ({"op": "add_host", "name": "新", "place": "羊寨镇", "level": "县级"}, "level", "市级以下"),
        ({"op": "add_host", "name": "新", "place": "羊寨镇", "level": "市级", "low": 3, "most": 1}, "most", "3、—、1"),
        ({"op": "weight", "term": "distanc", "factor": 2}, "term", "是不是“distance”"),
        ({"op": "weight", "term": "distance", "factor": -1}, "factor", "不小于0"),
        ({"op": "weight", "term": "distance", "factor": 5000}, "factor", "“距离”按5000倍计就超过了设置的上限"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_names_step_and_field(
    instance: Instance, change: Any, field: str, words: str
) -> None:
    error = refused(instance, {"op": "room", "host": "h1", "most": 4}, change)
    assert (error.step, error.field, words in error.wording.zh) == (2, field, True)
    assert error.wording.zh.startswith(f"第2步“{field}”：")
    assert error.wording.en.startswith(f"Step 2, “{field}”: ")
    assert error.to_json() == {"step": 2, "field": field, "zh": error.wording.zh, "en": error.wording.en}


def test_who_dropped_out_before_is_told_by_its_step(instance: Instance) -> None:
    gone = [{"op": "drop_host", "host": "h2"}, {"op": "drop_guest", "guest": "g2"}]
    for change, step in (({"op": "drop_host", "host": "德龙"}, 1), ({"op": "free", "guest": "宏达公司"}, 2)):
        assert refused(instance, *gone, change).message.zh.endswith(f"第{step}步已退出。")


def test_all_mistakes_are_found_but_not_what_follows_from_them(instance: Instance) -> None:
    changes: list[Any] = [
        {"op": "drop_host", "host": "查无"},
        {"op": "add_guest", "name": "新", "place": "羊寨镇", "industry": "9999"},
        {"op": "force", "guest": "新", "host": "h1"},
        {"op": "drop_host", "host": "查无"},
        {"op": "room", "host": "h2", "most": 4},
        "drop",
    ]
    found = mistakes(instance, changes)
    assert [(error.step, error.field) for error in found] == [
        (1, "host"),
        (2, "industry"),
        (4, "host"),
        (6, "op"),
    ]
    assert mistakes(instance, [{"op": "drop_host", "host": "h2"}]) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"place": "火星镇", "industry": "3482"}, ["火星镇"]),
        ({"place": "火星工业园", "industry": "zzz"}, ["火星工业园", "zzz"]),
        ({"place": "沟墩镇", "industry": "风电"}, []),
        ({"place": "阜宁县益林镇"}, []),
        ({"place": "火星镇", "longitude": 119.8, "latitude": 33.7}, []),
    ],
)
def test_a_place_or_industry_that_nobody_knows_is_noticed(facts: dict[str, Any], said: list[str]) -> None:
    settings = Settings.of({"places": {"益林镇": [119.6, 33.7]}})
    known = make_instance(
        [make_host("金海公司", "city")], [make_guest("中成公司", township="沟墩镇")], settings=settings
    )
    (step,) = stepped(known, [{"op": "add_guest", "name": "新来公司", **facts}])
    assert [notice.zh.split("“")[1].split("”")[0] for notice in step.notices] == said


def test_every_operation_is_known() -> None:
    assert len(OPS) == 10
