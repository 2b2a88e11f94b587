from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document
from tests.factories.access import person_with
from tests.factories.papers import edited, in_use, proposed
from tests.factories.pledges import NOON, approved, drafted
from tests.factories.unions import UnionFactory
from tests.factories.world import World, make_world

from lianshou.core.papers import Clause, papers
from lianshou.core.refusals import Refused
from lianshou.formats.papers.checking import check_template
from lianshou.kernel.access.enums import Role
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.pledges.actions import issue_pledges, propose_template, retire_template, use_template
from lianshou.kernel.pledges.enums import Reason
from lianshou.kernel.pledges.exports import paper_of
from lianshou.kernel.pledges.models import PaperFile, PaperTemplate, Pledge
from lianshou.kernel.pledges.queries import fields_of_paper, template_in_use

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def words_of(pledge: Pledge) -> list[str]:
    made = Document(BytesIO(paper_of([Pledge.objects.get(pk=pledge.pk)])))
    return [line.text for line in made.paragraphs]


@pytest.mark.parametrize("slug", ["pairing", "many", "letter", "official"])
def test_own_templates_of_the_house_pass_their_own_check(slug: str) -> None:
    paper = papers[slug]
    assert paper.default is not None
    assert paper.sample is not None
    assert check_template(paper.default("zh"), sample=paper.sample(), required=paper.required) == []
    assert paper.required <= {field.path for field in fields_of_paper(slug)} | {"words"}


def test_issued_agreement_keeps_the_version_it_was_made_of(world: World) -> None:
    first = in_use(world, "第一版补充条款。")
    pledge = drafted(world)
    in_use(world, "第二版补充条款。")
    approved(world.programme, world.host, UnionFactory(parent=world.county))
    second = issue_pledges(actor=world.officer, programme=world.programme, now=NOON)[0]

    assert (pledge.template, second.template.version if second.template else 0) == (first, 2)
    assert words_of(pledge)[-1] == "第一版补充条款。"
    assert words_of(second)[-1] == "第二版补充条款。"
    assert [one.state for one in PaperTemplate.objects.order_by("version")] == ["retired", "in_force"]


def test_agreement_of_the_house_keeps_its_template_too(world: World) -> None:
    pledge = drafted(world)
    before = words_of(pledge)
    in_use(world, "以后的条款。")
    assert (pledge.template, words_of(pledge)) == (None, before)
    assert pledge.file is not None


def test_earlier_version_comes_back(world: World) -> None:
    first, second = in_use(world, "第一版。"), in_use(world, "第二版。")
    use_template(actor=world.approver, template=first, now=NOON)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.retire_reason) == ("in_force", "retired", "1")
    verbs = list(
        Entry.objects.filter(verb__startswith="template.").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs[-2:] == ["template.retired", "template.used"]


def test_uploader_cannot_put_it_in_force(world: World) -> None:
    both = person_with(Role.OFFICER, world.county, username="both")
    both.posts.create(role=Role.APPROVER, union=world.county, starts_on=NOON.date())
    template = proposed(world, actor=both)
    with pytest.raises(Refused) as refusal:
        use_template(actor=both, template=template, now=NOON)
    assert refusal.value.reason == Reason.SAME_PERSON
    with pytest.raises(PermissionDenied):
        use_template(actor=world.officer, template=template, now=NOON)
    template.refresh_from_db()
    assert template.state == "proposed"


def test_nearest_federation_above_is_asked(world: World) -> None:
    city_officer = person_with(Role.OFFICER, world.city, username="city1")
    city_approver = person_with(Role.APPROVER, world.city, username="city2")
    city = proposed(world, "市级条款。", union=world.city, actor=city_officer)
    assert template_in_use(union=world.county, slug="pairing") is None
    use_template(actor=city_approver, template=city, now=NOON)
    assert template_in_use(union=world.county, slug="pairing") == city
    own = in_use(world, "县级条款。")
    assert template_in_use(union=world.county, slug="pairing") == own
    assert template_in_use(union=world.foreign_county, slug="pairing") == city
    retire_template(actor=world.approver, template=own, reason="改用市级模板", now=NOON)
    assert template_in_use(union=world.county, slug="pairing") == city


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"content": b"broken"}, Reason.TEMPLATE_WRONG),
        ({"content": edited("{{ unknown }}")}, Reason.TEMPLATE_WRONG),
        ({"content": b"x" * (2 * 2**20 + 1)}, Reason.TEMPLATE_LARGE),
        ({"note": "  "}, Reason.REASON_MISSING),
        ({"slug": "nothing"}, Reason.NOT_EDITABLE),
    ],
)
def test_bad_template_leaves_nothing(world: World, facts: dict[str, object], reason: Reason) -> None:
    with pytest.raises(Refused) as refusal:
        proposed(world, **facts)
    assert refusal.value.reason == reason
    assert (PaperTemplate.objects.count(), PaperFile.objects.count()) == (0, 0)


def test_same_file_is_not_taken_twice(world: World) -> None:
    template = in_use(world, "条款。")
    with pytest.raises(Refused) as refusal:
        propose_template(
            actor=world.officer,
            union=world.county,
            slug="pairing",
            content=bytes(template.file.content),
            file_name="a.docx",
            note="again",
            now=NOON,
        )
    assert refusal.value.reason == Reason.TEMPLATE_SAME


def test_foreign_officer_cannot_edit(world: World) -> None:
    with pytest.raises(PermissionDenied):
        proposed(world, actor=world.foreign_officer)


def test_clauses_of_a_template_become_obligations(world: World) -> None:
    in_use(world, clauses=[Clause(side="each", words="年终互评", after=30)])
    pledge = drafted(world)
    added = pledge.obligations.filter(words="年终互评")
    assert sorted(row.party.side for row in added) == ["guest", "host"]
    assert {str(row.due_on) for row in added} == {"2020-07-24"}
