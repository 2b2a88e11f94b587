"""Several filled papers of one template as the sections of one document.

Method: the elements of every body follow one another; the last paragraph of a paper carries its section properties
(ECMA-376 part 1, 17.6.18). Headers that differ get parts of their own, lists start anew, ids stay unique.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianshou.formats.papers.errors import Fault, PaperError
from lianshou.formats.papers.reading import running_parts

if TYPE_CHECKING:
    from docx.document import Document

_AFTER_PAGE_NUMBERS = tuple(
    f"w:{name}"
    for name in [
        "cols",
        "formProt",
        "vAlign",
        "noEndnote",
        "titlePg",
        "textDirection",
        "bidi",
        "rtlGutter",
        "docGrid",
        "printerSettings",
        "sectPrChange",
    ]
)
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@dataclass(slots=True)
class Filled:
    """A filled paper: its ``w:body`` element, and its headers and footers as XML by relationship id."""

    body: Any
    parts: dict[str, bytes]


def filled_from(document: Document) -> Filled:
    """The paper that ``document`` holds, detached from it."""
    return Filled(
        deepcopy(document.element.body), {rel_id: part.blob for rel_id, part in running_parts(document)}
    )


def require_same_template(documents: list[Document]) -> None:
    """Raise PaperError DIFFERENT_TEMPLATES unless everything but body, headers and footers is the same."""
    first = _shared_parts(documents[0])
    for document in documents[1:]:
        other = _shared_parts(document)
        for key in sorted(first.keys() | other.keys()):
            if first.get(key) != other.get(key):
                raise PaperError(Fault.DIFFERENT_TEMPLATES, what=key)


def assemble(document: Document, papers: list[Filled]) -> None:
    """Make ``papers`` the content of ``document``, which holds the template they were filled from."""
    own = dict(running_parts(document))
    known = {(rel_id, papers[0].parts.get(rel_id, b"")): rel_id for rel_id in own}
    for rel_id, blob in papers[0].parts.items():
        _put_part(document, rel_id=rel_id, blob=blob)
    target = papers[0].body
    document.element.replace(document.element.body, target)
    for number, paper in enumerate(papers[1:], start=2):
        _close_section(target)
        _make_unique(paper.body, number=number)
        _restart_lists(document, paper.body)
        for rel_id, blob in paper.parts.items():
            if (rel_id, blob) not in known:
                known[rel_id, blob] = _added_part(document, like=own[rel_id], rel_id=rel_id, blob=blob)
        _refer(paper.body, {rel_id: known[rel_id, blob] for rel_id, blob in paper.parts.items()})
        _start_section(paper.body)
        for element in list(paper.body):
            target.append(element)


def _shared_parts(document: Document) -> dict[str, object]:
    """What a body leans on: relationships by id with the content behind them, styles and numbering among them."""
    shared: dict[str, object] = {}
    for rel_id, relation in document.part.rels.items():
        if relation.is_external:
            shared[rel_id] = relation.target_ref
        elif relation.reltype.endswith(("/header", "/footer")):
            shared[rel_id] = relation.reltype
        else:
            shared[rel_id] = relation.target_part.blob
    return shared


def _q(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def _put_part(document: Document, *, rel_id: str, blob: bytes) -> None:
    """Replace the header or footer behind ``rel_id`` by ``blob``, with its own relations (a logo)."""
    relation = document.part.rels[rel_id]
    relation._target = _part_like(relation.target_part, blob=blob, name=relation.target_part.partname)


def _added_part(document: Document, *, like: Any, rel_id: str, blob: bytes) -> str:
    """A new header or footer part with the content ``blob``; its relationship id."""
    kind = document.part.rels[rel_id].reltype.rpartition("/")[2]  # header or footer
    name = document.part.package.next_partname(f"/word/{kind}%d.xml")
    part = _part_like(like, blob=blob, name=name)
    return document.part.relate_to(part, document.part.rels[rel_id].reltype)


def _part_like(part: Any, *, blob: bytes, name: Any) -> Any:
    made = type(part).load(name, part.content_type, blob, part.package)
    for rel_id, relation in part.rels.items():
        made.load_rel(relation.reltype, relation._target, rel_id, relation.is_external)
    return made


def _close_section(body: Any) -> None:
    """Move the section properties at the end of ``body`` into its last paragraph."""
    properties = body.sectPr
    if properties is None:
        return
    body.remove(properties)
    last = body[-1] if len(body) else None
    if last is None or last.tag != _q("w:p") or last.find(f"{_q('w:pPr')}/{_q('w:sectPr')}") is not None:
        last = body.add_p()
        _flatten(last)
    last.get_or_add_pPr()._insert_sectPr(properties)


def _flatten(paragraph: Any) -> None:
    """Give a paragraph that only carries a section the height of one point, so that it starts no page of its own."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    properties = paragraph.get_or_add_pPr()
    properties.spacing_before = properties.spacing_after = Pt(0)
    properties.spacing_line, properties.spacing_lineRule = Pt(1), WD_LINE_SPACING.EXACTLY


def _start_section(body: Any) -> None:
    """The first section of ``body`` starts on a new page with page number 1."""
    from docx.enum.section import WD_SECTION
    from docx.oxml import OxmlElement

    first = next(body.iter(_q("w:sectPr")), None)
    if first is None:
        return
    first.start_type = WD_SECTION.NEW_PAGE
    numbers = first.find(_q("w:pgNumType"))
    if numbers is None:
        numbers = OxmlElement("w:pgNumType")
        first.insert_element_before(numbers, *_AFTER_PAGE_NUMBERS)
    numbers.set(_q("w:start"), "1")


def _refer(body: Any, renamed: dict[str, str]) -> None:
    """Point the header and footer references in ``body`` to the parts of this paper."""
    for kind in ("w:headerReference", "w:footerReference"):
        for reference in body.iter(_q(kind)):
            reference.set(_q("r:id"), renamed[reference.get(_q("r:id"))])


def _restart_lists(document: Document, body: Any) -> None:
    """Give ``body`` numbered lists of its own that begin at the beginning."""
    fresh: dict[str, str] = {}
    for reference in body.iter(_q("w:numId")):
        old = reference.get(_q("w:val"))
        if old != "0" and old not in fresh:
            fresh[old] = _new_list(document, like=int(old))
        reference.set(_q("w:val"), fresh.get(old, old))


def _new_list(document: Document, *, like: int) -> str:
    numbering = document.part.numbering_part.element
    try:
        abstract = numbering.num_having_numId(like).abstractNumId.val
    except KeyError:  # a list that is not defined is shown as no list
        return str(like)
    made = numbering.add_num(abstract)
    for level in range(9):
        made.add_lvlOverride(level).add_startOverride(1)
    return str(made.numId)


def _make_unique(body: Any, *, number: int) -> None:
    """Ids and names that may occur only once in a document, made different for the ``number``-th paper."""
    for mark in list(body.iter(_q("w:bookmarkStart"), _q("w:bookmarkEnd"))):
        if name := mark.get(_q("w:name")):
            mark.set(_q("w:name"), f"{name[:32]}_{number}")
        mark.set(_q("w:id"), str(number * 10_000 + int(mark.get(_q("w:id"), "0")) % 10_000))
    for index, drawing in enumerate(body.iter(_q("wp:docPr")), start=1):
        drawing.set("id", str(number * 10_000 + index))
    for element in body.iter(_q("w:p"), _q("w:tr")):
        for name in ("paraId", "textId"):
            element.attrib.pop(_WORD_2010 + name, None)
