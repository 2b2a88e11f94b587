from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import Result
from docx import Document
from openpyxl import Workbook, load_workbook
from tests.factories.workbooks import Rows, guest_rows, host_rows, read_rows, write_rows, write_sheets

Run = Callable[..., Result]
Matched = Callable[[], dict[str, Any]]
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]")
FILES = ["agreements.docx", "map.html", "matching.json", "matching.xlsx"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_county_is_matched_and_proven(run: Run, sample: Path, out: Path, matched: Matched) -> None:
    done = run("match", sample / "hosts.xlsx", sample / "guests.xlsx", "--out", out)
    result = matched()
    assert (done.exit_code, names(out)) == (0, FILES)
    assert (len(result["hosts"]), len(result["pairs"]), len(result["unmatched"])) == (63, 164, 0)
    assert (result["optimal"], result["cost"]) == (True, result["bound"])
    assert done.stdout.splitlines()[2] == "结对164对，未结对0家。"
    assert "已证明最优（optimal: true，cost == bound）" in done.stdout


def test_the_workbook_holds_what_the_result_holds(
    run: Run, sample: Path, out: Path, matched: Matched
) -> None:
    run("match", sample / "hosts.xlsx", sample / "guests.xlsx", "--out", out)
    book, result = load_workbook(out / "matching.xlsx"), matched()
    assert book.sheetnames == ["结对", "帮带方", "未结对", "设置", "提示"]
    rows = list(book["结对"].iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[3], row[7]) for row in rows] == [
        (pair["host_name"], pair["guest_name"], pair["sentence"]["zh"]) for pair in result["pairs"]
    ]
    loads = list(book["帮带方"].iter_rows(min_row=2, values_only=True))
    assert [row[4] for row in loads] == [host["load"] for host in result["hosts"]]


def test_every_pair_has_an_agreement_with_both_parties(
    run: Run, sample: Path, out: Path, matched: Matched
) -> None:
    run("match", sample / "hosts.xlsx", sample / "guests.xlsx", "--out", out, "--federation", "阜宁县总工会")
    paper = Document(str(out / "agreements.docx"))
    pairs = matched()["pairs"]
    parties = [table for table in paper.tables if table.cell(1, 0).text == "工会名称"]
    assert [(table.cell(1, 1).text, table.cell(1, 2).text) for table in parties] == [
        (pair["host_name"], pair["guest_name"]) for pair in pairs
    ]
    numbers = [text for paragraph in paper.paragraphs if (text := paragraph.text).startswith("编号：")]
    assert numbers == [f"编号：联手〔2020〕{number}号" for number in range(1, 165)]
    reasons = [
        text for paragraph in paper.paragraphs if (text := paragraph.text).startswith("一、结对理由。")
    ]
    assert reasons == [f"一、结对理由。{pair['sentence']['zh']}" for pair in pairs]
    assert sum("阜宁县总工会2020年度" in paragraph.text for paragraph in paper.paragraphs) == 164


def test_each_pair_can_have_a_file_of_its_own(match: Run, out: Path) -> None:
    done = match(None, None, "--each")
    papers = names(out / "agreements")
    assert (done.exit_code, names(out)) == (0, ["agreements", "map.html", "matching.json", "matching.xlsx"])
    assert (len(papers), papers[0].startswith("001-江苏金海新能源")) == (5, True)
    match(None, guest_rows(2))
    assert names(out) == FILES


def test_the_command_imports_no_django_and_needs_no_server(sample: Path, out: Path) -> None:
    code = (
        "import sys; from lianshou.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules)\n"
    )
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "LIANSHOU"))
    }
    arguments = [
        "match",
        str(sample / "hosts.xlsx"),
        str(sample / "guests.xlsx"),
        "--out",
        str(out),
        "--quiet",
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert names(out) == FILES


# --- noise ---------------------------------------------------------------------------------------------------------------

SYNONYMS = {
    "单位名称": "＊工 会 全 称", "模范职工之家级别": "称号（必填）", "授予文号": "文号", "获评时间": "命名日期", "所属行业": "行业类别",
    "产业链": "所属产业链", "地址": "办公地址", "乡镇（街道、园区）": "乡镇/街道/开发区", "经度": "东经", "纬度": "lat", "工会主席": "主席姓名",
    "会员数": "会员\n人数", "企业（单位）名称": "两新组织工会名称", "建会时间": "组建日期", "主营业务": "所属行业", "住所": "单位地址",
}  # fmt: skip
WIDE = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}


def noisy(value: object, random: Random) -> object:
    """The same content as another officer would type it."""
    if isinstance(value, str):
        return f"　{value.translate(WIDE)} " if random.random() < 0.5 else f"{value}\u200b"
    if isinstance(value, int | float) and random.random() < 0.5:
        return str(value).translate(WIDE).replace(".", "．")
    if isinstance(value, date) and random.random() < 0.5:
        return f"{value.year}年{value.month}月{value.day}日"
    return value


def write_noisy(path: Path, rows: Rows, random: Random, *, place: str) -> Path:
    """Rows and columns shuffled, other headings, titles, blanks, totals, a header repeated, places merged downwards."""
    workbook = Workbook()
    page = workbook.worksheets[0]
    for title in ("阜宁县总工会", "名单（第二次修改）", None, "填报单位：组织部", None):
        page.append([title])
    page.merge_cells("A1:H1")
    rows = sorted(random.sample(rows, len(rows)), key=lambda row: str(row[place]))
    headings = [*(heading for heading in rows[0] if heading != "序号"), "备注"]
    random.shuffle(headings)
    header = [SYNONYMS.get(heading, heading) for heading in headings]
    page.append(header)
    runs: list[tuple[int, int, object]] = []
    for number, row in enumerate(rows):
        if number % 40 == 17:
            page.append([None, " "])
        if number % 60 == 33:
            page.append(header)
        page.append([noisy(row.get(heading), random) for heading in headings])
        here = page.max_row
        if runs and runs[-1][1] == here - 1 and runs[-1][2] == row[place] and runs[-1][1] - runs[-1][0] < 3:
            runs[-1] = (runs[-1][0], here, row[place])
        else:
            runs.append((here, here, row[place]))
    column = headings.index(place) + 1
    for top, bottom, _ in runs:
        if bottom > top:
            page.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)
    page.append([])
    page.append(["合计", len(rows)])
    page.append(["填表人：某某", None, "审核人：某某"])
    workbook.create_sheet("填写说明").append(["单位名称", "荣誉级别"])
    workbook.save(path)
    return path


@pytest.mark.parametrize("seed", range(3))
def test_noise_changes_nothing_in_the_result(
    run: Run, sample: Path, out: Path, tmp_path: Path, seed: int
) -> None:
    run("match", sample / "hosts.xlsx", sample / "guests.xlsx", "--out", out)
    clean = (out / "matching.json").read_bytes()
    random = Random(seed)
    hosts = read_rows(sample / "hosts.xlsx", header_row=3)
    guests = read_rows(sample / "guests.xlsx", header_row=3)
    noisy_hosts = write_noisy(tmp_path / "h.xlsx", hosts, random, place="乡镇（街道、园区）")
    noisy_guests = write_noisy(tmp_path / "g.xlsx", guests, random, place="所在乡镇/街道/开发区")
    done = run("match", noisy_hosts, noisy_guests, "--out", tmp_path / "noisy")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "noisy" / "matching.json").read_bytes() == clean


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_gives_the_same_result(run: Run, match: Run, out: Path, tmp_path: Path, encoding: str) -> None:
    match()
    clean = (out / "matching.json").read_bytes()
    for name, rows in (("hosts", host_rows()), ("guests", guest_rows())):
        with (tmp_path / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    done = run("match", tmp_path / "hosts.csv", tmp_path / "guests.csv", "--out", tmp_path / "csv")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "csv" / "matching.json").read_bytes() == clean


@pytest.mark.parametrize(
    "titles", [("帮带方", "被帮带方"), ("模范职工之家", "2020年新建"), ("Sheet1", "Sheet2")]
)
def test_one_workbook_with_two_sheets_gives_the_same_result(
    run: Run, match: Run, out: Path, tmp_path: Path, titles: tuple[str, str]
) -> None:
    match()
    clean = (out / "matching.json").read_bytes()
    book = write_sheets(tmp_path / "both.xlsx", {titles[1]: guest_rows(), titles[0]: host_rows()})
    done = run("match", book, "--out", tmp_path / "one")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "one" / "matching.json").read_bytes() == clean


# --- settings, locks, last year -------------------------------------------------------------------------------------------


def test_settings_are_used_and_kept(match: Run, matched: Matched, tmp_path: Path) -> None:
    settings = tmp_path / "s.toml"
    settings.write_text("over = 9.5\n[rooms.province]\nlow = 1\nhigh = 1\nmost = 1\n", encoding="utf-8")
    done = match(None, None, "--settings", settings)
    result = matched()
    assert (done.exit_code, len(result["pairs"]), len(result["unmatched"])) == (0, 3, 2)
    assert {left["reason"] for left in result["unmatched"]} == {"all_full"}
    assert (result["settings"]["over"], result["settings"]["rooms"]["province"]["most"]) == (9.5, 1)


def test_wrong_settings_are_told_and_nothing_is_written(match: Run, out: Path, tmp_path: Path) -> None:
    settings = tmp_path / "s.toml"
    settings.write_text("overr = 9.5\ngroup = 'x'\n", encoding="utf-8")
    done = match(None, None, "--settings", settings)
    assert (done.exit_code, out.exists()) == (1, False)
    assert "您要写的是不是“over”？" in done.stderr
    assert "设置“group”应当是数字" in done.stderr


def test_locks_bans_and_last_year_are_respected(
    match: Run, matched: Matched, pairs_file: Callable[..., Path]
) -> None:
    guests, hosts = [row["单位名称"] for row in guest_rows()], [row["单位名称"] for row in host_rows()]
    lock = pairs_file("lock.xlsx", [(guests[0], hosts[2])])
    forbid = pairs_file("forbid.xlsx", [(guests[1], hosts[0]), (guests[1], hosts[2])])
    existing = pairs_file("existing.xlsx", [(guests[2], f"{hosts[1]}工会"), ("早已撤销的公司", hosts[0])])
    done = match(None, None, "--lock", lock, "--forbid", forbid, "--existing", existing)
    pairs = {pair["guest"]: pair for pair in matched()["pairs"]}
    assert done.exit_code == 0, done.output
    assert (pairs[guests[0]]["host"], pairs[guests[0]]["locked"]) == (hosts[2], True)
    assert pairs[guests[1]]["host"] == hosts[1]
    assert (pairs[guests[2]]["host"], pairs[guests[2]]["renewed"]) == (hosts[1], True)
    assert pairs[guests[2]]["terms"]["renewal"] == -8000
    assert "1条提示" in done.stdout


@pytest.mark.parametrize("name", ["matching.xlsx", "matching.json"])
def test_the_result_of_last_year_can_be_given_as_existing(
    match: Run, out: Path, matched: Matched, name: str
) -> None:
    match()
    before = {(pair["guest"], pair["host"]) for pair in matched()["pairs"]}
    done = match(None, None, "--existing", out / name)
    pairs = matched()["pairs"]
    assert done.exit_code == 0, done.output
    assert {(pair["guest"], pair["host"]) for pair in pairs} == before
    assert all(pair["renewed"] for pair in pairs)


def test_a_lock_with_an_unknown_name_is_an_error_in_its_own_file(
    match: Run, out: Path, pairs_file: Callable[..., Path]
) -> None:
    done = match(None, None, "--lock", pairs_file("lock.xlsx", [("谁也不是", host_rows()[0]["单位名称"])]))
    assert (done.exit_code, names(out)) == (1, ["errors.xlsx"])
    assert "lock.xlsx “名单” A2：被帮带方名单里没有“谁也不是”。" in done.stderr


def test_walls_leave_the_far_ones_out(match: Run, matched: Matched, out: Path, tmp_path: Path) -> None:
    settings = tmp_path / "s.toml"
    settings.write_text("farthest_km = 10.0", encoding="utf-8")
    guests = [*guest_rows(2), *guest_rows(3, 乡镇="羊寨镇")[2:]]
    match(None, guests, "--settings", settings)
    assert [(left["guest"], left["reason"]) for left in matched()["unmatched"]] == [
        (guests[2]["单位名称"], "no_host_within_wall")
    ]
    told = load_workbook(out / "matching.xlsx")["未结对"]["D2"].value
    assert "10公里以内没有帮带方" in told


# --- errors ---------------------------------------------------------------------------------------------------------------


def test_errors_are_collected_printed_by_cell_and_marked(match: Run, out: Path, tmp_path: Path) -> None:
    guests = guest_rows(3)
    guests[1] |= {"建会时间": "2020-02-30", "经度": 33.7, "纬度": 119.8}
    guests[2] |= {"乡镇": None}
    done = match(None, guests)
    assert (done.exit_code, names(out), done.stdout) == (1, ["errors.xlsx"], "")
    assert "guests.xlsx “名单” B3：没有“2020-02-30”这一天。\n    办法：" in done.stderr
    assert "guests.xlsx “名单” E3：经度33.7和纬度119.8写反了。\n    办法：请把两个数对调" in done.stderr
    assert "guests.xlsx “名单” D4：“阜宁中成紧固寅公司”没有填位置" in done.stderr
    book = load_workbook(out / "errors.xlsx")
    page = book["名单"]
    assert book.sheetnames == ["问题清单", "名单"]
    assert [cell.value for cell in page[3]][:2] == ["阜宁中成紧固丑公司", "2020-02-30"]
    assert {cell.coordinate for row in page.iter_rows() for cell in row if cell.comment} == {
        "B3",
        "E3",
        "F3",
        "D4",
    }
    assert "没有“2020-02-30”这一天" in page["B3"].comment.text


@pytest.mark.parametrize(
    ("cells", "zh"),
    [
        ({"荣誉级别": "县级"}, "县级及以下不能作帮带方"),
        ({"荣誉级别": "合格职工之家"}, "不是模范职工之家"),
        ({"荣誉级别": None}, "“荣誉级别”没有填"),
        ({"获评时间": "2030-01-01"}, "还没有到"),
        ({"获评时间": "18年5月"}, "年份只写了两位"),
        ({"经度": 2.35, "纬度": 48.85}, "不在中国境内"),
        ({"经度": 119.8, "纬度": None}, "经度和纬度只填了一个"),
        ({"统一社会信用代码": "81320923MC00000129"}, "校验位不对"),
        ({"统一社会信用代码": 813209230000001289}, "后面几位已经丢失"),
        ({"所属行业": "新能源"}, "可能是几个行业"),
        ({"所属行业": "C9911"}, "前两位不是国民经济行业大类"),
        ({"最少结对数": 5, "最多结对数": 2}, "最少≤一般最多≤最多"),
        ({"会员数": "很多"}, "不是数字"),
        ({"所在区县": "鼓楼区"}, "不止一处"),
    ],
)
def test_each_planted_error_has_its_own_words(
    match: Run, out: Path, cells: dict[str, object], zh: str
) -> None:
    hosts = host_rows(3)
    done = match([hosts[0], {**hosts[1], **cells}, hosts[2]])
    told = [line for line in done.stderr.splitlines() if line.startswith("hosts.xlsx")]
    assert (done.exit_code, len(told), zh in done.stderr) == (1, 1, True), done.stderr
    page = load_workbook(out / "errors.xlsx")["名单"]
    comments = {cell.row: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}
    assert [(row, zh in text) for row, text in comments.items()] == [(3, True)]


def test_twice_listed_units_and_hosts_among_guests_are_errors(match: Run) -> None:
    hosts, guests = host_rows(2), guest_rows(2)
    done = match(
        [*hosts, hosts[0]], [*guests, {**guests[0], "单位名称": f"{hosts[1]['单位名称']}工会委员会"}]
    )
    assert done.exit_code == 1
    assert (
        "hosts.xlsx “名单” A4：“江苏金海新能源甲公司”与第2行的“江苏金海新能源甲公司”是同一个单位"
        in done.stderr
    )
    assert (
        "guests.xlsx “名单” A4：“江苏金海新能源乙公司工会委员会”同时也是帮带方（“名单”第3行的“江苏金海新能源乙公司”）。"
        in done.stderr
    )


def test_errors_of_both_lists_stand_in_one_workbook(match: Run, out: Path) -> None:
    done = match(host_rows(2, 荣誉级别="县级"), guest_rows(2, 建会时间="无日期"))
    book = load_workbook(out / "errors.xlsx")
    assert (done.exit_code, names(out)) == (1, ["errors.xlsx"])
    assert book.sheetnames == ["问题清单", "hosts 名单", "guests 名单"]
    assert ["县级" in book["hosts 名单"][cell].comment.text for cell in ("B2", "B3")] == [True, True]
    assert "不是日期" in book["guests 名单"]["B2"].comment.text
    listed = [row[1] for row in book["问题清单"].iter_rows(min_row=2, values_only=True)]
    assert listed == ["hosts 名单", "hosts 名单", "guests 名单", "guests 名单"]


def test_a_missing_column_names_what_it_may_be_called(match: Run) -> None:
    done = match([{"单位名称": "甲公司", "乡镇": "羊寨镇"}])
    assert done.exit_code == 1
    assert "表里缺少“荣誉级别”这一栏" in done.stderr
    assert "模范职工之家级别" in done.stderr


def test_a_list_with_names_of_unit_and_union_is_matched(match: Run) -> None:
    guests = [{**row, "工会名称": f"{row['单位名称']}工会委员会"} for row in guest_rows(3)]
    done = match(None, guests)
    assert done.exit_code == 0
    assert "guests.xlsx：3家，没有用到的列：工会名称。" in done.stdout


def test_a_place_under_an_unknown_heading_is_pointed_at(match: Run, out: Path) -> None:
    guests = [{"单位名称": row["单位名称"], "镇里": "羊寨镇", "爱好": "歌"} for row in guest_rows(2)]
    done = match(None, guests)
    assert done.exit_code == 1
    assert "“镇里”这一列没有认出来，请改名为“乡镇/街道/开发区”。" in done.stderr
    assert "guests.xlsx：没有用到的列：镇里、爱好。" in done.stderr
    page = load_workbook(out / "errors.xlsx")["名单"]
    assert [cell.coordinate for row in page.iter_rows() for cell in row if cell.comment] == ["A2", "A3"]


def test_two_equal_headings_do_not_hide_other_errors(match: Run) -> None:
    guests = [{**row, "企业名称": row["单位名称"]} for row in guest_rows(2)]
    guests[1] |= {"建会时间": "2020-02-30"}
    done = match([{"单位名称": "甲公司", "荣誉级别": "县级", "乡镇": "羊寨镇"}], guests)
    assert done.exit_code == 1
    said = ("分不清以哪一列为准", "没有“2020-02-30”这一天", "县级及以下不能作帮带方")
    assert [words for words in said if words not in done.stderr] == []


def test_lists_the_wrong_way_round_are_noticed(run: Run, out: Path, tmp_path: Path) -> None:
    hosts, guests = (
        write_rows(tmp_path / "h.xlsx", host_rows()),
        write_rows(tmp_path / "g.xlsx", guest_rows()),
    )
    done = run("match", guests, hosts, "--out", out)
    assert (done.exit_code, "两个文件的次序可能反了" in done.stderr) == (1, True)


def test_a_workbook_without_guests_is_told(run: Run, out: Path, tmp_path: Path) -> None:
    done = run("match", write_rows(tmp_path / "h.xlsx", host_rows(), sheet="帮带方"), "--out", out)
    assert (done.exit_code, "这个工作簿里没有被帮带方名单" in done.stderr) == (1, True)


def test_an_empty_list_is_told(run: Run, out: Path, tmp_path: Path) -> None:
    hosts = write_rows(tmp_path / "h.xlsx", host_rows())
    guests = write_rows(tmp_path / "g.xlsx", [dict.fromkeys(guest_rows()[0])])
    done = run("match", hosts, guests, "--out", out)
    assert (done.exit_code, "表头下面一行数据也没有" in done.stderr) == (1, True)


def test_a_file_that_is_no_workbook_is_told(run: Run, out: Path, tmp_path: Path) -> None:
    picture = tmp_path / "list.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n0000")
    done = run("match", picture, picture, "--out", out)
    assert (done.exit_code, out.exists()) == (1, False)
    assert done.stderr.startswith("list.xlsx：这个文件不是电子表格。")


def test_warnings_do_not_stop_and_stand_in_the_workbook(match: Run, out: Path) -> None:
    done = match(None, guest_rows(3, 联系电话="12345", 所属行业="谁也不知道"))
    notices = load_workbook(out / "matching.xlsx")["提示"]
    assert (done.exit_code, notices.max_row) == (0, 7)
    assert "6条提示" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("match",),
        ("match", "nowhere.xlsx", "--out", "x"),
        ("match", "--nonsense"),
        ("nonsense",),
        ("template", "x"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


# --- nothing half-written -------------------------------------------------------------------------------------------------


def test_errors_leave_the_last_result_untouched(match: Run, out: Path) -> None:
    match()
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert match(host_rows(1, 荣誉级别="县级")).exit_code == 1
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.name in before} == before
    assert names(out) == sorted([*FILES, "errors.xlsx"])
    assert match().exit_code == 0
    assert names(out) == FILES


def test_a_failure_while_writing_leaves_nothing_behind(
    match: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    match()
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lianshou.kinds.pairing.exports.agreement.render", full)
    done = match(None, guest_rows(2))
    assert (done.exit_code, "No space left on device" in done.stderr) == (1, True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_broken_template_is_told_and_nothing_is_written(match: Run, out: Path, tmp_path: Path) -> None:
    template = tmp_path / "t.docx"
    paper = Document()
    paper.add_paragraph("{{ host.nmae }}")
    paper.save(str(template))
    done = match(None, None, "--template", template)
    assert (done.exit_code, names(out)) == (1, [])
    assert "host.name" in done.stderr


def test_the_same_lists_give_the_same_bytes(match: Run, out: Path) -> None:
    match()
    first = {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".docx"}
    match()
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.suffix != ".docx"} == first


# --- languages ------------------------------------------------------------------------------------------------------------

LATIN_HOSTS = [
    {
        "Union": "Alpha Co",
        "Honour level": "Province",
        "Township": "Eastern Park",
        "Industry": "3415",
        "Telephone": "1",
    },
    {"Union": "Beta Co", "Honour level": "City", "Longitude": 119.8, "Latitude": 33.7, "Industry": "6210"},
]
LATIN_GUESTS = [
    {
        "Union": f"Guest {letter}",
        "Township": "Eastern Park",
        "Industry": "1353",
        "Founded on": "2020-03-05",
        **extra,
    }
    for letter, extra in (("A", {}), ("B", {"Longitude": 119.81, "Latitude": 33.71}), ("C", {}))
]


def latin(path: Path) -> str:
    """Everything a reader of the file sees."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        cells = [str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row]
        notes = [
            cell.comment.text for page in book for row in page.iter_rows() for cell in row if cell.comment
        ]
        return "\n".join([*book.sheetnames, *cells, *notes])
    if path.suffix == ".docx":
        paper = Document(str(path))
        tables = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *tables])
    return re.sub(r"<(style|script).*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_english_results_hold_no_chinese(run: Run, out: Path, tmp_path: Path) -> None:
    hosts = write_rows(tmp_path / "h.xlsx", LATIN_HOSTS, sheet="List")
    guests = write_rows(tmp_path / "g.xlsx", LATIN_GUESTS, sheet="List")
    done = run(
        "match", hosts, guests, "--out", out, "--lang", "en", "--federation", "Funing County Federation"
    )
    assert done.exit_code == 0, done.output
    found = {name: CHINESE.findall(latin(out / name)) for name in FILES if name != "matching.json"}
    assert found == {name: [] for name in found}
    assert CHINESE.findall(done.stdout) == []


def test_english_errors_hold_no_chinese(run: Run, out: Path, tmp_path: Path) -> None:
    wrong = [
        {**LATIN_HOSTS[0], "Honour level": "County", "Industry": "9911"},
        {**LATIN_HOSTS[1], "Latitude": None},
    ]
    guests = [
        {**LATIN_GUESTS[0], "Union": "Beta Co", "Township": None},
        {**LATIN_GUESTS[1], "Longitude": 33.7, "Latitude": 119.8},
    ]
    files = [write_rows(tmp_path / f"{n}.xlsx", rows, sheet="List") for n, rows in enumerate((wrong, guests))]
    done = run("match", *files, "--out", out, "--lang", "en")
    assert done.exit_code == 1
    told = re.sub(
        r"市级|省级|全国|江苏省模范职工之家", "", done.stderr
    )  # what to write into a cell stays Chinese
    assert CHINESE.findall(told) == []
