from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import recognise_book, typed_rows
from lianshou.kinds.pairing.rules.change_columns import CHANGES
from lianshou.kinds.pairing.rules.columns import LAYOUTS

Run = Callable[..., Result]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("which", ["hosts", "guests", "pairs", "changes"])
def test_a_template_is_read_by_its_own_layout(run: Run, tmp_path: Path, which: str, language: str) -> None:
    path = tmp_path / "new" / f"{which}.xlsx"
    layout = {**LAYOUTS, "changes": CHANGES}[which]
    done = run("template", which, "-o", path, "--lang", language)
    table = recognise_book(read_book(path), layout)
    assert (done.exit_code, done.stdout.strip()) == (0, str(path))
    assert set(table.places) == {column.key for column in layout.columns}
    assert (table.problems, typed_rows(table).rows) == ((), [])


def test_the_example_of_a_template_would_be_taken(run: Run, tmp_path: Path) -> None:
    for which in ("hosts", "guests"):
        for column in LAYOUTS[which].columns:
            if column.example not in (None, ""):
                column.parse(column.example)


def test_the_level_of_hosts_is_a_drop_down(run: Run, tmp_path: Path) -> None:
    run("template", "hosts", "-o", tmp_path / "hosts.xlsx")
    validations = load_workbook(tmp_path / "hosts.xlsx").worksheets[0].data_validations.dataValidation
    assert [one.formula1 for one in validations if one.type == "list"] == ['"省级,市级,全国"']


def test_a_place_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("template", "hosts", "-o", tmp_path / "file" / "hosts.xlsx")
    assert (done.exit_code, "hosts.xlsx" in done.stderr) == (1, True)
