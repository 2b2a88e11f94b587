from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import load_workbook
from tests.factories.workbooks import guest_rows, host_rows, read_rows, write_rows

from lianshou.cli.answer_lines import told
from lianshou.cli.asking import Answers
from lianshou.kinds.pairing.rules.change_columns import CHANGES

Run = Callable[..., Result]
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uff60]")
MATCHING = ["agreements.docx", "map.html", "matching.json", "matching.xlsx"]
HOST, GUEST = "江苏金海新能源{}公司", "阜宁中成紧固{}公司"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def toml(path: Path, *changes: str) -> Path:
    path.write_text("\n".join(f"[[change]]\n{change}" for change in changes), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name", [GUEST.format("子"), GUEST.format("子") + "工会委员会", "紧固子", "阜宁中成紧固子有限公司"]
)
def test_a_guest_is_explained_by_any_clear_name(match: Run, out: Path, name: str) -> None:
    done = match(None, None, "--quiet", "--explain", name)
    lines = done.stdout.splitlines()
    assert (done.exit_code, names(out)) == (0, MATCHING), done.output
    assert re.fullmatch(rf"{GUEST.format('子')}：由{HOST.format('.')}帮带", lines[0])
    assert lines[1] == f"    {next(pair for pair in read(out / 'matching.json')['pairs'] if pair['guest'] == GUEST.format('子'))['sentence']['zh']}"  # fmt: skip


def test_a_name_with_a_slip_is_understood(match: Run) -> None:
    done = match(host_rows(1), guest_rows(1), "--quiet", "--explain", "阜宁中城紧固子公司")
    lines = done.stdout.splitlines()
    assert lines[0] == f"名单里没有“阜宁中城紧固子公司”，按最接近的“{GUEST.format('子')}”说明："
    assert lines[1].startswith(f"{GUEST.format('子')}：由")


@pytest.mark.parametrize(
    ("name", "taken"),
    [("昌捷织纺", "阜宁昌捷纺织有限公司"), ("阜宁润采软件有限公司", "阜宁润彩软件有限公司")],
)
def test_the_clearly_nearest_name_is_taken(run: Run, sample: Path, out: Path, name: str, taken: str) -> None:
    files = sample / "hosts.xlsx", sample / "guests.xlsx"
    done = run("match", *files, "--out", out, "--quiet", "--explain", name)
    assert done.stdout.startswith(f"名单里没有“{name}”，按最接近的“{taken}”说明：\n{taken}：由"), done.output


def test_all_names_that_are_not_clear_are_told_with_all_wrong_changes(
    match: Run, out: Path, tmp_path: Path
) -> None:
    changes = toml(tmp_path / "c.toml", 'op = "drop_host"\nhost = "谁"', 'op = "drop_guest"\nguest = "何"')
    done = match(None, None, "--explain", "查无", "--explain", "此家", "--what-if", changes)
    assert (done.exit_code, out.exists()) == (1, False)
    assert done.stderr.splitlines() == [
        "名单里没有“查无”。",
        "名单里没有“此家”。",
        "c.toml：第1步“host”：帮带方名单里没有“谁”。",
        "c.toml：第2步“guest”：被帮带方名单里没有“何”。",
    ]


def test_names_that_are_alike_are_told_nearest_first(match: Run) -> None:
    done = match(None, guest_rows(3), "--explain", "阜宁中成紧固卯公司")
    names_of = "、".join(GUEST.format(name) for name in "子丑寅")
    assert done.stderr == f"名单里没有“阜宁中成紧固卯公司”，相近的有：{names_of}。请写全称。\n"


def test_the_example_of_the_documentation_runs_on_the_sample(
    run: Run, sample: Path, out: Path, tmp_path: Path
) -> None:
    text = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    block = next(
        block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[[change]]" in block
    )
    (tmp_path / "c.toml").write_text(block, encoding="utf-8")
    files = sample / "hosts.xlsx", sample / "guests.xlsx"
    done = run("match", *files, "--out", out, "--quiet", "--what-if", tmp_path / "c.toml")
    assert done.exit_code == 0, done.output
    steps = read(out / "what-if.json")["steps"]
    assert [(step["op"], step["notices"]) for step in steps] == [
        ("drop_host", []), ("room", []), ("add_guest", []), ("weight", []),
    ]  # fmt: skip


def test_the_example_of_the_template_runs_on_the_sample(sample: Path) -> None:
    example = CHANGES.column("host").example
    hosts = read_rows(sample / "hosts.xlsx", header_row=3)
    assert [row["单位名称"] for row in hosts].count(example) == 1


def test_a_new_unit_is_counted_apart_and_told_what_is_not_known(
    match: Run, out: Path, tmp_path: Path
) -> None:
    new = 'op = "add_guest"\nname = "新来公司"\nplace = "火星镇"\nindustry = "zzz"'
    done = match(None, None, "--quiet", "--what-if", toml(tmp_path / "c.toml", new))
    assert (
        "    提醒：名单和设置里都没有“火星镇”，距离只能估算。请核对写法，或者填经纬度。"
        in done.stdout.splitlines()
    )
    assert "    提醒：查不到“zzz”是什么行业，结对时不比较行业。可以改填行业代码或更常用的说法。" in done.stdout.splitlines()  # fmt: skip
    row = next(load_workbook(out / "what-if.xlsx")["变动"].iter_rows(min_row=2, values_only=True))
    moves = [move["kind"] for move in read(out / "what-if.json")["moves"]]
    assert row[6:9] == (len(moves) - 1, 1, 0)
    assert str(row[9]).count("火星镇") == 1


def test_several_units_are_explained_hosts_too(match: Run) -> None:
    done = match(None, None, "--quiet", "--explain", "紧固子", "--explain", "新能源甲")
    heads = [line for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert (heads[0].split("：")[0], heads[1]) == (GUEST.format("子"), HOST.format("甲"))


@pytest.mark.parametrize(
    ("name", "said"),
    [("查无此家", "名单里没有“查无此家”。\n"), ("紧固", "“紧固”不止一家：阜宁中成紧固子公司、阜宁中成紧固丑公司、阜宁中成紧固寅公司。请写全称。\n")],
)  # fmt: skip
def test_a_name_that_is_not_clear_stops_the_run(match: Run, out: Path, name: str, said: str) -> None:
    done = match(None, guest_rows(3), "--explain", name)
    assert (done.exit_code, done.stderr, out.exists()) == (1, said, False)


def test_what_if_tells_every_step_and_the_total(match: Run, out: Path, tmp_path: Path) -> None:
    match(None, None, "--quiet")
    gone = read(out / "matching.json")["pairs"][0]["host"]
    changes = toml(
        tmp_path / "changes.toml",
        f'op = "drop_host"\nhost = "{gone}"',
        'op = "weight"\nterm = "distance"\nfactor = 2',
    )
    done = match(None, None, "--what-if", changes)
    told = read(out / "what-if.json")
    assert (done.exit_code, names(out)) == (0, [*MATCHING, "what-if.json", "what-if.xlsx"])
    assert f"假设第1步：帮带方{gone}退出。" in done.stdout
    assert f"合计：{told['sentence']['zh']}" in done.stdout.splitlines()
    assert "matching.json、what-if.xlsx、what-if.json" in done.stdout
    book = load_workbook(out / "what-if.xlsx")
    assert book.sheetnames == ["变动", "调整", "家数变化"]
    rows = list(book["变动"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1]) for row in rows] == [
        (1, f"帮带方{gone}退出。"), (2, "“距离”按现在的2倍计。"), (None, "合计"),
    ]  # fmt: skip
    moved = list(book["调整"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in moved] == [move["guest_name"] for move in told["moves"]] != []


def test_changes_are_the_same_from_toml_json_and_a_workbook(match: Run, out: Path, tmp_path: Path) -> None:
    plain = tmp_path / "changes.json"
    changes = [
        {"op": "room", "host": HOST.format("乙"), "most": 3, "high": 3},
        {"op": "add_guest", "name": "新来公司", "place": "阜宁经济开发区", "industry": "3482"},
    ]
    plain.write_text(json.dumps({"changes": changes}, ensure_ascii=False), encoding="utf-8")
    book = write_rows(
        tmp_path / "changes.xlsx",
        [
            {"操作": "调整名额", "帮带方": HOST.format("乙"), "最多结对数": 3, "一般最多结对数": 3},
            {"操作": "新增被帮带方", "被帮带方": "新来公司", "乡镇/街道/开发区": "阜宁经济开发区", "所属行业": "3482"},
        ],
    )  # fmt: skip
    typed = toml(
        tmp_path / "changes.toml",
        f'op = "room"\nhost = "{HOST.format("乙")}"\nmost = 3\nhigh = 3',
        'op = "add_guest"\nname = "新来公司"\nplace = "阜宁经济开发区"\nindustry = "3482"',
    )
    told = []
    for path in (plain, book, typed):
        done = match(None, None, "--quiet", "--what-if", path)
        assert done.exit_code == 0, done.output
        told.append(read(out / "what-if.json"))
    assert told[0] == told[1] == told[2]
    assert [step["op"] for step in told[0]["steps"]] == ["room", "add_guest"]


def test_a_change_that_cannot_be_is_marked_in_its_workbook(match: Run, out: Path, tmp_path: Path) -> None:
    rows = [
        {"操作": "帮带方退出", "帮带方": HOST.format("甲")},
        {"操作": "帮带方退出", "帮带方": "江苏金海新能原乙公司"},
    ]
    done = match(None, None, "--what-if", write_rows(tmp_path / "changes.xlsx", rows))
    assert (done.exit_code, names(out), done.stdout) == (1, ["errors.xlsx"], "")
    assert (
        "changes.xlsx “名单” B3：帮带方名单里没有“江苏金海新能原乙公司”。是不是“江苏金海新能源乙公司”？"
        in done.stderr
    )
    assert load_workbook(out / "errors.xlsx")["名单"]["B3"].comment is not None


def test_all_changes_that_cannot_be_are_marked(match: Run, out: Path, tmp_path: Path) -> None:
    rows = [{"操作": "帮带方退出", "帮带方": name} for name in ("谁", HOST.format("甲"), "何")]
    done = match(None, None, "--what-if", write_rows(tmp_path / "changes.xlsx", rows))
    page = load_workbook(out / "errors.xlsx")["名单"]
    marked = [row for row in (2, 3, 4) if page[f"B{row}"].comment]
    assert (done.exit_code, marked, "共有2处问题" in done.stderr) == (1, [2, 4], True)


@pytest.mark.parametrize(("points", "shown"), [(2, [0, 1]), (5, [0, 1, 2, 3, 4]), (14, [0, 3, 6, 9, 13])])
def test_five_points_and_moves_of_the_least_change_are_printed(points: int, shown: list[int]) -> None:
    move = {"from_name": "甲", "to_name": "乙", "guest_name": "丙", "why": None}
    curve = [{"sentence": {"zh": str(i), "en": str(i)}} for i in range(points)]
    least = {"sentence": None, "point": {"moves": [move] * points}, "curve": curve}
    lines = [line.zh.strip() for line in told(Answers([], least_change=least), "zh")]
    head = lines.index("多动几家能省多少：")
    tail = [f"共{points}种方案，见 least-change.xlsx"] * (points > 5)
    assert lines[head + 1 :] == [*map(str, shown), *tail]
    more = [f"……还有{points - 5}家，见 least-change.xlsx"] * (points > 5)
    assert lines[1:head] == ["丙：甲 → 乙。"] * min(points, 5) + more


def test_a_bad_cell_in_a_workbook_of_changes_is_told(match: Run, out: Path, tmp_path: Path) -> None:
    rows = [{"操作": "帮带方退", "帮带方": HOST.format("甲")}]
    done = match(None, None, "--what-if", write_rows(tmp_path / "changes.xlsx", rows))
    assert (done.exit_code, names(out)) == (1, ["errors.xlsx"])
    assert "changes.xlsx “名单” A2：“帮带方退”不在可选的内容里。" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("c.toml", "[[change]\n", "“c.toml”读不懂"),
        ("c.json", "{", "“c.json”读不懂"),
        ("c.toml", "a = 1", "“c.toml”里没有变动"),
        ("c.json", "[]", "“c.json”里没有变动"),
        ("c.json", '[{"op": "drop_hots"}]', "c.json：第1步“op”：没有“drop_hots”这种变动。您要写的是不是“drop_host”？"),
    ],
)  # fmt: skip
def test_changes_that_cannot_be_read_stop_the_run(
    match: Run, out: Path, tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = match(None, None, "--what-if", tmp_path / name)
    assert (done.exit_code, out.exists(), said in done.stderr) == (1, False, True), done.stderr


def test_an_empty_workbook_of_changes_is_an_error(match: Run, run: Run, out: Path, tmp_path: Path) -> None:
    run("template", "changes", "-o", tmp_path / "changes.xlsx")
    done = match(None, None, "--what-if", tmp_path / "changes.xlsx")
    assert (done.exit_code, "表头下面一行数据也没有" in done.stderr) == (1, True)


def test_the_curve_is_printed_and_written(match: Run, out: Path) -> None:
    done = match(None, guest_rows(5, 所属行业="6210"), "--curve", "--quiet")
    points = read(out / "curve.json")["points"]
    lines = done.stdout.splitlines()
    assert (done.exit_code, names(out)) == (0, [*MATCHING[:1], "curve.json", "curve.xlsx", *MATCHING[1:]])
    assert (lines[0], len(lines)) == ("距离与行业的取舍：", len(points) + 2)
    assert sum("*" in line for line in lines) == 1
    rows = list(load_workbook(out / "curve.xlsx")["取舍"].iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows[: len(points)]] == [round(point["factor"], 3) for point in points]


def test_the_least_change_can_be_locked(match: Run, out: Path, tmp_path: Path) -> None:
    match(None, None, "--quiet")
    kept = out / "matching.json"
    before = {pair["guest"]: pair["host"] for pair in read(kept)["pairs"]}
    kept = kept.rename(tmp_path / "last.json")
    gone = next(iter(before.values()))
    hosts = [row for row in host_rows() if row["单位名称"] != gone]
    done = match(hosts, None, "--keep", kept)
    told = read(out / "least-change.json")
    after = {pair["guest"]: pair["host"] for pair in told["point"]["pairs"]}
    stayed = {guest: host for guest, host in before.items() if host != gone}
    assert (done.exit_code, told["kept"], told["point"]["broken"]) == (0, len(stayed), 0)
    assert len(stayed) < len(before)
    assert {guest: after[guest] for guest in stayed} == stayed
    assert f"最少变动：{told['sentence']['zh']}" in done.stdout.splitlines()
    locked = match(hosts, None, "--lock", out / "least-change.xlsx", "--quiet")
    assert locked.exit_code == 0, locked.output
    assert {pair["guest"]: pair["host"] for pair in read(out / "matching.json")["pairs"]} == after


def test_keep_gives_no_bonus_as_existing_does(match: Run, out: Path, pairs_file: Callable[..., Path]) -> None:
    pairs = pairs_file("pairs.xlsx", [(GUEST.format("子"), HOST.format("丙"))])
    match(None, None, "--keep", pairs, "--quiet")
    assert not any(pair["renewed"] for pair in read(out / "matching.json")["pairs"])
    match(None, None, "--existing", pairs, "--quiet")
    assert names(out) == MATCHING
    assert any(pair["renewed"] for pair in read(out / "matching.json")["pairs"])


def test_what_if_and_keep_go_together(match: Run, out: Path, tmp_path: Path) -> None:
    match(None, None, "--quiet")
    changes = toml(tmp_path / "c.toml", f'op = "drop_host"\nhost = "{HOST.format("甲")}"')
    match(
        None,
        None,
        "--quiet",
        "--keep",
        (out / "matching.json").rename(tmp_path / "m.json"),
        "--what-if",
        changes,
    )
    told = read(out / "least-change.json")
    assert told["changes"] == [step["change"] for step in read(out / "what-if.json")["steps"]]
    assert told["kept"] == 5


def test_everything_is_said_in_english_too(match: Run, out: Path, tmp_path: Path) -> None:
    changes = toml(tmp_path / "c.toml", f'op = "drop_host"\nhost = "{HOST.format("甲")}"')
    match(None, None, "--quiet")
    kept = (out / "matching.json").rename(tmp_path / "m.json")
    done = match(None, None, "--lang", "en", "--quiet", "--curve", "--explain", "紧固子", "--explain", "新能源乙", "--what-if", changes, "--keep", kept)  # fmt: skip
    bare = done.stdout
    for row in (*host_rows(), *guest_rows()):
        bare = bare.replace(row["单位名称"], "X")
    for words in ("阜宁经济开发区", "风力发电设备", "紧固件", "风电"):
        bare = bare.replace(words, "Y")
    assert (done.exit_code, CHINESE.findall(bare)) == (0, [])
    assert "distance against industry:" in bare


def test_questions_import_numpy_alone(sample: Path, out: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from lianshou.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = {'django', 'scipy', 'numba', 'ortools', 'pandas', 'distributed'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    changes = toml(tmp_path / "c.toml", 'op = "weight"\nterm = "industry"\nfactor = 2')
    pairs = write_rows(tmp_path / "pairs.xlsx", [{"被帮带方": "甲", "帮带方": "乙"}])
    guest = "江苏东和风电叶片有限公司"
    files = [str(sample / "hosts.xlsx"), str(sample / "guests.xlsx"), "--out", str(out), "--quiet"]
    asked = ["--explain", guest, "--what-if", str(changes), "--curve", "--keep", str(pairs)]
    done = subprocess.run(
        [sys.executable, "-c", code, "match", *files, *asked],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
    assert done.stdout.startswith(f"{guest}：由")
