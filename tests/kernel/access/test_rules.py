import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.kernel.access.rules import ADMINISTRATORS, PERMISSIONS, roles_granting
from lianshou.kernel.guard.rules.ranges import next_path

PATHS = st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=12).filter(
    lambda p: len(p) % 4 == 0
)


@given(PATHS, PATHS)
def test_next_path_bounds_exactly_the_subtree(top: str, other: str) -> None:
    assert (top <= other < next_path(top)) == other.startswith(top)


@pytest.mark.parametrize(
    ("path", "after"), [("0001", "0002"), ("000Z", "0010"), ("0001000Z", "00010010"), ("ZZZZ", "ZZZZ~")]
)
def test_next_path_counts_in_base_36(path: str, after: str) -> None:
    assert next_path(path) == after


def test_the_three_administrators_are_granted_no_case_data() -> None:
    granted = {verb for verb, roles in PERMISSIONS.items() if roles & ADMINISTRATORS}
    assert granted == {
        "account.list",
        "calendar.keep",  # the State Council's days
        "channel.keep",  # the address of a robot
        "webhook.keep",  # an address that is told "record so-and-so changed"
        "account.invite",
        "account.close",
        "account.unlock",
        "post.give",
        "post.delegate",
        "duty.hand_over",
        "permission.read",
        "audit.read",
        "personal.watch",  # counts only
    }


def test_nobody_approves_what_they_prepare() -> None:
    assert not roles_granting("programme.approve") & roles_granting("match.run")


def test_unknown_verb_is_an_error() -> None:
    with pytest.raises(KeyError):
        roles_granting("union.explode")
