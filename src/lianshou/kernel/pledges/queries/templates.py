from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Length

from lianshou.core.papers import Clause, Paper, papers
from lianshou.core.records import Reach
from lianshou.core.wording import Wording
from lianshou.formats.papers.checking import Finding, check_template
from lianshou.formats.papers.values import paths_in, plain_record
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.pledges.enums import Counted, TemplateState
from lianshou.kernel.pledges.models import PaperTemplate
from lianshou.kernel.unions.models import Union


def templates_in_scope(*, actor: Any, verb: str = "template.view") -> QuerySet[PaperTemplate]:
    """The versions of the federations whose papers the actor sees, without their bytes, with how many papers were made of each."""
    return templates_within(scope_of(actor=actor, verb=verb)).order_by("union__path", "paper", "-version")


def templates_within(scope: Scope) -> QuerySet[PaperTemplate]:
    """The versions inside a scope that the caller was given."""
    return (
        PaperTemplate.objects.within(scope)
        .select_related("union", "uploaded_by", "decided_by", "file")
        .defer("file__content")
        .annotate(made=Count("pledges"))
    )


def template_in_use(*, union: Union, slug: str) -> PaperTemplate | None:
    """The version that holds for ``union``: its own in force, or that of the nearest federation above; None: the house's."""
    step = Union.steplen
    above = [union.path[:end] for end in range(step, len(union.path) + 1, step)]
    in_force = PaperTemplate.objects.admitted().filter(
        paper=slug, state=TemplateState.IN_FORCE, union__path__in=above
    )
    return in_force.select_related("file", "union").order_by(Length("union__path").desc()).first()


def own_template_in_use(*, union: Union, slug: str) -> PaperTemplate | None:
    """The version that this very union has in force."""
    found = PaperTemplate.objects.admitted().filter(union=union, paper=slug, state=TemplateState.IN_FORCE)
    return found.select_related("file", "union").first()


def findings_of(*, slug: str, content: bytes) -> list[Finding]:
    """What is wrong with an edited template of a paper."""
    paper = papers[slug]
    return check_template(content, sample=sample_of(paper), required=paper.required)


def sample_of(paper: Paper) -> dict[str, Any]:
    """Made-up words for a preview."""
    return paper.sample() if paper.sample else {}


def template_bytes(*, slug: str, template: PaperTemplate | None) -> bytes:
    """The bytes of a version, or of the house's own template."""
    if template is not None:
        return bytes(template.file.content)
    default = papers[slug].default
    if default is None:
        raise LookupError(slug)
    return default("zh")


def clauses_of_template(template: PaperTemplate | None) -> list[Clause]:
    """The promises that a federation's version adds."""
    if template is None:
        return []
    return [
        Clause(
            side=row.side,
            words=row.words,
            done_when=row.done_when,
            after=row.after,
            working=row.counted == Counted.WORKING,
        )
        for row in template.clauses.all()
    ]


@dataclass(frozen=True)
class Field:
    """A field that a template may use."""

    path: str
    label: Wording
    is_required: bool

    @property
    def tag(self) -> str:
        """As it is written in Word; what lies in a list is written inside a loop."""
        return f"{{{{ {self.path} }}}}" if "[]" not in self.path else self.path.replace("[]", "[…]")


def fields_of_paper(slug: str) -> Sequence[Field]:
    """Every field of a paper in the order of its sample, with what it holds."""
    paper = papers[slug]
    record = plain_record(sample_of(paper), language="zh")
    labels = paper.labels
    return [Field(path, labels[path], path in paper.required) for path in paths_in(record) if path in labels]


@dataclass(frozen=True)
class Standing:
    """Which template a paper has in a union: its own, one from above, or the house's."""

    slug: str
    title: Wording
    template: PaperTemplate | None
    is_own: bool


def standing_of(*, union: Union) -> list[Standing]:
    """For every paper that can be edited, what holds for ``union``; the caller has been let in to it."""
    rows = []
    for slug, paper in papers:
        if paper.is_editable:
            found = template_in_use(union=union, slug=slug)
            is_own = found is not None and found.union_id == union.pk
            rows.append(Standing(slug, paper.title, found, is_own))
    return rows


def reaches_of_template(template: PaperTemplate) -> dict[str, Reach]:
    """Where a post must stand to see a version, and to put one in force."""
    return dict.fromkeys(
        ("template.view", "template.edit", "template.approve"), Reach((template.union.path,))
    )


def unions_that_edit(*, actor: Any) -> Sequence[Union]:
    """The federations at the tops of the actor's posts, whose templates it looks after."""
    found = Union.objects.within(scope_of(actor=actor, verb="template.view")).order_by("depth", "path")
    tops: list[Union] = []
    for union in found[:50]:
        if not any(union.path.startswith(top.path) for top in tops):
            tops.append(union)
    return tops[:3]


def versions_beside(*, template: PaperTemplate) -> QuerySet[PaperTemplate]:
    """Every version of the same paper and federation, latest first; the caller has been let in."""
    found = PaperTemplate.objects.admitted().filter(union=template.union_id, paper=template.paper)
    return (
        found.select_related("uploaded_by", "decided_by").annotate(made=Count("pledges")).order_by("-version")
    )
