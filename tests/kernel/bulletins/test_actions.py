"""A bulletin from its first draft to its correction: what was frozen stays what it was."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from docx import Document
from tests.factories.access import PostFactory, person_with
from tests.factories.unions import HonourFactory, UnionFactory
from tests.factories.world import World

from lianshou.core.figures import Ratio
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.enums import Role
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.enums import Reason, State
from lianshou.kernel.bulletins.exports import paper_of
from lianshou.kernel.bulletins.models import Bulletin, FrozenRows, FrozenValue
from lianshou.kernel.figures.queries import all_figures
from lianshou.kernel.unions.models import Union

TEXT = """现将有关情况通报如下。
一、总体情况
全县有模范职工之家{模范职工之家}，工会组织{工会组织|余}，提档升级率{提档升级率}。
{排名|模范职工之家|单位}
{表|工会组织|层级}
"""
TODAY = date(2020, 6, 24)


def written(world: World, now: datetime, **facts: Any) -> Bulletin:
    given: dict[str, Any] = {
        "union": world.county,
        "title": "关于职工之家建设情况的通报",
        "text": TEXT,
        "starts_on": date(1990, 1, 1),
        "ends_on": date(2020, 6, 23),
        "addressees": "各镇（街道）总工会",
    }
    return actions.draft_bulletin(actor=world.officer, now=now, **given | facts)


def issued(world: World, now: datetime, **facts: Any) -> Bulletin:
    bulletin = written(world, now, **facts)
    bulletin = actions.submit_bulletin(actor=world.officer, bulletin=bulletin, now=now)
    bulletin = actions.check_bulletin(actor=world.approver, bulletin=bulletin, now=now)
    bulletin = actions.sign_bulletin(actor=world.leader, bulletin=bulletin, now=now)
    return actions.issue_bulletin(actor=world.officer, bulletin=bulletin, prefix="阜工通", now=now)


def reason_of(act: Any) -> Reason:
    with pytest.raises(Refused) as refusal:
        act()
    return Reason(refusal.value.reason)


def words(bulletin: Bulletin, actor: Any) -> list[str]:
    found = queries.values_of(bulletin=bulletin, actor=actor, today=TODAY)
    return [
        value.words.zh or f"{value.heading.zh}{[line['count'] for line in value.lines]}" for value in found
    ]


def test_numbers_of_a_draft_are_counted_whenever_it_is_read(world: World, now: datetime) -> None:
    bulletin = written(world, now)
    assert words(bulletin, world.officer)[:3] == ["1家", "2家", "–"]
    HonourFactory(union=world.guest, granted_on=date(2020, 6, 1))
    assert words(bulletin, world.officer)[0] == "2家"


def test_bulletin_goes_from_hand_to_hand_and_leaves_its_lines(world: World, now: datetime) -> None:
    bulletin = issued(world, now)
    assert (bulletin.state, bulletin.number, bulletin.issued_on) == (State.ISSUED, "阜工通〔2020〕1号", TODAY)
    verbs = ["drafted", "submitted", "checked", "signed", "issued"]
    told = Entry.objects.filter(verb__startswith="bulletin.").order_by("pk").values_list("verb", flat=True)
    assert list(told) == [f"bulletin.{verb}" for verb in verbs]
    assert issued(world, now).number == "阜工通〔2020〕2号"


def test_frozen_bulletin_is_the_same_to_the_byte_whatever_happens_to_its_records(
    world: World, now: datetime
) -> None:
    town = world.township
    HonourFactory(
        union=UnionFactory(parent=town, level="enterprise", name="花园食品公司工会"),
        granted_on=date(2019, 5, 1),
    )
    bulletin = issued(world, now)
    before = paper_of(
        bulletin=bulletin, values=queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)
    )
    first = rows(world.officer, bulletin, 1)
    world.host.honours.all().delete()
    Union.objects.filter(pk=world.host.pk).update(name="改了名的工会")
    HonourFactory(union=world.guest, granted_on=date(2020, 1, 1))
    bulletin = Bulletin.objects.get(pk=bulletin.pk)
    after = paper_of(
        bulletin=bulletin, values=queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)
    )
    assert after == before
    assert rows(world.officer, bulletin, 1) == first
    assert "金海新能源公司工会" in [row[0] for row in first]


def rows(actor: Any, bulletin: Bulletin, place: int, part: str = "over") -> list[list[str]]:
    value = queries.frozen_value(actor=actor, bulletin=bulletin.pk, place=place)
    assert value is not None
    return queries.rows_as_counted(actor=actor, value=value, part=part)[0]


def test_every_frozen_number_opens_to_as_many_records(world: World, now: datetime) -> None:
    HonourFactory(union=world.guest, granted_on=date(2020, 6, 1))
    bulletin = issued(world, now)
    for value in FrozenValue.objects.filter(bulletin=bulletin):
        assert (value.records, len(rows(world.officer, bulletin, value.place))) == (
            value.number,
            value.number,
        )
        assert len(value.digest) == 64
    ratio = FrozenValue.objects.get(bulletin=bulletin, figure="upgrade-rate")
    assert len(rows(world.officer, bulletin, ratio.place, "under")) == ratio.under == 0


def test_reader_from_below_sees_only_what_is_his_and_how_much_is_not(world: World, now: datetime) -> None:
    HonourFactory(union=UnionFactory(parent=world.township, level="enterprise"), granted_on=date(2019, 5, 1))
    bulletin = issued(world, now)
    below = person_with(Role.OFFICER, world.township, username="township")
    value = FrozenValue.objects.get(bulletin=bulletin, place=1)
    shown, hidden = queries.rows_as_counted(actor=below, value=value, part="over")
    assert (len(shown), hidden) == (1, 1)
    assert queries.frozen_value(actor=world.foreign_officer, bulletin=bulletin.pk, place=1) is None
    assert queries.frozen_value(actor=world.audit_admin, bulletin=bulletin.pk, place=1) is None


def test_ranking_ranks_unions_of_one_level_and_names_who_reports_nothing(world: World, now: datetime) -> None:
    other = UnionFactory(parent=world.county, level="township", name="花园街道总工会")
    third = UnionFactory(parent=world.county, level="township", name="益林镇总工会")
    for union, count in ((world.township, 2), (third, 2)):
        for _ in range(count):
            HonourFactory(union=UnionFactory(parent=union, level="enterprise"), granted_on=date(2019, 5, 1))
    bulletin = written(world, now, text="{排名|模范职工之家|单位}")
    value = queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)[0]
    assert [(line["rank"], line["label"]["zh"], line["count"]) for line in value.lines] == [
        (1, world.township.name, 2),
        (1, third.name, 2),
        (None, other.name, 0),
    ]


def test_rates_are_ranked_exactly_with_what_they_are_made_of(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = UnionFactory(parent=world.county, level="township", name="花园街道总工会")
    UnionFactory(parent=world.county, level="township", name="益林镇总工会")
    third = Ratio(
        slug="new-rate",
        title=Wording("新建率", "Rate"),
        definition=Wording("…", "…"),
        numerator="model-homes",
        denominator="unions",
    )
    known = all_figures() | {"new-rate": third}
    monkeypatch.setattr("lianshou.kernel.bulletins.queries.values.all_figures", lambda: known)
    for union, members, homes in ((world.township, 3, 1), (other, 1, 1)):
        for number in range(members):
            one = UnionFactory(parent=union, level="enterprise", founded_on=date(2018, 1, 1))
            if number < homes:
                HonourFactory(union=one, granted_on=date(2019, 5, 1))
    bulletin = written(world, now, text="{排名|新建率|单位}")
    value = queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)[0]
    assert [(line["rank"], line["label"]["zh"], line["said"]) for line in value.lines] == [
        (1, "花园街道总工会", "100.0%（1/1）"),
        (2, world.township.name, "33.3%（1/3）"),
    ]  # 益林镇总工会 has nothing to be a share of: it is neither ranked nor named as one who reports nothing


def test_ranking_without_a_line_is_a_sentence_not_an_empty_table(world: World, now: datetime) -> None:
    bulletin = written(world, now, text="{排名|提档升级率|单位}")
    values = queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)
    assert values[0].lines == []
    document = Document(BytesIO(paper_of(bulletin=bulletin, values=values)))
    assert document.tables == []
    said = [one.text for one in document.paragraphs]
    assert "（本期没有可列的内容）" in said
    assert not any("零报送" in one for one in said)
    client = Client()
    client.force_login(world.officer)
    page = client.get(f"/bulletins/{bulletin.pk}/").content.decode()
    assert ("（本期没有可列的内容）" in page, "名次" in page) == (True, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{模范之家}", "没有叫“模范之家”的指标，是不是“模范职工之家”。"),
        ("{表|工会组织|颜色}", "“工会组织”不能按“颜色”分，可以按：单位、层级、两新组织、乡镇街道。"),
        ("{表|提档升级率|层级}", "“提档升级率”是比率，列表和排名只能按单位分。"),
        ("{工会组织|大概}", "看不懂“大概”。"),
    ],
)
def test_placeholder_that_names_nothing_is_told_and_holds_the_draft(
    text: str, words: str, world: World, now: datetime
) -> None:
    bulletin = written(world, now, text=text)
    problem = queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)[0].problem
    assert problem is not None
    assert problem.zh == words
    assert (
        reason_of(lambda: actions.submit_bulletin(actor=world.officer, bulletin=bulletin, now=now))
        == Reason.UNCLEAR
    )
    assert not FrozenValue.objects.exists()


def test_returned_draft_counts_anew(world: World, now: datetime) -> None:
    bulletin = written(world, now)
    actions.submit_bulletin(actor=world.officer, bulletin=bulletin, now=now)
    assert (
        reason_of(
            lambda: actions.return_bulletin(actor=world.approver, bulletin=bulletin, words=" ", now=now)
        )
        == Reason.WORDS_MISSING
    )
    back = actions.return_bulletin(actor=world.approver, bulletin=bulletin, words="第二段太长", now=now)
    assert (back.state, back.words, FrozenRows.objects.count()) == (State.DRAFT, "第二段太长", 0)
    HonourFactory(union=world.guest, granted_on=date(2020, 6, 1))
    assert words(back, world.officer)[0] == "2家"


def test_correction_shows_old_and_new_and_leaves_the_first_alone(world: World, now: datetime) -> None:
    first = issued(world, now)
    HonourFactory(union=world.guest, granted_on=date(2020, 6, 1))
    correction = actions.correct_bulletin(actor=world.officer, bulletin=first, now=now)
    changes = queries.changes_of(bulletin=correction, actor=world.officer, today=TODAY)
    assert [(old.words.zh, new.words.zh) for old, new in changes if old.words.zh] == [("1家", "2家")]
    assert correction.title == "更正：关于职工之家建设情况的通报"
    assert words(first, world.officer)[0] == "1家"
    assert (
        reason_of(lambda: actions.correct_bulletin(actor=world.officer, bulletin=first, now=now))
        == Reason.CORRECTION_GOING
    )
    assert (
        reason_of(lambda: actions.correct_bulletin(actor=world.officer, bulletin=correction, now=now))
        == Reason.NOT_ISSUED
    )


def test_two_who_write_at_once_are_told(world: World, now: datetime) -> None:
    bulletin = written(world, now)
    actions.edit_bulletin(actor=world.officer, bulletin=bulletin, version=1, text="新的正文", now=now)

    def late() -> object:
        return actions.edit_bulletin(
            actor=world.officer, bulletin=bulletin, version=1, text="旧的正文", now=now
        )

    assert reason_of(late) == Reason.CHANGED
    assert Bulletin.objects.get(pk=bulletin.pk).text == "新的正文"


def test_writing_checking_and_signing_are_done_by_three(world: World, now: datetime) -> None:
    both = person_with(Role.OFFICER, world.county, username="both")
    PostFactory(user=both, role=Role.APPROVER, union=world.county)
    bulletin = actions.draft_bulletin(
        actor=both, union=world.county, title="通报", text="正文", starts_on=TODAY, ends_on=TODAY, now=now
    )
    actions.submit_bulletin(actor=both, bulletin=bulletin, now=now)
    assert reason_of(lambda: actions.check_bulletin(actor=both, bulletin=bulletin, now=now)) == Reason.OWN
    actions.check_bulletin(actor=world.approver, bulletin=bulletin, now=now)
    assert (
        reason_of(lambda: actions.sign_bulletin(actor=world.approver, bulletin=bulletin, now=now))
        == Reason.OWN
    )
    assert actions.sign_bulletin(actor=world.leader, bulletin=bulletin, now=now).state == State.SIGNED


@pytest.mark.parametrize("who", ["foreign_officer", "audit_admin", "nobody", "host_account"])
def test_nobody_else_writes(who: str, world: World, now: datetime) -> None:
    bulletin = written(world, now)
    actor = getattr(world, who)
    with pytest.raises(PermissionDenied):
        actions.edit_bulletin(actor=actor, bulletin=bulletin, version=1, text="x", now=now)
    with pytest.raises(PermissionDenied):
        actions.submit_bulletin(actor=actor, bulletin=bulletin, now=now)


def test_draft_is_thrown_away_but_nothing_later(world: World, now: datetime) -> None:
    bulletin = issued(world, now)
    assert (
        reason_of(lambda: actions.discard_bulletin(actor=world.officer, bulletin=bulletin, now=now))
        == Reason.NOT_A_DRAFT
    )
    actions.discard_bulletin(actor=world.officer, bulletin=written(world, now), now=now)
    assert list(Bulletin.objects.all()) == [bulletin]


def test_paper_reads_as_it_should(world: World, now: datetime) -> None:
    bulletin = issued(world, now)
    values = queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)
    document = Document(BytesIO(paper_of(bulletin=bulletin, values=values)))
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert texts[:4] == [
        "阜宁县总工会文件",
        "阜工通〔2020〕1号",
        "关于职工之家建设情况的通报",
        "各镇（街道）总工会：",
    ]
    assert texts[-2:] == ["阜宁县总工会", "2020年6月24日"]
    assert "全县有模范职工之家1家，工会组织2家，提档升级率–。" in texts
    assert [cell.text for cell in document.tables[-1].rows[0].cells] == ["名称", "数目"]
    assert not any("{" in text for text in texts)
