"""Fill a Word template with values: one paper, or many in one document.

The template is a .docx an officer edits in Word; its tags are docxtpl's (``{{ host.name }}``, ``{%p for … %}``). docxtpl
tidies the tags that Word has cut to pieces; filling is ours, in the sandbox of ``sandbox``, because docxtpl's own
environment runs arbitrary attributes. Word libraries are imported on first use: the command line must start fast.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianshou.core.wording import Language, Wording
from lianshou.formats.papers.errors import Fault, PaperError
from lianshou.formats.papers.values import Record, paths_in, plain_record

if TYPE_CHECKING:
    import jinja2
    from docx.document import Document

    from lianshou.formats.papers.joining import Filled
    from lianshou.formats.papers.reading import Compiled

Context = Mapping[str, object]

MOST_CHARACTERS = 5_000_000
"""XML characters of one filled paper; more is a runaway loop."""


def render_paper(
    template: Path | bytes, context: Context, *, font: str | None = None, language: Language = "zh"
) -> bytes:
    """``template`` filled with ``context``, as the bytes of a .docx.

    ``context`` holds texts, numbers, None, dates (written in ``language``), mappings, lists and dataclasses of these.
    None is written as nothing; a name that is not there is an error. ``font`` replaces every official Chinese font.
    Raises PaperError.
    """
    return render_papers(template, [context], font=font, language=language)


def render_papers(
    template: Path | bytes, contexts: Iterable[Context], *, font: str | None = None, language: Language = "zh"
) -> bytes:
    """One .docx with a paper per context, each a section of its own: new page, page numbers from 1, own header.

    The template is parsed once. Otherwise as ``render_paper``. Raises PaperError, NOTHING_TO_JOIN for no context.
    """
    from lianshou.formats.papers.joining import assemble
    from lianshou.formats.papers.reading import open_paper, read_bytes

    compiled = _compiled(read_bytes(template))
    records = [plain_record(context, language=language) for context in contexts]
    if not records:
        raise PaperError(Fault.NOTHING_TO_JOIN)
    document = open_paper(compiled.content)
    _fill_notes(document, compiled, records)
    assemble(document, [_filled(compiled, record) for record in records])
    for name, text in compiled.properties.items():
        setattr(document.core_properties, name, _text(text, records[0])[:255])
    return _saved(document, font=font)


def join_papers(papers: Sequence[bytes]) -> bytes:
    """Many papers of ONE template in one .docx, each starting on a new page; sections as in ``render_papers``.

    Raises PaperError: NOTHING_TO_JOIN, or DIFFERENT_TEMPLATES when styles, pictures or footnotes differ. To make
    many papers anew, ``render_papers`` is several times faster.
    """
    from lianshou.formats.papers.joining import assemble, filled_from, require_same_template
    from lianshou.formats.papers.reading import open_paper

    if not papers:
        raise PaperError(Fault.NOTHING_TO_JOIN)
    documents = [open_paper(paper) for paper in papers]
    require_same_template(documents)
    filled = [filled_from(document) for document in documents]
    assemble(documents[0], filled)
    return _saved(documents[0], font=None)


def fields_of(template: Path | bytes) -> set[str]:
    """The fields a template uses, as paths: ``number``, ``host.name``, ``host.honours``, ``host.honours[].level``.

    Raises PaperError for a template that could not be filled either.
    """
    from lianshou.formats.papers.reading import read_bytes

    return set(_compiled(read_bytes(template)).fields)


@lru_cache(maxsize=8)
def _compiled(content: bytes) -> Compiled:
    from lianshou.formats.papers.reading import compile_template

    return compile_template(content)


def _filled(compiled: Compiled, record: Record) -> Filled:
    from lianshou.formats.papers.joining import Filled

    body = _parsed(_xml(compiled.body, record))
    if compiled.tables_grow:
        body = _tables_fixed(body)
    parts = {rel_id: _xml(part, record).encode() for rel_id, part in compiled.parts.items()}
    for part in parts.values():
        _parsed(part)
    return Filled(body, parts)


def _fill_notes(document: Document, compiled: Compiled, records: list[Record]) -> None:
    """Footnotes live once per document: fill them from the first record, and refuse if another would differ."""
    from lianshou.formats.papers.reading import note_parts

    for part in note_parts(document):
        texts = {_xml(compiled.notes[str(part.partname)], record) for record in records}
        if len(texts) > 1:
            raise PaperError(Fault.DIFFERENT_TEMPLATES, what=str(part.partname))
        part._blob = texts.pop().encode()


def _text(template: jinja2.Template, record: Record) -> str:
    """``template`` filled with ``record``; errors of the sandbox become PaperErrors."""
    from jinja2 import TemplateError, UndefinedError
    from jinja2.exceptions import SecurityError

    pieces: list[str] = []
    size = 0
    try:
        for piece in template.generate(record):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_CHARACTERS:
                raise PaperError(Fault.TOO_LARGE, what=f"> {MOST_CHARACTERS:,}")
    except UndefinedError as error:
        path = str(error.message)
        raise PaperError(Fault.UNKNOWN_FIELD, what=path, hint=hint_for(path, record)) from error
    except SecurityError as error:
        raise PaperError(Fault.FORBIDDEN_TAG, what=str(error)) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:  # filters on unfit values
        raise PaperError(Fault.BROKEN_TAG, what=str(error)[:80]) from error
    return "".join(pieces)


def _xml(template: jinja2.Template, record: Record) -> str:
    """The filled XML of a part; line breaks and tabs in values become Word's."""
    xml = re.sub(r"\n<w:p([ >])", r"<w:p\1", _text(template, record))
    if "\n" in xml or "\t" in xml:
        from docxtpl import DocxTemplate

        return str(DocxTemplate(BytesIO()).resolve_listing(xml))
    return xml


def _parsed(xml: str | bytes) -> Any:
    """``xml`` strictly parsed: docxtpl's own parser would silently drop what does not fit."""
    from docx.oxml import parse_xml
    from lxml import etree  # type: ignore[import-untyped]

    try:
        return parse_xml(xml)
    except etree.XMLSyntaxError as error:
        raise PaperError(Fault.BROKEN_LAYOUT, what=str(error.msg)[:80]) from error


def _tables_fixed(body: Any) -> Any:
    """``body`` with the grids of its tables adjusted to columns that a loop added."""
    from docxtpl import DocxTemplate
    from lxml import etree

    return _parsed(etree.tostring(DocxTemplate(BytesIO()).fix_tables(etree.tostring(body))))


def hint_for(path: str, record: Record) -> Wording:
    """A guess at the name that was meant."""
    near = difflib.get_close_matches(path, list(paths_in(record)), n=1)
    return (
        Wording("您要写的可能是“{name}”。", "Perhaps “{name}” was meant. ").fill(name=near[0])
        if near
        else Wording("", "")
    )


def _saved(document: Document, *, font: str | None) -> bytes:
    from lianshou.formats.papers.layout import replace_fonts

    if font:
        replace_fonts(document, font=font)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
