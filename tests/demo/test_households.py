"""南宁 has its households on file, some surveyed twice, some waiting; each is found by the figures and its page."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.demo.conftest import TODAY
from zeal import zeal_ignore

from lianshou.demo.aiding import LONG_TERM, WITHOUT
from lianshou.demo.helping import OVERDUE, VISITED
from lianshou.demo.leaving import LEFT, RETURNED, UNDER_WAY, WARNED
from lianshou.demo.nanning import AGAIN, ALONE, ASKED, CHECKING, ENDED, LATE, ON_FILE
from lianshou.demo.world import World
from lianshou.kernel.figures.queries import Narrowing, all_figures, number_of
from lianshou.kernel.notices.models import Notice
from lianshou.kinds.aid.models import (
    Aid,
    Call,
    Household,
    Leaving,
    Return,
    ReturnWarning,
    Survey,
    Verification,
)
from lianshou.kinds.aid.rules.settings.lines import LINE


def test_households_of_nanning_are_363_on_file(demo: World, db: None) -> None:
    figure: Any = all_figures()["aid-households"]
    leader = demo.accounts["nation"]
    found = [
        number_of(figure=figure, actor=who, today=TODAY, to=Narrowing())
        for who in (demo.accounts["nanning"], leader, demo.officer)
    ]
    assert found == [ON_FILE, ON_FILE, 0]
    states = {
        state: Household.objects.filter(state=state).count() for state in ("checking", "asked", "ended")
    }
    assert states == {"checking": CHECKING, "asked": ASKED + RETURNED, "ended": ENDED}
    late = Household.objects.filter(state="on_file", surveyed_year__lt=TODAY.year).count()
    assert (late, Survey.objects.filter(changed__isnull=False).count()) == (LATE, AGAIN)
    assert {one.category for one in Household.objects.filter(state="on_file")} <= {
        "deep",
        "relative",
        "accident",
    }


def test_officer_of_a_district_sees_its_own_households_and_no_line_is_an_example(
    demo: World, db: None
) -> None:
    figure: Any = all_figures()["aid-households"]
    told = {"figure": figure, "today": TODAY, "to": Narrowing()}
    mine = number_of(actor=demo.accounts["qingxiu"], **told)
    below = Household.objects.filter(state="on_file", union=demo.districts["青秀区"]).count()
    assert (mine, 0 < mine < ON_FILE) == (below, True)
    handed_in = Survey.objects.exclude(stage="draft")
    assert [one.pk for one in handed_in if LINE in (one.outcome or {}).get("unset", ())] == []


def test_households_wait_at_different_layers(demo: World, db: None) -> None:
    waiting = Counter(Verification.objects.filter(ended_on=None).values_list("waits_at", flat=True))
    assert waiting == {
        "application": 1 + RETURNED,
        "first_check": 2,
        "visit": 1,
        "civil": 1,
        "deliberation": 1,
        "notice": 2,
        "approval": 2,
    }
    notices = Notice.objects.filter(programme__kind="aid", lists="asking").order_by("pk")
    assert [(one.state, one.lines.count()) for one in notices] == [("closed", 2), ("posted", 2)]


def test_file_of_a_household_opens_to_its_city_and_to_no_other(demo: World, db: None) -> None:
    household = Household.objects.filter(state="on_file").order_by("pk")[0]
    answers = []
    for username in ("nanning", "nanning2", "officer"):
        client = Client()
        client.force_login(demo.accounts[username])
        with zeal_ignore():
            answers.append(client.get(reverse("aid:household", args=[household.pk])).status_code)
    assert answers == [200, 200, 404]


def test_most_households_have_a_helper_some_have_none_and_some_visits_are_overdue(
    demo: World, db: None
) -> None:
    officer, told = demo.accounts["nanning"], all_figures()

    def number(slug: str) -> int:
        figure: Any = told[slug]
        return int(number_of(figure=figure, actor=officer, today=TODAY, to=Narrowing()))

    assert number("aid-helped") == ON_FILE - ALONE
    assert number("aid-visits-overdue") == OVERDUE
    assert number("aid-visits") >= VISITED
    client = Client()
    client.force_login(demo.accounts["nanhelper"])
    with zeal_ignore():
        assert "登记走访" in client.get(reverse("aid:mine")).content.decode()


def test_households_are_at_every_step_of_leaving_and_some_are_called(demo: World, db: None) -> None:
    under_way = Counter(Leaving.objects.filter(state="open").values_list("waits_at", flat=True))
    assert under_way == dict.fromkeys(("income", "study", "notice", "approval", "letter"), 1)
    assert UNDER_WAY == 5
    assert Leaving.objects.filter(state="withdrawn").count() == 1
    done = Counter(Leaving.objects.filter(state="done").values_list("ground", flat=True))
    assert (done, done.total()) == ({"out": 3, "guaranteed": 1, "moved": 1, "died": 1}, LEFT + RETURNED)
    notices = Notice.objects.filter(lists="leaving").order_by("pk")
    assert [(one.state, one.lines.count()) for one in notices] == [("closed", 2), ("posted", 1)]
    late = Call.objects.filter(state="due", due_on__lt=TODAY).count()
    assert (late, Call.objects.filter(state="reached").count()) == (2, 2)
    standing = ReturnWarning.objects.filter(state="open").count()
    assert (standing, Return.objects.count()) == (WARNED, RETURNED)


def test_aid_of_nanning_is_plausible_and_leaves_some_without(demo: World, db: None) -> None:
    by: dict[str, Any] = {"actor": demo.accounts["nanning"], "today": TODAY, "to": Narrowing()}
    told = all_figures()
    without, long_term = (
        number_of(figure=told[slug], **by) for slug in ("aid-without-project", "aid-long-term")
    )
    live = Aid.objects.exclude(state="ended").filter(year=TODAY.year).values("household")
    assert without == Household.objects.filter(state="on_file").exclude(pk__in=live).count()
    assert (without - WITHOUT, long_term) in (
        (0, LONG_TERM),
        (1, LONG_TERM),
        (2, LONG_TERM),
    )  # two came to nothing
    aids = Aid.objects.filter(state="given")
    assert set(aids.values_list("sort", flat=True)) == {
        "living", "medical", "schooling", "law", "training", "job", "temporary",
    }  # fmt: skip
    money = aids.filter(nature="money")
    each = sum(one.amount_fen for one in money) / len({one.recipient_id for one in money}) / 100
    assert 300 < each < 10_000  # yuan, not tens of thousands
    for one in money.select_related("payment"):
        assert one.payment is not None
        assert (one.given_on, one.amount_fen) == (one.payment.paid_on, one.payment.amount_fen)
    sources = set(money.values_list("payment__budget__source__sort", flat=True))
    assert sources == {"central", "local", "dues", "donation"}
    assert Aid.objects.filter(state="ended").count() == 2
