import json
from datetime import date

import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.kinds.pairing.rules.facts import Honour, Instance, Level
from lianshou.kinds.pairing.rules.settings import Settings


def test_instance_survives_json() -> None:
    honour = Honour(level=Level.PROVINCE, document_no="苏工发〔2019〕3号", granted_on=date(2019, 4, 1))
    host = make_host(honour=honour, longitude=119.8, latitude=33.7, chains=("风电",), most=5)
    guest = make_guest(founded_on=date(2020, 3, 1), chair="常小兵", members=12)
    pair = ((guest.id, host.id),)
    instance = make_instance([host], [guest], locks=pair, existing=pair)
    assert Instance.from_json(json.loads(json.dumps(instance.to_json()))) == instance


def test_json_does_not_depend_on_the_order_of_the_lists() -> None:
    hosts, guests = [make_host(name) for name in "甲乙丙"], [make_guest(name) for name in "丁戊"]
    pairs = (("丁", "甲"), ("戊", "乙"))
    one = make_instance(hosts, guests, existing=pairs)
    other = make_instance(hosts[::-1], guests[::-1], existing=pairs[::-1])
    assert one.to_json() == other.to_json()


def test_facts_for_papers_only_stay_out_when_unknown() -> None:
    frozen = make_instance([make_host()], [make_guest()]).to_json()
    assert {"chair", "phone", "credit_code", "members"} & {*frozen["hosts"][0], *frozen["guests"][0]} == set()
    assert frozen["guests"][0]["founded_on"] is None


def test_another_schema_is_refused() -> None:
    with pytest.raises(ValueError, match=r"lianshou\.pairing\.input/1"):
        Instance.from_json({"schema": "other/9", "hosts": [], "guests": []})


@pytest.mark.parametrize(
    ("given", "room"),
    [
        ({}, (3, 4, 6)),
        ({"most": 2}, (2, 2, 2)),
        ({"high": 9}, (3, 9, 9)),
        ({"low": 5}, (5, 5, 6)),
        ({"low": 8}, (8, 8, 8)),
        ({"low": 0, "high": 1, "most": 1}, (0, 1, 1)),
    ],
)
def test_room_bends_the_usual_numbers_to_those_given(
    given: dict[str, int], room: tuple[int, int, int]
) -> None:
    found = make_host(**given).room(Settings())
    assert (found.low, found.high, found.most) == room


def test_room_refuses_numbers_that_contradict_one_another() -> None:
    with pytest.raises(ValueError, match="low <= high <= most"):
        make_host(low=3, most=1).room(Settings())
