import time
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from lianshou.formats.papers import Fault, PaperError, fields_of, join_papers, render_paper, render_papers


def template(*paragraphs: str, header: str = "", style: str | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text, style=style)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def opened(content: bytes):
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    return docx.Document(BytesIO(content))


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(content).paragraphs]


def all_text(content: bytes) -> str:
    return "\n".join(node.text or "" for node in opened(content).element.body.iter(qn("w:t")))


def fault_of(call) -> PaperError:
    with pytest.raises(PaperError) as caught:
        call()
    return caught.value


# -- filling ---------------------------------------------------------------------------------------------------------


def test_render_paper_fills_fields_loops_and_headers():
    made = render_paper(
        template(
            "{{ host.name }}与",
            "{%p for item in items %}",
            "{{ loop.index | zh_number }}、{{ item }}",
            "{%p endfor %}",
            header="编号{{ number }}",
        ),
        {"host": {"name": "甲"}, "items": ["一事", "二事"], "number": 7},
    )
    assert texts(made) == ["甲与", "一、一事", "二、二事"]
    assert opened(made).sections[0].header.paragraphs[0].text == "编号7"


def test_render_paper_joins_tags_that_word_cut_into_runs():
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ na", "me }", "}。"):
        paragraph.add_run(piece)
    assert texts(render_paper(saved(document), {"name": "甲"})) == ["甲。"]


def test_agreement_leaves_no_tag_behind(values, template_zh):
    text = all_text(render_paper(template_zh, values))
    assert "{" not in text
    assert "%" not in text
    assert "None" not in text
    for expected in (
        "阜工联〔2026〕1号",
        "褚钢",
        "2023年12月8日",
        "2026年4月1日",
        "相距3.2公里",
        "（六）",
        "羽毛球友谊赛",
    ):
        assert expected in text.replace("\n", "")


def test_agreement_with_nothing_but_names_leaves_lines_to_write_on(values, template_zh):
    for side in ("host", "guest"):
        values[side] = {key: None for key in values[side]} | {"name": "某工会", "honours": []}
    values |= dict.fromkeys(("number", "reasons", "goal", "starts_on", "ends_on", "activities_per_year"))
    text = all_text(render_paper(template_zh, values)).replace("\n", "")
    assert "None" not in text
    assert "（）" not in text
    assert "编号：________________" in text
    assert "自\u3000\u3000年\u3000\u3000月\u3000\u3000日起" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_dates_are_written_in_the_language(values, language):
    made = render_paper(template("{{ starts_on }}"), values, language=language)
    assert texts(made) == [{"zh": "2026年4月1日", "en": "1 April 2026"}[language]]


def test_dataclasses_become_plain_data():
    @dataclass
    class Side:
        name: str

        def close(self) -> str:
            return "boom"

    assert texts(render_paper(template("{{ host.name }}"), {"host": Side("甲")})) == ["甲"]
    assert (
        fault_of(lambda: render_paper(template("{{ host.close }}"), {"host": Side("甲")})).code
        is Fault.UNKNOWN_FIELD
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("A<B> & \"C\" 'D' <w:t>", "A<B> & \"C\" 'D' <w:t>"),
        ("{{ 1 }} {% x %}", "{{ 1 }} {% x %}"),
        ("家👨‍👩‍👧𠮷", "家👨‍👩‍👧𠮷"),
        ("a\x00b\x07c\ud800d\ufffe\u202ee", "abcde"),
        ("一\r\n二\x0b三\u2028四", "一\n二\n三\n四"),
        ("左\t右", "左\t右"),
        (0, "0"),
        (None, ""),
    ],
)
def test_values_survive_or_are_cleaned(value, written):
    assert texts(render_paper(template("{{ x }}"), {"x": value})) == [written]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_makes_a_document_that_opens(text):
    opened(render_paper(HYPOTHETICAL, {"x": text}))


HYPOTHETICAL = template("甲{{ x }}乙")


# -- hostile and broken templates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ host.__class__ }}",
        "{{ host['__class__'] }}",
        "{{ host[key] }}",
        "{% for x in ().__class__ %}{% endfor %}",
        "{% for x in 'aaaa' %}{% endfor %}",
        "{% for x in range(9) %}{% endfor %}",
        "{{ host.items() }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler() }}",
        "{{ self }}{{ self._x }}",
        "{{ host | attr('name') }}",
        "{{ name | safe }}",
        "{{ host | map('x') }}",
        "{{ 'a' * 999 }}",
        "{{ 9 ** 9 }}",
        "{% set a = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}",
        "{% import 'os' as os %}",
        "{{ 'a'.join }}",
        "{{ '%s' % host }}",
        "{{ '{0.x}'.format(host) }}",
        "{{ [1,2] }}",
        "{{r name }}",
        "{{p name }}",
    ],
)
def test_hostile_tag_is_refused(tag):
    error = fault_of(
        lambda: render_paper(template(tag), {"host": {"name": "甲"}, "name": "甲", "key": "name"})
    )
    assert error.code in (Fault.FORBIDDEN_TAG, Fault.UNKNOWN_FIELD)
    assert error.what
    assert error.way_out.zh
    assert error.way_out.en


def test_forbidden_tag_in_a_header_is_refused():
    assert (
        fault_of(lambda: render_paper(template("", header="{{ ''.__class__ }}"), {})).code
        is Fault.FORBIDDEN_TAG
    )


def test_deep_loops_are_refused():
    nested = "".join(f"{{% for {a} in x %}}" for a in "abcd") + "{% endfor %}" * 4
    assert fault_of(lambda: render_paper(template(nested), {"x": [1]})).code is Fault.FORBIDDEN_TAG


def test_runaway_output_is_stopped():
    text = "{% for a in x %}{% for b in x %}{% for c in x %}{{ c }}{% endfor %}{% endfor %}{% endfor %}"
    assert fault_of(lambda: render_paper(template(text), {"x": ["长" * 50] * 60})).code is Fault.TOO_LARGE


def test_objects_are_refused_as_values():
    error = fault_of(lambda: render_paper(template("{{ a }}"), {"a": {"b": [object()]}}))
    assert (error.code, error.what) == (Fault.NOT_PLAIN, "a.b[] (object)")


def test_missing_field_is_named_with_a_guess():
    error = fault_of(lambda: render_paper(template("{{ host.nmae }}"), {"host": {"name": "甲"}}))
    assert (error.code, error.what) == (Fault.UNKNOWN_FIELD, "host.nmae")
    assert "host.name" in error.way_out.zh
    assert "host.name" in error.way_out.en
    assert "host.nmae" in error.wording.zh


@pytest.mark.parametrize(
    "tag", ["{{ a.b.c }}", "{{ a.b | line }}", "{% if a.b %}{% endif %}", "{{ a.b | upper }}"]
)
def test_missing_field_is_an_error_wherever_it_stands(tag):
    assert fault_of(lambda: render_paper(template(tag), {"a": {}})).what == "a.b"


def test_missing_field_in_a_loop_is_named_with_the_list():
    made = template("{%p for h in hs %}", "{{ h.x }}", "{%p endfor %}")
    assert fault_of(lambda: render_paper(made, {"hs": [{"y": 1}]})).what == "hs[].x"


def test_record_written_as_text_is_refused():
    error = fault_of(lambda: render_paper(template("{{ host }}"), {"host": {"name": "甲"}}))
    assert (error.code, error.what) == (Fault.NOT_TEXT, "host")


@pytest.mark.parametrize(
    ("paragraphs", "what"),
    [
        (["好", "甲{{ name"], "甲{{ name"),
        (["{% for x in y %}甲"], "{% for x in y %}甲"),
        (["{%p endfor %}"], "{% endfor %}"),
        (["{{ name | nosuch }}"], "| nosuch"),
        (["{{ na me }}"], "{{ na me }}"),
    ],
)
def test_broken_tag_is_named(paragraphs, what):
    error = fault_of(lambda: render_paper(template(*paragraphs), {"name": "甲", "y": []}))
    assert error.code in (Fault.BROKEN_TAG, Fault.FORBIDDEN_TAG)
    assert what in error.what


def test_loop_across_paragraphs_without_p_is_refused_or_valid():
    made = template("{% for x in xs %}甲", "乙{% endfor %}")
    opened(render_paper(made, {"xs": [1, 2]}))  # repeats the break between the two paragraphs: well-formed
    document = docx.Document()
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "{% for x in xs %}甲"
    document.add_paragraph("{% endfor %}")
    assert fault_of(lambda: render_paper(saved(document), {"xs": [1, 2]})).code is Fault.BROKEN_LAYOUT


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken"])
def test_not_a_document_is_refused(content):
    assert fault_of(lambda: render_paper(content, {})).code is Fault.NOT_A_PAPER


def test_missing_file_is_refused(tmp_path):
    assert fault_of(lambda: fields_of(tmp_path / "none.docx")).code is Fault.NOT_A_PAPER


def test_zip_that_is_no_document_is_refused():
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    assert fault_of(lambda: fields_of(out.getvalue())).code is Fault.NOT_A_PAPER


def test_outside_picture_is_refused():
    document = docx.Document()
    document.part.relate_to("http://example.test/a.png", "http://x/relationships/image", is_external=True)
    assert fault_of(lambda: fields_of(saved(document))).code is Fault.OUTSIDE_LINK


# -- fields ----------------------------------------------------------------------------------------------------------


def test_fields_of_gives_paths():
    made = template(
        "{{ number }}{% if remarks %}{{ host['name'] }}{% endif %}",
        "{%p for h in host.honours %}",
        "{{ h.level }}{{ loop.index }}",
        "{%p endfor %}",
        header="{{ year | line(4) }}",
    )
    assert fields_of(made) == {
        "number",
        "remarks",
        "host.name",
        "host.honours",
        "host.honours[].level",
        "year",
    }


def test_agreements_use_the_same_fields(template_zh, template_en):
    assert fields_of(template_en) == fields_of(template_zh)


# -- many ------------------------------------------------------------------------------------------------------------


def test_render_papers_makes_164_agreements_in_one_document(template_zh, agreement):
    start = time.perf_counter()
    made = render_papers(template_zh, [agreement(number) for number in range(1, 165)])
    elapsed = time.perf_counter() - start
    document = opened(made)
    assert [p.text for p in document.paragraphs].count("“联手兴家”结对协议书") == 164
    assert [p.text for p in document.paragraphs if p.text.startswith("编号")][
        -1
    ] == "编号：阜工联〔2026〕164号"
    assert len(document.sections) == 164
    starts = [node.get(qn("w:start")) for node in document.element.body.iter(qn("w:pgNumType"))]
    assert starts == ["1"] * 163  # the first begins at 1 by itself
    assert {section.top_margin.mm for section in document.sections} == {document.sections[0].top_margin.mm}
    assert elapsed < 20  # the real figure is under a second; a benchmark measures it


def test_join_papers_equals_render_papers(template_zh, agreement):
    contexts = [agreement(number) for number in (1, 2, 3)]
    together = render_papers(template_zh, contexts)
    joined = join_papers([render_paper(template_zh, context) for context in contexts])
    assert all_text(joined) == all_text(together)
    assert len(opened(joined).sections) == 3


def test_each_paper_keeps_its_own_header():
    made = render_papers(template("正文", header="第{{ n }}号"), [{"n": 1}, {"n": 2}, {"n": 1}])
    assert [s.header.paragraphs[0].text for s in opened(made).sections] == ["第1号", "第2号", "第1号"]


def test_numbered_lists_start_anew_in_each_paper():
    made = opened(render_papers(template("{{ n }}", style="List Number"), [{"n": 1}, {"n": 2}]))
    assert [p.text for p in made.paragraphs] == ["1", "2"]
    document = docx.Document()
    paragraph = document.add_paragraph("{{ n }}")
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1
    made = opened(render_papers(saved(document), [{"n": 1}, {"n": 2}, {"n": 3}]))
    used = [node.val for node in made.element.body.iter(qn("w:numId"))]
    assert len(set(used)) == 3
    restarted = made.part.numbering_part.element.num_having_numId(used[1])
    assert restarted.findall(qn("w:lvlOverride"))


def test_paper_that_ends_with_a_table_is_joined():
    document = docx.Document()
    document.add_paragraph("甲")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "{{ n }}"
    made = opened(render_papers(saved(document), [{"n": 1}, {"n": 2}]))
    assert [table.cell(0, 0).text for table in made.tables] == ["1", "2"]
    assert len(made.sections) == 2


def test_papers_of_different_templates_are_not_joined():
    document = docx.Document()
    document.styles["Normal"].font.size = 99999
    error = fault_of(lambda: join_papers([template("甲"), saved(document)]))
    assert error.code is Fault.DIFFERENT_TEMPLATES


@pytest.mark.parametrize("call", [lambda: join_papers([]), lambda: render_papers(HYPOTHETICAL, [])])
def test_nothing_to_join_is_refused(call):
    assert fault_of(call).code is Fault.NOTHING_TO_JOIN


def test_importing_papers_loads_no_word_library():
    import subprocess
    import sys

    code = "import sys, lianshou.formats.papers as p; print([m for m in ('docx','docxtpl','jinja2','lxml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
