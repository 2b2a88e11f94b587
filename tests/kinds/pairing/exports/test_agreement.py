from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from tests.factories.pairing_results import make_matched

from lianshou.core.wording import Language
from lianshou.kinds.pairing.exports.agreement import agreement_contexts, file_name, render


def contexts(language: Language = "zh", **words: Any) -> list[dict[str, Any]]:
    instance, result = make_matched(agreement=words)
    return agreement_contexts(instance, result, year=2020, federation="阜宁县总工会", language=language)


def text_of(paper: bytes) -> str:
    document = Document(BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_an_agreement_names_both_parties_honour_dates_reasons_and_term() -> None:
    text = text_of(render(contexts(starts_on="2020-07-01")[:1]))
    for words in (
        "联手〔2020〕1号", "江苏金海新能源公司", "苏工发〔2019〕3号", "2019年4月30日授予", "褚钢", "中成紧固公司", "建会日期：2020年3月5日",
        "两家同在阜宁经济开发区，相距2.8公里", "县级模范职工之家", "协议自2020年7月1日起", "至2021年6月30日止", "阜宁县总工会", "（五）维权帮带",
        "主席（签名）",
    ):  # fmt: skip
        assert words in text


def test_a_term_without_a_first_day_begins_with_the_signatures() -> None:
    context = contexts()[0]
    assert (context["starts_on"], context["ends_on"]) == (None, None)
    assert context["remarks"] == "协议期12个月，自双方主席签名之日起算。"


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        ("2020-07-01", 12, date(2021, 6, 30)),
        ("2020-01-31", 1, date(2020, 2, 28)),
        ("2020-12-15", 1, date(2021, 1, 14)),
        ("2020-03-01", 24, date(2022, 2, 28)),
    ],
)
def test_the_last_day_follows_from_the_months(starts_on: str, months: int, ends_on: date) -> None:
    assert contexts(starts_on=starts_on, months=months)[0]["ends_on"] == ends_on


def test_words_of_the_settings_take_the_place_of_the_usual_ones() -> None:
    context = contexts(
        number="阜工联{year}-{n}", goal="市级模范职工之家", commitments_host=["共享球场"], remarks="试行"
    )[1]
    assert (context["number"], context["goal"], context["remarks"]) == (
        "阜工联2020-2",
        "市级模范职工之家",
        "试行 ".strip(),
    )
    assert context["commitments_host"] == ["共享球场"]


def test_english_agreements_use_english_words() -> None:
    context = contexts("en")[0]
    assert (context["number"], context["goal"]) == ("Lianshou 2020/1", "model home of county level")
    assert "Lianshou 2020/1" in text_of(render([context], "en"))


def test_names_of_files_are_numbered_and_safe() -> None:
    names = [file_name(number, context) for number, context in enumerate(contexts(), start=1)]
    assert names == ["001-江苏金海新能源公司-中成紧固公司.docx", "002-江苏金海新能源公司-神山风电公司.docx"]
