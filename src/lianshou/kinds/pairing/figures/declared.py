"""Each figure of pairing: what it says, what it counts, how it can be cut."""

from __future__ import annotations

from typing import Any

from lianshou.china.industries import section_name
from lianshou.core.figures import Breakdown, Figure, Ratio
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.followups.enums import Sort
from lianshou.kernel.pledges.enums import State
from lianshou.kernel.unions.enums import HonourLevel
from lianshou.kinds.pairing.figures import columns, facts

_LEVELS = tuple(reversed(HonourLevel.values))
_YEAR = Wording("年度", "Year")
_ROUND = Wording("轮次", "Round")


def _level(title: Wording, key: str, slug: str = "level") -> Breakdown:
    return Breakdown(slug=slug, title=title, key=key, label=_honour_level, order=_LEVELS)


def _honour_level(value: Any) -> Any:
    return HonourLevel(value).label if value in HonourLevel.values else value


def _section(value: Any) -> Wording:
    name = section_name(value)
    return Wording(f"{value} {name.zh}", f"{value} {name.en}")


def _places(union: str) -> tuple[Breakdown, ...]:
    """The cuts by where a union stands and what it does."""
    return (
        Breakdown(
            slug="township",
            title=Wording("乡镇街道", "Township"),
            key=f"{union}__township",
            largest_first=True,
        ),
        Breakdown(
            slug="zone",
            title=Wording("园区", "Zone"),
            key=f"{union}__zone__name",
            largest_first=True,
            missing=Wording("不在园区", "in no zone"),
        ),
        Breakdown(
            slug="industry", title=Wording("行业门类", "Industry section"), key="section", label=_section
        ),
    )


def _rounds(prefix: str = "") -> tuple[Breakdown, ...]:
    return (
        Breakdown(slug="year", title=_YEAR, key=f"{prefix}programme__year"),
        Breakdown(slug="round", title=_ROUND, key=f"{prefix}programme__title"),
    )


_HOST_LEVEL = Wording("帮带方荣誉级别", "Honour of the host")
_HOST = Breakdown(
    slug="host",
    title=Wording("帮带方（联手家数）", "Host (its load)"),
    key="opening__union__name",
    largest_first=True,
)
_PAIRING_CUTS = (
    *_rounds(),
    _level(_HOST_LEVEL, "opening__pairing__level"),
    _HOST,
    *_places("application__union"),
)
_HOST_CUTS = (*_rounds(), _level(_HOST_LEVEL, "pairing__level"), *_places("union"))
_GUEST: dict[str, Any] = {"year": "programme__year", "path": "application__union__path"}
_AGREEMENT: dict[str, Any] = {
    "unit": Unit.PAPER,
    "columns": columns.PLEDGE_COLUMNS,
    "dress": columns.dress_pledges,
    "year": "programme__year",
    "path": "placement__application__union__path",
    "breakdowns": (
        *_rounds(),
        Breakdown(
            slug="state", title=Wording("状态", "State"), key="state", label=lambda value: State(value).label
        ),
    ),
}


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure of pairing, in the order in which it is read."""
    return (*_hosts(), *_guests(), *_outcomes(), *_loads(), *_agreements(), _activities())


def _hosts() -> tuple[Figure, ...]:
    return (
        Figure(
            slug="hosts",
            title=Wording("帮带方（去重）", "Hosts (distinct)"),
            definition=Wording(
                "至少有一份联手协议书生效过的模范职工之家工会，每家只计一次，不论参加过几个年度。",
                "Model homes with at least one agreement that came into force; each counts once, however many rounds "
                "it took part in.",
            ),
            unit=Unit.UNION,
            facts=facts.host_entries,
            each="union",
            columns=columns.HOST_COLUMNS,
            dress=columns.dress_unions,
            year="programme__year",
            path="union__path",
            breakdowns=_HOST_CUTS,
            beside="host-entries",
        ),
        Figure(
            slug="host-entries",
            title=Wording("帮带方（累计）", "Hosts (cumulative)"),
            definition=Wording(
                "帮带方按轮次累计：同一家工会参加两轮计两家次。",
                "Hosts added up over the rounds: a union that took part in two rounds counts twice.",
            ),
            unit=Unit.ENTRY,
            facts=facts.host_entries,
            columns=columns.ENTRY_COLUMNS,
            dress=columns.dress_entries,
            year="programme__year",
            path="union__path",
            breakdowns=_HOST_CUTS,
        ),
    )


def _guests() -> tuple[Figure, ...]:
    return (
        Figure(
            slug="guests",
            title=Wording("被帮带方（去重）", "Guests (distinct)"),
            definition=Wording(
                "签订的联手协议书生效过的两新组织工会，每家只计一次。",
                "New-sector unions with an agreement that came into force; each counts once.",
            ),
            unit=Unit.UNION,
            facts=facts.pairings,
            each="application__union",
            columns=columns.GUEST_COLUMNS,
            dress=columns.dress_guests,
            breakdowns=_PAIRING_CUTS,
            beside="pairings",
            **_GUEST,
        ),
        Figure(
            slug="pairings",
            title=Wording("结对（累计）", "Pairings (cumulative)"),
            definition=Wording(
                "协议书生效过的结对，一方帮带、一方被帮带为一对。", "Pairs whose agreement came into force."
            ),
            unit=Unit.PAIR,
            facts=facts.pairings,
            columns=columns.PAIRING_COLUMNS,
            dress=columns.dress_pairings,
            breakdowns=_PAIRING_CUTS,
            **_GUEST,
        ),
    )


def _outcomes() -> tuple[Figure | Ratio, ...]:
    return (
        Figure(
            slug="upgraded",
            title=Wording("已提档升级", "Upgraded"),
            definition=Wording(
                "联手之日起职工之家档次有过上升的被帮带方，每家只计一次。",
                "Guests whose home grade has risen since the day the agreement began; each counts once.",
            ),
            unit=Unit.UNION,
            facts=facts.upgraded,
            each="application__union",
            columns=columns.UPGRADED_COLUMNS,
            dress=columns.dress_guests,
            breakdowns=_PAIRING_CUTS,
            **_GUEST,
        ),
        Ratio(
            slug="upgrade-rate",
            title=Wording("提档升级率", "Upgrade rate"),
            definition=Wording("已提档升级家数除以被帮带方家数。", "Upgraded guests over all guests."),
            numerator="upgraded",
            denominator="guests",
        ),
        Figure(
            slug="honoured",
            title=Wording("跻身模范职工之家", "Became model homes"),
            definition=Wording(
                "联手之日起获得省、市、县级模范职工之家称号的被帮带方，每家只计一次，按其最高级别归类。",
                "Guests that earned a model-home honour since the day the agreement began; each counts once, under its "
                "highest level.",
            ),
            unit=Unit.UNION,
            facts=facts.honoured,
            each="union",
            columns=columns.HONOURED_COLUMNS,
            dress=columns.dress_guests,
            year="granted_on__year",
            on="granted_on",
            path="union__path",
            breakdowns=(
                _level(Wording("荣誉级别", "Level"), "level"),
                Breakdown(
                    slug="year", title=Wording("获评年度", "Year of the honour"), key="granted_on__year"
                ),
                *_places("union"),
            ),
        ),
    )


def _loads() -> tuple[Figure | Ratio, ...]:
    return (
        Figure(
            slug="largest-load",
            title=Wording("单家最多联手", "Largest load"),
            definition=Wording(
                "联手家数最多的那一家帮带方，历年一共联手了几家；可按轮次分开。",
                "How many guests the host with the most of them has taken over the years; open it to see each round.",
            ),
            unit=Unit.PAIR,
            facts=facts.busiest,
            columns=columns.PAIRING_COLUMNS,
            dress=columns.dress_pairings,
            breakdowns=_PAIRING_CUTS,
            **_GUEST,
        ),
        Ratio(
            slug="average-load",
            title=Wording("平均联手家数", "Average load"),
            definition=Wording("被帮带方家数除以帮带方家数（均去重）。", "Guests over hosts, both distinct."),
            numerator="guests",
            denominator="hosts",
            percent=False,
        ),
    )


def _agreements() -> tuple[Figure, ...]:
    return (
        Figure(
            slug="agreements",
            title=Wording("已签协议书", "Agreements signed"),
            definition=Wording("双方工会主席都已签署的联手协议书。", "Agreements that both chairs signed."),
            facts=facts.agreements,
            beside="agreements-running",
            **_AGREEMENT,
        ),
        Figure(
            slug="agreements-running",
            title=Wording("期内协议书", "Agreements in force"),
            definition=Wording(
                "已生效、今天仍在期限内的联手协议书。", "Agreements in force whose term includes today."
            ),
            facts=facts.agreements_running,
            **_AGREEMENT,
        ),
        Figure(
            slug="agreements-over",
            title=Wording("期满或终止的协议书", "Agreements over"),
            definition=Wording(
                "期限已过或已终止的联手协议书，可以续签或办结。",
                "Agreements that were ended or whose term is over: to renew or to close.",
            ),
            facts=facts.agreements_over,
            **_AGREEMENT,
        ),
        Figure(
            slug="renewed",
            title=Wording("续签结对", "Renewed pairings"),
            definition=Wording(
                "此前已联手过、又再次签订协议书的结对。",
                "Pairs that had an earlier agreement with one another.",
            ),
            unit=Unit.PAIR,
            facts=facts.renewed,
            columns=columns.PAIRING_COLUMNS,
            dress=columns.dress_pairings,
            breakdowns=_PAIRING_CUTS,
            **_GUEST,
        ),
    )


def _activities() -> Figure:
    return Figure(
        slug="activities",
        title=Wording("互帮互学活动", "Mutual activities"),
        definition=Wording(
            "联手双方开展并记录的活动，一次为一场。", "Activities recorded in the course of pairings."
        ),
        unit=Unit.ACTIVITY,
        facts=facts.activities,
        columns=columns.ACTIVITY_COLUMNS,
        dress=columns.dress_activities,
        year="happened_on__year",
        on="happened_on",
        path="programme__union__path",
        breakdowns=(
            Breakdown(slug="year", title=_YEAR, key="happened_on__year"),
            Breakdown(
                slug="sort", title=Wording("类别", "Sort"), key="sort", label=lambda value: Sort(value).label
            ),
            Breakdown(
                slug="host",
                title=Wording("帮带方", "Host"),
                key="placement__opening__union__name",
                largest_first=True,
            ),
        ),
    )
