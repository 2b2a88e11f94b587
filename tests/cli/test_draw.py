"""A public draw on the command line: workbook, announcement, result, replacement, and the checking of any published draw."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import Workbook, load_workbook
from tests.factories.workbooks import chinese_in

from lianshou.engines.draws import Candidate, Cell, commitment_of, digest_of, document_of, draw

Run = Callable[..., Result]
Rows = list[list[object]]

PEOPLE: Rows = [["抽签号", "姓名或名称", "同组", "不参加原因", "行业", "手机"]]
PEOPLE += [
    [
        number,
        f"职工{number}",
        f"第{(number + 1) // 2}对",
        "请假" if number == 7 else None,
        industry,
        "13800000000",
    ]
    for number, industry in enumerate(["纺织", "建筑", "教育", "纺织"] * 10, start=1)
]
QUOTAS: Rows = [["类别", "取值", "最少", "最多"], ["行业", "教育", 3, 4], ["行业", "建筑", None, 6]]
SOURCES: Rows = [
    ["公开数", "形式", "哪里公布", "何时公布", "没有公布时"],
    ["双色球第2026088期红球", "整数", "中国福彩网", "2026年8月4日", "略过"],
    ["上证指数收盘", "小数", "上海证券交易所", "2026年8月5日", None],
]
SETTINGS: Rows = [["设置项", "填写内容"], ["标题", "集体婚礼"], ["名额", 12], ["候补", 4]]
VALUE = ("--value", "双色球第2026088期红球=5 12，3 33 21,9", "--value", "上证指数收盘=3241.50")


def book(path: Path, **changes: Rows) -> Path:
    sheets = {"抽签名单": PEOPLE, "名额规定": QUOTAS, "公开数": SOURCES, "抽签设置": SETTINGS}
    names = {"people": "抽签名单", "quotas": "名额规定", "sources": "公开数", "settings": "抽签设置"}
    sheets |= {names[key]: rows for key, rows in changes.items()}
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    made.save(path)
    return path


@pytest.fixture
def announced(run: Run, tmp_path: Path) -> Path:
    done = run("draw", "prepare", book(tmp_path / "book.xlsx"), "--out", tmp_path)
    assert done.exit_code == 0, done.output
    return tmp_path / "announcement.json"


@pytest.fixture
def drawn(run: Run, announced: Path, tmp_path: Path) -> Path:
    done = run("draw", "run", announced, *VALUE, "--out", tmp_path)
    assert done.exit_code == 0, done.output
    return tmp_path / "transcript.json"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def cells(path: Path) -> dict[str, list[list[object]]]:
    return {
        page.title: [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
        for page in load_workbook(path)
    }


def footer_of(page: Any) -> str:
    return str(page.oddFooter.center.text)


def test_announcement_holds_the_list_but_no_column_that_is_not_asked_for(run: Run, announced: Path) -> None:
    document = read(announced)
    assert [len(document["problem"]["people"]), document["problem"]["places"]] == [40, 12]
    assert "13800000000" not in announced.read_text(encoding="utf-8")
    sheets = cells(announced.with_suffix(".xlsx"))
    assert list(sheets) == ["抽签公告", "抽签名单", "名额规定", "公开数", "机会与证明", "抽签方案"]
    assert ["公告摘要（SHA-256）", document["digest"]] in sheets["抽签公告"]
    assert sheets["抽签名单"][8] == [7, "职工7", "教育", "第4对", "请假"]
    assert sheets["名额规定"][2] == ["行业", "教育", 3, 4, 10]
    checked = run("draw", "verify", announced, "--digest", document["digest"])
    assert (checked.exit_code, checked.output) == (0, "重算一致。\n")


def test_columns_not_used_are_told(run: Run, tmp_path: Path) -> None:
    done = run("draw", "prepare", book(tmp_path / "book.xlsx"), "--out", tmp_path)
    assert "没有用到的栏目（不写入公告）：手机。" in done.output
    assert f"公告摘要：{read(tmp_path / 'announcement.json')['digest']}" in done.output


def test_units_of_another_size_are_told_on_screen_and_paper(run: Run, tmp_path: Path) -> None:
    people: Rows = [*PEOPLE, [41, "单身一人", None, None, "教育", None]]
    done = run("draw", "prepare", book(tmp_path / "book.xlsx", people=people), "--out", tmp_path)
    assert "一起来的人数：1人的1组，2人的19组。" in done.output
    assert "有1组的人数与多数（2人一组）不同：41 单身一人。" in done.output
    assert "一定选不上，原因是人数和组数只能是整数" in done.output
    notice = cells(tmp_path / "announcement.xlsx")["抽签公告"]
    assert any("有1组的人数与多数" in str(row[0]) for row in notice if row)
    assert any("签字" in str(row[0]) for row in notice if row)


def test_draw_is_written_printed_and_checked(run: Run, drawn: Path) -> None:
    transcript = read(drawn)
    selected = [number for unit in transcript["selected"] for number in unit]
    assert len(selected) == 12
    sheets = cells(drawn.with_suffix(".xlsx"))
    assert list(sheets) == ["中签名单", "候补次序", "名额核对", "抽签记录"]
    assert [row[1] for row in sheets["中签名单"][2:] if len(row) > 1] == selected
    assert sum("请作准备" in row for row in sheets["候补次序"]) == 8  # four couples
    assert ["公开数串", "3.5.9.12.21.33./3241.5/"] in sheets["抽签记录"]
    assert 3 <= sheets["名额核对"][2][4] <= 4  # type: ignore[operator]
    assert run("draw", "verify", drawn).exit_code == 0


def test_same_numbers_draw_the_same_again(run: Run, announced: Path, drawn: Path, tmp_path: Path) -> None:
    before = (drawn.read_bytes(), drawn.with_suffix(".xlsx").read_bytes())
    run("draw", "run", announced, *VALUE, "--out", tmp_path / "again")
    again = tmp_path / "again" / "transcript.json"
    assert (again.read_bytes(), again.with_suffix(".xlsx").read_bytes()) == before


def test_draw_in_english(run: Run, announced: Path, tmp_path: Path) -> None:
    done = run("draw", "run", announced, *VALUE, "--out", tmp_path, "--lang", "en")
    assert "Written to" in done.output
    assert list(cells(tmp_path / "transcript.xlsx")) == ["Selected", "Reserves", "Quotas kept", "Record"]


def test_touched_transcript_is_told(run: Run, drawn: Path) -> None:
    drawn.write_text(drawn.read_text(encoding="utf-8").replace("职工3", "职工三"), encoding="utf-8")
    checked = run("draw", "verify", drawn)
    assert (checked.exit_code, "封存摘要与内容不符" in checked.output) == (1, True)
    refused = run("draw", "replace", drawn, "--gone", "1", "--out", drawn.parent)
    assert (refused.exit_code, "封存摘要与内容不符" in refused.output) == (1, True)


def test_other_digest_is_told(run: Run, drawn: Path) -> None:
    checked = run("draw", "verify", drawn, "--digest", "0" * 64)
    assert (checked.exit_code, "与事先公布的不同" in checked.output) == (1, True)


def test_source_must_be_given_or_said_to_be_missing(run: Run, announced: Path, tmp_path: Path) -> None:
    some = run("draw", "run", announced, *VALUE[:2], "--out", tmp_path / "o")
    assert (some.exit_code, "没有给出“上证指数收盘”" in some.output) == (1, True)
    assert not (tmp_path / "o").exists()
    done = run("draw", "run", announced, *VALUE[:2], "--missing", "上证指数收盘", "--out", tmp_path / "o")
    assert done.exit_code == 0
    assert read(tmp_path / "o" / "transcript.json")["key"] == "3.5.9.12.21.33./"
    assert ["上证指数收盘", "没有公布"] in cells(tmp_path / "o" / "transcript.xlsx")["抽签记录"]


@pytest.mark.parametrize("value", ["双色球第2026088期红球=五", "大乐透=5", "没有等号"])
def test_numbers_that_cannot_be_are_refused(run: Run, announced: Path, tmp_path: Path, value: str) -> None:
    done = run(
        "draw", "run", announced, "--value", value, "--missing", "上证指数收盘", "--out", tmp_path / "o"
    )
    assert done.exit_code in (1, 2)
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((*VALUE, "--value", "上证指数收盘=3241.60"), "“上证指数收盘”给了不止一次"),
        ((*VALUE, "--missing", "上证指数收盘"), "“上证指数收盘”给了不止一次"),
        (("--value", "双色球第2026088期红球=5 1l 33", *VALUE[2:]), "“1l”里的“l”不是数字"),
        ((*VALUE[:2], "--value", "上证指数收盘=3,241.50"), "小数不写千分号"),
        (("--value", "5 12", *VALUE[2:]), "名称=数字"),
        (
            (*VALUE, "--value", "大乐透=5"),
            "没有叫“大乐透”的公开数；公告里的是“双色球第2026088期红球”、“上证指数收盘”",
        ),
        (("--value", "双色球=5 12", *VALUE[2:]), "没有叫“双色球”的公开数"),
        ((*VALUE[:2], "--missing", "上证指数"), "没有叫“上证指数”的公开数"),
    ],
)
def test_numbers_given_twice_or_wrongly_are_told(
    run: Run, announced: Path, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    done = run("draw", "run", announced, *options, "--out", tmp_path / "o")
    assert (done.exit_code, told in done.output) == (1, True), done.output
    assert not (tmp_path / "o").exists()


def test_numbers_as_chinese_keyboards_type_them(run: Run, announced: Path, tmp_path: Path) -> None:
    given = ("--value", "双色球 第2026088期红球＝０５、１２，3；33　21 9", "--value", "上证指数收盘=３２４１")
    done = run("draw", "run", announced, *given, "--out", tmp_path / "o")
    assert done.exit_code == 0, done.output
    assert read(tmp_path / "o" / "transcript.json")["key"] == "3.5.9.12.21.33./3241./"
    assert run("draw", "verify", tmp_path / "o" / "transcript.json").exit_code == 0


def test_nothing_that_stands_is_overwritten(run: Run, drawn: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    other = ("--value", "双色球第2026088期红球=1", *VALUE[2:])
    again = run("draw", "run", tmp_path / "announcement.json", *other, "--out", tmp_path)
    assert (again.exit_code, "没有改动它" in again.output) == (1, True)
    prepared = run("draw", "prepare", tmp_path / "book.xlsx", "--out", tmp_path, "--again")
    assert (prepared.exit_code, "已经有抽签结果" in prepared.output) == (1, True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_announcement_is_replaced_only_when_asked(run: Run, announced: Path, tmp_path: Path) -> None:
    other = book(tmp_path / "other.xlsx", settings=[*SETTINGS[:2], ["名额", 10]])
    before = announced.read_bytes()
    refused = run("draw", "prepare", other, "--out", tmp_path)
    assert (refused.exit_code, "--again" in refused.output, announced.read_bytes() == before) == (
        1,
        True,
        True,
    )
    assert run("draw", "prepare", other, "--out", tmp_path, "--again").exit_code == 0
    assert read(announced)["problem"]["places"] == 10


@pytest.mark.parametrize("content", [b"\xff\xfe", b'{"schema"', b"[[[", b'{"draw":1}', b'{"schema":"x"}'])
def test_file_that_is_no_draw_is_told_in_clean_words(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    done = run("draw", "verify", tmp_path / "x.json")
    assert (done.exit_code, done.output.startswith("x.json被改动过，或者不是抽签文件")) == (1, True), (
        done.output
    )
    english = run("draw", "verify", tmp_path / "x.json", "--lang", "en")
    assert english.output.startswith("x.json was changed, or is no file of a draw")


@pytest.mark.parametrize("step", ["verify", "explain"])
def test_workbook_given_by_mistake_is_told(run: Run, announced: Path, step: str) -> None:
    done = run("draw", step, announced.with_suffix(".xlsx"))
    assert (done.exit_code, "这里要的是同一文件夹里的抽签文件（announcement.json）" in done.output) == (
        1,
        True,
    )


def test_sample_in_english_can_be_prepared(run: Run, tmp_path: Path) -> None:
    assert run("draw", "sample", "-o", tmp_path / "a.xlsx", "--lang", "en").exit_code == 0
    assert load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "List"
    done = run("draw", "prepare", tmp_path / "a.xlsx", "--out", tmp_path, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert run("draw", "template", "-o", tmp_path / "blank.xlsx", "--lang", "en").exit_code == 0
    for name in ("a.xlsx", "announcement.xlsx", "check.xlsx", "blank.xlsx"):
        assert chinese_in(tmp_path / name) == []


def test_who_leaves_is_replaced_with_the_quotas_kept(run: Run, drawn: Path, tmp_path: Path) -> None:
    first = read(drawn)["selected"][0]
    done = run("draw", "replace", drawn, "--gone", str(first[0]), "--out", tmp_path)
    assert done.exit_code == 0, done.output
    document = read(tmp_path / "replacement.json")
    assert document["rounds"][0]["left"] == [first]
    assert len(document["selected"]) == 6
    assert list(cells(tmp_path / "replacement.xlsx")) == ["递补情况", "现在的名单", "候补次序"]
    assert run("draw", "verify", tmp_path / "replacement.json").exit_code == 0
    nobody = run("draw", "replace", drawn, "--gone", "99", "--out", tmp_path)
    assert (nobody.exit_code, "99号不在" in nobody.output) == (1, True)
    assert run("draw", "replace", drawn, "--gone", "一", "--out", tmp_path).exit_code == 2


def test_rounds_are_said_in_words(run: Run, drawn: Path, tmp_path: Path) -> None:
    waiting, first = read(drawn)["reserves"][-1], read(drawn)["selected"][0]
    everybody = [str(one) for one in range(3, 41, 4) if one not in waiting and one not in first and one != 7]
    gone = ("--gone", str(waiting[0]), "--gone", str(first[0]), "--gone", "、".join(everybody))
    done = run("draw", "replace", drawn, *gone, "--out", tmp_path)
    lines = done.output.splitlines()
    assert done.exit_code == 0, done.output
    assert lines[0].endswith("退出候补，没有空出名额。")
    assert "递补。" in lines[1]
    assert "守不住“行业：教育”3至4人" in lines[2]
    assert "请由主办工会决定空着" in lines[2]
    assert run("draw", "verify", tmp_path / "replacement.json").exit_code == 0
    other = run("draw", "replace", drawn, "--gone", str(first[0]), "--out", tmp_path)
    assert (other.exit_code, "不用再做" in other.output) == (1, True)


def test_explanation_of_everybody_and_of_some(run: Run, announced: Path) -> None:
    everybody = run("draw", "explain", announced)
    assert everybody.output.startswith("名单40人，可抽19个（人或组），选12个名额")
    some = run("draw", "explain", announced, "7", "99", "--lang", "en")
    assert some.exit_code == 1
    assert some.output.splitlines() == ["7 职工7: not drawn (请假).", "Nobody has the number 99."]


def test_file_of_another_step_is_told(run: Run, announced: Path, drawn: Path, tmp_path: Path) -> None:
    done = run("draw", "run", drawn, *VALUE, "--out", tmp_path)
    assert (done.exit_code, "这里要的是 announcement.json" in done.output) == (1, True)
    (tmp_path / "x.json").write_text('{"schema":"x"}', encoding="utf-8")
    other = run("draw", "explain", tmp_path / "x.json")
    assert (other.exit_code, "这里要的是 announcement.json" in other.output) == (1, True)


def test_quotas_that_conflict_are_explained_with_ways_out(run: Run, tmp_path: Path) -> None:
    quotas: Rows = [QUOTAS[0], ["行业", "教育", 10, None]]
    done = run("draw", "prepare", book(tmp_path / "book.xlsx", quotas=quotas), "--out", tmp_path / "o")
    assert done.exit_code == 1
    assert done.output.splitlines()[:3] == [
        "没有任何一种选法符合全部规定。",
        "这一条无法做到：“行业：教育”至少10人（名单上可选的有9人）。",
        "最接近的改法（任选一种）：",
    ]
    assert not (tmp_path / "o" / "announcement.json").exists()


def test_file_that_is_no_workbook_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"%PDF-1.7")
    done = run("draw", "prepare", tmp_path / "book.xlsx", "--out", tmp_path)
    assert (done.exit_code, "不是电子表格" in done.output) == (1, True)


@pytest.mark.parametrize(("language", "first"), [("zh", "抽签名单"), ("en", "List")])
def test_template_is_read_again(run: Run, tmp_path: Path, language: str, first: str) -> None:
    done = run("draw", "template", "-o", tmp_path / "t.xlsx", "--lang", language)
    assert done.exit_code == 0
    made = load_workbook(tmp_path / "t.xlsx")
    assert made.sheetnames[0] == first
    page = made.worksheets[0]
    for number in range(1, 5):
        page.append([None, number, f"职工{number}", None, None, "纺织", "女"])
    made.worksheets[2].append([None, "双色球第2026088期红球"])
    settings = made.worksheets[3]
    assert (settings["B3"].value, settings["C3"].value) == ("名额" if language == "zh" else "places", None)
    about = "\n".join(str(row[3]) for row in settings.iter_rows(values_only=True))
    for choice in ("SHA-256", "RFC 3797", *(("按人", "按组") if language == "zh" else ("persons", "units"))):
        assert choice in about
    made.save(tmp_path / "t.xlsx")
    blank = run("draw", "prepare", tmp_path / "t.xlsx", "--out", tmp_path)
    assert (blank.exit_code, "第3行C列：没有写名额" in blank.output) == (1, True), blank.output
    settings["C3"] = "2"
    made.save(tmp_path / "t.xlsx")
    done = run("draw", "prepare", tmp_path / "t.xlsx", "--out", tmp_path)
    assert done.exit_code == 0, done.output


def test_sample_goes_the_whole_way_and_is_the_same_every_time(run: Run, tmp_path: Path) -> None:
    assert run("draw", "sample", "-o", tmp_path / "a.xlsx").exit_code == 0
    run("draw", "sample", "-o", tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    done = run("draw", "prepare", tmp_path / "a.xlsx", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("名单240人，可抽118个（人或组），选72个名额")
    assert "第2档" in done.output


def written(path: Path, **changes: object) -> Path:
    cells = [Cell("1/new", "新建", 2, tuple(Candidate(str(n), f"工会{n}") for n in range(9)))]
    told = document_of(
        seed="seed",
        commitment=commitment_of("seed"),
        digest=digest_of(cells=cells, excluded=[]),
        cells=cells,
        excluded=[],
        outcomes=draw(seed="seed", cells=cells, excluded=[]),
        told={},
    )
    path.write_text(json.dumps(told | changes), encoding="utf-8")
    return path


def test_draw_of_an_inspection_that_agrees_is_said_to(run: Run, tmp_path: Path) -> None:
    done = run("draw", "verify", str(written(tmp_path / "draw.json")))
    assert (done.exit_code, "重算一致" in done.output) == (0, True)


def test_draw_of_an_inspection_that_was_touched_or_is_none_fails(run: Run, tmp_path: Path) -> None:
    touched = run("draw", "verify", str(written(tmp_path / "draw.json", seed="other")))
    assert (touched.exit_code, "种子" in touched.output) == (1, True)
    (tmp_path / "none.json").write_text("[1]", encoding="utf-8")
    none = run("draw", "verify", str(tmp_path / "none.json"))
    assert (none.exit_code, "不是抽签文件" in none.output) == (1, True)
