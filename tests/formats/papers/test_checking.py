from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from lianshou.formats.papers import render_paper
from lianshou.formats.papers.checking import check_template, empty_of
from lianshou.formats.papers.errors import Fault

SAMPLE = {
    "number": "1号",
    "host": {"name": "甲", "honours": [{"level": "省级"}]},
    "remarks": "无",
    "members": 3,
}


def paper(*lines: str) -> bytes:
    document, out = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def found(content: bytes, required: frozenset[str] = frozenset()) -> list[tuple[Fault, str]]:
    return [(one.code, one.what) for one in check_template(content, sample=SAMPLE, required=required)]


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, text)
    return out.getvalue()


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as other:
        for entry in archive.namelist():
            text = archive.read(entry)
            other.writestr(entry, text.replace(old, new) if entry == name else text)
    return out.getvalue()


def test_good_template_has_nothing_wrong() -> None:
    content = paper(
        "{{ number }} {{ host.name }}",
        "{%p for honour in host.honours %}",
        "{{ honour.level }}",
        "{%p endfor %}",
        "{{ remarks | line }}",
    )
    assert found(content, frozenset({"number", "host.name"})) == []


def test_every_unknown_field_is_named_with_its_place() -> None:
    content = paper(
        "编号：{{ nomber }}", "甲方：{{ host.nmae }}（盖章）", "{% if x %}{{ remarks }}{% endif %}"
    )
    every = check_template(content, sample=SAMPLE)
    assert [(one.what, one.where) for one in every] == [
        ("nomber", "编号：{{ nomber }}"),
        ("host.nmae", "甲方：{{ host.nmae }}（盖章）"),
        ("x", "{% if x %}{{ remarks }}{% endif %}"),
    ]
    assert "number" in every[0].way_out.zh
    assert {one.code for one in every} == {Fault.UNKNOWN_FIELD}


def test_required_fields_that_lack_are_named() -> None:
    assert found(paper("{{ number }}"), frozenset({"number", "host.name", "remarks"})) == [
        (Fault.FIELD_MISSING, "host.name"),
        (Fault.FIELD_MISSING, "remarks"),
    ]


def test_template_is_tried_with_and_without_values() -> None:
    # numbers are there in the sample, and missing in the second trial
    assert found(paper("{{ number }}{{ members * 2 }}"), frozenset({"number"}))[0][0] in (
        Fault.FORBIDDEN_TAG,
        Fault.BROKEN_TAG,
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{{ number.__class__ }}", Fault.FORBIDDEN_TAG),
        ("{{ cycler.__init__.__globals__ }}", Fault.FORBIDDEN_TAG),
        ("{% for a in range(9) %}{% endfor %}", Fault.FORBIDDEN_TAG),
        ("{{ number()", Fault.BROKEN_TAG),
        ("{% for a in host.honours %}", Fault.BROKEN_TAG),
        ("{% set a = 1 %}", Fault.FORBIDDEN_TAG),
    ],
)
def test_programs_in_tags_are_refused(line: str, fault: Fault) -> None:
    assert [code for code, _what in found(paper(line))] == [fault]


@pytest.mark.parametrize(
    "name", ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"]
)
def test_macros_controls_and_embedded_files_are_refused(name: str) -> None:
    assert found(with_part(paper("{{ number }}"), name, b"x")) == [(Fault.PROGRAM_INSIDE, name)]


def test_macro_document_in_disguise_is_refused() -> None:
    content = replaced(
        paper("{{ number }}"),
        "[Content_Types].xml",
        b"wordprocessingml.document.main+xml",
        b"ms-word.document.macroEnabled.main+xml",
    )
    assert [code for code, _what in found(content)] in ([Fault.PROGRAM_INSIDE], [Fault.NOT_A_PAPER])


@pytest.mark.parametrize(
    "runs",
    [
        ['INCLUDEPICTURE "http://10.0.0.1/a.png"'],
        ["DDEAU", 'TO c:\\\\windows\\\\cmd "x"'],
    ],
)
def test_fields_that_reach_outside_are_refused(runs: list[str]) -> None:
    xml = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs).encode()
    content = replaced(paper("{{ number }}"), "word/document.xml", b"<w:r><w:t>", xml + b"<w:r><w:t>")
    assert [code for code, _what in found(content)] == [Fault.OUTSIDE_LINK]


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("https://example.org/a", []),
        ("file:///etc/passwd", [Fault.OUTSIDE_LINK]),
        ("\\\\\\\\host\\\\share", [Fault.OUTSIDE_LINK]),
    ],
)
def test_links_lead_to_pages_and_mail_alone(target: str, codes: list[Fault]) -> None:
    document: Any = Document()
    document.add_paragraph("{{ number }}")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    document.part.relate_to(target, kind, is_external=True)
    out = BytesIO()
    document.save(out)
    assert [code for code, _what in found(out.getvalue())] == codes


@pytest.mark.parametrize(
    "content", [b"", b"no word file", b"PK\\x03\\x04broken", paper("{{ number }}")[:900]]
)
def test_broken_files_are_refused(content: bytes) -> None:
    assert [code for code, _what in found(content)] == [Fault.NOT_A_PAPER]


def test_empty_sample_keeps_what_is_required() -> None:
    assert empty_of(SAMPLE, required={"host.name"}) == {
        "number": None,
        "host": {"name": "甲", "honours": []},
        "remarks": None,
        "members": None,
    }


def test_what_passed_opens_in_another_library() -> None:
    content = paper(
        "{{ number }}", "{%p for honour in host.honours %}", "{{ honour.level }}荣誉", "{%p endfor %}"
    )
    assert found(content) == []
    made = Document(BytesIO(render_paper(content, SAMPLE)))
    assert [line.text for line in made.paragraphs] == ["1号", "省级荣誉"]
