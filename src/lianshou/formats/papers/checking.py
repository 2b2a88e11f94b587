"""Whether a template that somebody edited may be used: nothing runs in it, every field is known, none that must be is lacking."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lianshou.core.wording import Language, Wording
from lianshou.formats.papers.errors import Fault, PaperError
from lianshou.formats.papers.rendering import hint_for, render_paper
from lianshou.formats.papers.values import paths_in, plain_record

_ACTIVE_PARTS = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/|oleobject|afchunk|customui", re.IGNORECASE
)
_ACTIVE_TYPES = re.compile(rb"macroEnabled|vbaProject|ms-word\.attachedToolbars", re.IGNORECASE)
_REACHING = re.compile(
    rb"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)
_INSTRUCTION = re.compile(rb"<(?:\w+:)?instrText[^>]*>([^<]*)</|(?:\w+:)?instr=\"([^\"]*)\"", re.IGNORECASE)
_SAFE_LINKS = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a template: what, where in the words of the paper, and what to do."""

    code: Fault
    what: str
    where: str
    wording: Wording
    way_out: Wording


def check_template(
    content: bytes,
    *,
    sample: Mapping[str, Any],
    required: Collection[str] = (),
    language: Language = "zh",
) -> list[Finding]:
    """Everything that is wrong with the template in ``content``, in the order of the paper; none when it can be used.

    ``sample`` holds a made-up value for every field that there is; ``required`` are paths that may not be lacking. The template
    is filled twice to try it out: with the sample, and with all lists of it empty and all texts but the required ones missing.
    """
    from lianshou.formats.papers.reading import compile_template

    try:
        require_harmless(content)
        fields = compile_template(content).fields
    except PaperError as error:
        return [_finding(error)]
    record = plain_record(sample, language=language)
    known = set(paths_in(record))
    found = [
        _finding(PaperError(Fault.UNKNOWN_FIELD, what=path, hint=hint_for(path, record)), where=where)
        for path, where in fields.items()
        if path not in known
    ]
    found += [
        _finding(PaperError(Fault.FIELD_MISSING, what=path)) for path in sorted(set(required) - set(fields))
    ]
    return found or list(_tried(content, sample, required, language))


def require_harmless(content: bytes) -> None:
    """Raise PaperError for a file in which something could run or which fetches something when it is opened.

    Macros, controls, embedded files, fields that reach outside, and links but those to pages and mail addresses.
    """
    from lianshou.formats.papers.reading import open_paper

    document = open_paper(content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if _ACTIVE_PARTS.search(f"/{name}"):
                raise PaperError(Fault.PROGRAM_INSIDE, what=name)
            if name == "[Content_Types].xml" and _ACTIVE_TYPES.search(archive.read(name)):
                raise PaperError(Fault.PROGRAM_INSIDE, what="docm")
            if name.endswith(".xml"):
                _require_still(archive.read(name))
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external and not relation.target_ref.lower().startswith(_SAFE_LINKS):
                raise PaperError(Fault.OUTSIDE_LINK, what=relation.target_ref[:80])


def empty_of(sample: Mapping[str, Any], *, required: Collection[str], path: str = "") -> dict[str, Any]:
    """``sample`` with only what is required: lists empty, other texts and numbers None."""
    empty: dict[str, Any] = {}
    for key, value in sample.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            empty[key] = empty_of(value, required=required, path=here)
        elif isinstance(value, list | tuple):
            empty[key] = []
        else:
            empty[key] = value if here in required else None
    return empty


def _tried(
    content: bytes, sample: Mapping[str, Any], required: Collection[str], language: Language
) -> Iterator[Finding]:
    for context in (sample, empty_of(sample, required=required)):
        try:
            render_paper(content, context, language=language)
        except PaperError as error:
            yield _finding(error)
            return


def _require_still(xml: bytes) -> None:
    pieces = [match[1] or match[2] or b"" for match in _INSTRUCTION.finditer(xml)]
    for said in (*pieces, b"".join(pieces)):  # Word cuts an instruction into runs
        if _REACHING.search(said):
            raise PaperError(Fault.OUTSIDE_LINK, what=said.decode("utf-8", "replace").strip()[:80])


def _finding(error: PaperError, *, where: str = "") -> Finding:
    return Finding(error.code, error.what, where, error.wording, error.way_out)
