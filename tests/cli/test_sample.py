from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from tests.factories.workbooks import read_rows


def test_the_sample_is_the_same_every_time(run: Callable[..., Result], sample: Path, tmp_path: Path) -> None:
    done = run("sample", "-o", tmp_path / "again")
    assert done.exit_code == 0
    for name in ("hosts.xlsx", "guests.xlsx"):
        assert (tmp_path / "again" / name).read_bytes() == (sample / name).read_bytes()


def test_the_sample_has_the_size_of_the_county(sample: Path) -> None:
    hosts, guests = (read_rows(sample / name, header_row=3) for name in ("hosts.xlsx", "guests.xlsx"))
    assert (len(hosts), len(guests)) == (63, 164)
    assert len({row["单位名称"] for row in hosts}) == 63
