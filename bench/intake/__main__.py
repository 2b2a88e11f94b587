"""A list of 100,000 persons with twenty columns, taken in by Lianshou and by django-import-export, side by side.

    python bench/intake [--rows 100000] [--rival-rows 10000] [--rounds 1]

Both read the same kind of workbook, check the same cells by the same rules, show a preview, seal the same fields, write
the same histories. Of the twenty columns twelve are kept; the others are read and passed over by both. The rival gets
fewer rows, because its time grows with their number all the same. It is installed from ``requirements.txt`` beside this
file into a folder that goes when the run is over. Time of the processor counts: the machine may be busy with other things.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from filling import write_workbook

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GOAL, MOST_MEMORY = 8.0, 400


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--rival-rows", type=int, default=10_000)
    asked.add_argument("--rival", type=Path, help="A folder in which the rival is installed already.")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        rival = given.rival or _installed(place / "packages")
        counts = {"ours": given.rows, "rival": given.rival_rows, "bulk": given.rival_rows}
        told = {side: _run(side, count, place, rival) for side, count in counts.items()}
    for side, count in counts.items():
        _say(side, count, told[side])
    each = {side: told[side]["cpu"] / count for side, count in counts.items()}
    for side in ("rival", "bulk"):
        times = each[side] / each["ours"]
        print(f"{side}: {times:.1f} times the processor time of ours (goal for the same job: {GOAL})")
    print(f"peak memory of ours: {told['ours']['peak']:.0f} MB (goal: under {MOST_MEMORY})")


def _installed(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder)]
    subprocess.run([*command, "-r", str(HERE / "requirements.txt")], check=True)
    return folder


def _run(side: str, count: int, place: Path, rival: Path) -> dict[str, Any]:
    workbook = place / f"{count}.xlsx"
    if not workbook.exists():
        write_workbook(workbook, count)
    data = place / side
    data.mkdir()
    around = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(rival))),
        "DJANGO_SETTINGS_MODULE": "lianshou.config.settings",
        "DATABASE_URL": f"sqlite:///{data / 'bench.sqlite3'}",
        "LIANSHOU_DATA_DIR": str(data),
        "LIANSHOU_DEMO": "1",
    }
    # in a process of its own, as for a worker: what the migrations take of memory is none of the import's
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=around, check=True)
    command = [sys.executable, str(HERE / "sides.py"), side, str(workbook)]
    done = subprocess.run(command, env=around, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _say(side: str, count: int, told: dict[str, Any]) -> None:
    parts = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in told["parts"].items())
    print(
        f"{side:6}{count:8} rows {told['wall']:8.1f} s of the clock, {told['cpu']:8.1f} s of the processor, "
        f"{count / told['cpu']:7.0f} rows/s, peak {told['peak']:.0f} MB ({told['before']:.0f} before) · {parts} · "
        f"{told['persons']} persons, {told['histories']} histories, {told['offices']} offices"
    )


if __name__ == "__main__":
    main()
