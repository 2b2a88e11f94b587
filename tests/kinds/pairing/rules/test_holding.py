import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_row

from lianshou.kinds.pairing.rules.holding import Listed, resolve, why_not_locks
from lianshou.kinds.pairing.rules.settings import Settings

HOSTS = [make_host("江苏金海新能源有限公司"), make_host("阜宁供电公司", "nation")]
GUESTS = [make_guest("阜宁中成紧固技术有限公司"), make_guest("神山风电公司"), make_guest("丙公司")]


def listed(guest: str, host: str, number: int = 2) -> Listed:
    (pair,) = resolve(
        [make_row("pairs", number, guest=guest, host=host)], guests=GUESTS, hosts=HOSTS, places={}
    ).pairs
    return pair


@pytest.mark.parametrize(
    "name", ["江苏金海新能源有限公司", "江苏金海新能源有限公司工会", "江苏金海新能源公司", "江苏金海新能源"]
)
def test_names_are_found_with_and_without_their_suffixes(name: str) -> None:
    assert listed("神山风电公司", name).ids == ("神山风电公司", "江苏金海新能源有限公司")


def test_unknown_names_are_errors_with_a_hint() -> None:
    rows = [
        make_row("pairs", 2, guest="阜宁中城紧固技术有限公司", host="阜宁供电公司"),
        make_row("pairs", 3, guest="丙公司", host="谁"),
    ]
    found = resolve(rows, guests=GUESTS, hosts=HOSTS, places={"名单": {"guest": 1, "host": 2}})
    assert [(problem.address, problem.code) for problem in found.problems] == [
        ("A2", "unknown_guest"),
        ("B3", "unknown_host"),
    ]
    assert "是不是“阜宁中成紧固技术有限公司”？" in found.problems[0].message.zh


def test_pairs_of_last_year_may_be_gone() -> None:
    row = make_row("pairs", 2, guest="早已撤销", host="阜宁供电公司")
    found = resolve([row], guests=GUESTS, hosts=HOSTS, places={}, lenient=True)
    assert [problem.code for problem in found.problems] == ["pair_unknown"]


def test_locks_that_cannot_be_kept_say_why() -> None:
    settings = Settings.of({"rooms": {"province": {"low": 1, "high": 1, "most": 1}}})
    locks = [
        listed("丙公司", "阜宁供电公司", 2),
        listed("丙公司", "江苏金海新能源公司", 3),
        listed("神山风电公司", "江苏金海新能源公司", 4),
        listed("神山风电公司", "江苏金海新能源公司", 5),
        listed("阜宁中成紧固技术有限公司", "江苏金海新能源公司", 6),
    ]
    forbidden = [("丙公司", "阜宁供电公司")]
    problems = why_not_locks(locks, forbidden, settings=settings, places={})
    assert [(problem.row, problem.code) for problem in problems] == [
        (2, "lock_forbidden"), (3, "locked_twice"), (6, "locks_exceed_room"),
    ]  # fmt: skip
