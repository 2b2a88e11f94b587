"""50,000 households taken in from a workbook: read, checked, previewed, taken over; beside it the way of the desk, one by one.

    python bench/aid_intake [--rows 50000] [--desk-rows 300] [--civil-rows 50000]

Households have two members beside the worker, who stand on a second sheet. The desk's way is ``record_household`` on the same
answers; it gets fewer rows, because its time grows with their number. Then a list of the civil-affairs office is compared with
what stands then. Time of the processor counts: the machine may be busy with other things. Each side runs in a process and on a
database of its own.
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

from filling import write_civil_list, write_households

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GOAL_SECONDS, GOAL_CIVIL = 120, 30


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=50_000)
    asked.add_argument("--desk-rows", type=int, default=300)
    asked.add_argument("--civil-rows", type=int, default=50_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        books = {"ours": place / "ours.xlsx", "desk": place / "desk.xlsx"}
        write_households(books["ours"], given.rows)
        write_households(books["desk"], given.desk_rows)
        write_civil_list(place / "civil.xlsx", given.civil_rows)
        ours = _run("ours", books["ours"], place)
        civil = _run("civil", place / "civil.xlsx", place, data="ours")
        desk = _run("desk", books["desk"], place)
    print(
        f"ours {given.rows} households: {ours['wall']:.1f} s of the clock, {ours['cpu']:.1f} s of the processor "
        f"(goal: {GOAL_SECONDS}), {given.rows / ours['cpu']:.0f} households/s, peak {ours['peak']:.0f} MB "
        f"({ours['before']:.0f} before) · {ours['parts']} · {ours['made']}"
    )
    print(
        f"desk {given.desk_rows} households: {desk['cpu']:.1f} s of the processor, {given.desk_rows / desk['cpu']:.0f}/s"
    )
    print(f"ratio: {(desk['cpu'] / given.desk_rows) / (ours['cpu'] / given.rows):.1f} times")
    print(
        f"civil-affairs list of {given.civil_rows} rows: {civil['wall']:.1f} s of the clock, {civil['cpu']:.1f} s of the "
        f"processor (goal: {GOAL_CIVIL}), peak {civil['peak']:.0f} MB · {civil['parts']} · {civil['made']}"
    )


def _run(side: str, workbook: Path, place: Path, *, data: str = "") -> dict[str, Any]:
    folder = place / (data or side)
    around = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "lianshou.config.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "LIANSHOU_DATA_DIR": str(folder),
        "LIANSHOU_DEMO": "1",
    }
    if not folder.exists():
        folder.mkdir()
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=around, check=True)
    command = [sys.executable, str(HERE / "sides.py"), side, str(workbook)]
    done = subprocess.run(command, env=around, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
