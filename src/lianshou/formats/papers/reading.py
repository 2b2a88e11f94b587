"""A Word template opened, checked and compiled once, ready to be filled many times."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianshou.formats.papers.errors import Fault, PaperError

if TYPE_CHECKING:
    import jinja2
    from docx.document import Document
    from docx.opc.part import Part

    from lianshou.formats.papers.sandbox import PaperEnvironment

MOST_BYTES = 64 * 1024 * 1024
"""Unpacked size of a paper in bytes; more is a mistake or a decompression bomb."""

MOST_FILES = 2_000

PROPERTIES = ("title", "subject", "author", "comments")
"""Properties of a document that may hold tags."""

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_RAW_XML_FIELD = re.compile(r"\{\{\s?(?:r|p|tr|tc)\s")
_XML = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_BALANCED = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A template: its bytes, and a Jinja template per place that holds tags.

    ``parts`` are header and footer parts by relationship id; ``notes`` footnote parts by part name. ``fields`` gives for each
    field that is used the visible text of the paragraph where it is first met.
    """

    content: bytes
    body: jinja2.Template
    parts: dict[str, jinja2.Template]
    notes: dict[str, jinja2.Template]
    properties: dict[str, jinja2.Template]
    fields: dict[str, str]
    tables_grow: bool


def read_bytes(template: Path | bytes) -> bytes:
    """The bytes of ``template``. Raises PaperError NOT_A_PAPER when the file cannot be read."""
    if isinstance(template, bytes):
        return template
    try:
        return template.read_bytes()
    except OSError as error:
        raise PaperError(Fault.NOT_A_PAPER, what=f"{template.name} ({error.strerror})") from error


def open_paper(content: bytes) -> Document:
    """A python-docx document from bytes.

    Raises PaperError: TOO_LARGE before unpacking, NOT_A_PAPER, OUTSIDE_LINK for anything fetched from elsewhere.
    """
    import docx

    _check_archive(content)
    try:
        document = docx.Document(BytesIO(content))
    except Exception as error:  # python-docx lets errors of zipfile, lxml, KeyError and its own through
        raise PaperError(Fault.NOT_A_PAPER, what=type(error).__name__) from error
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external and not relation.reltype.endswith("/hyperlink"):
                raise PaperError(Fault.OUTSIDE_LINK, what=relation.target_ref[:80])
    return document


def compile_template(content: bytes) -> Compiled:
    """Open, check and compile the template in ``content``. Raises PaperError."""
    from lianshou.formats.papers.sandbox import PaperEnvironment

    document = open_paper(content)
    reader = _Reader(PaperEnvironment())
    body = reader.compiled(_xml(document.element.body))
    parts = {rel_id: reader.compiled(_part_xml(part)) for rel_id, part in running_parts(document)}
    notes = {str(part.partname): reader.compiled(_part_xml(part)) for part in note_parts(document)}
    texts = {name: str(getattr(document.core_properties, name) or "") for name in PROPERTIES}
    properties = {name: reader.compiled(text, patch=False) for name, text in texts.items() if "{" in text}
    return Compiled(content, body, parts, notes, properties, reader.fields, reader.tables_grow)


def running_parts(document: Document) -> Iterator[tuple[str, Part]]:
    """Header and footer parts of ``document`` with their relationship ids."""
    for rel_id, relation in document.part.rels.items():
        if relation.reltype.endswith(("/header", "/footer")):
            yield rel_id, relation.target_part


def note_parts(document: Document) -> Iterator[Part]:
    """Footnote and endnote parts of ``document``."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")):
            yield relation.target_part


class _Reader:
    """Turns the XML of a part into a checked Jinja template, and remembers the fields it met."""

    def __init__(self, environment: PaperEnvironment) -> None:
        from docxtpl import DocxTemplate

        self.environment = environment
        self.patch: Any = DocxTemplate(BytesIO()).patch_xml
        self.fields: dict[str, str] = {}
        self.tables_grow = False

    def compiled(self, xml: str, *, patch: bool = True) -> jinja2.Template:
        import jinja2

        from lianshou.formats.papers.sandbox import check, fields_in

        source = xml
        if patch:
            self.check_tags(xml)
            source = _PARAGRAPH.sub(
                r"\n<w:p\1", self.patch(xml)
            )  # a paragraph per line, so that errors can name it
        paragraphs = [_XML.sub("", line) for line in source.split("\n")]
        try:
            tree = self.environment.parse(source)
        except jinja2.TemplateSyntaxError as error:
            raise PaperError(Fault.BROKEN_TAG, what=_blamed(error, paragraphs)) from error
        check(tree, paragraphs=paragraphs)
        for path, line_no in fields_in(tree).items():
            where = paragraphs[line_no - 1] if 0 < line_no <= len(paragraphs) else ""
            self.fields.setdefault(path, where.strip()[:80])
        return self.environment.from_string(tree)

    def check_tags(self, xml: str) -> None:
        """Refuse unfinished tags, naming their paragraph, and fields that would be written as raw XML."""
        for piece in re.split(r"</w:p>", xml):
            text = _XML.sub("", piece)
            if any(text.count(left) != text.count(right) for left, right in _BALANCED):
                raise PaperError(Fault.BROKEN_TAG, what=text.strip()[:80])
            if found := _RAW_XML_FIELD.search(text):
                raise PaperError(Fault.FORBIDDEN_TAG, what=text[found.start() :][:80])
            self.tables_grow = self.tables_grow or "{%tc" in text or "colspan" in text


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise PaperError(Fault.NOT_A_PAPER, what="zip") from error
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES or len(entries) > MOST_FILES:
        raise PaperError(Fault.TOO_LARGE, what=f"{size / 1048576:.0f} MB, {len(entries)}")


def _blamed(error: jinja2.TemplateSyntaxError, paragraphs: list[str]) -> str:
    """The tag or paragraph a syntax error is about; the last opening tag when the end was never found."""
    if 0 < error.lineno <= len(paragraphs):
        near = paragraphs[error.lineno - 1].strip()
        if near:
            return near[:80]
    tags = _TAG.findall("".join(paragraphs))
    return next((tag for tag in reversed(tags) if re.match(r"\{%\s*(for|if)\b", tag)), str(error.message))[
        :80
    ]


def _xml(element: Any) -> str:
    from lxml import etree  # type: ignore[import-untyped]

    return str(etree.tostring(element, encoding="unicode"))


def _part_xml(part: Part) -> str:
    from docx.oxml import parse_xml

    return _xml(parse_xml(part.blob))
