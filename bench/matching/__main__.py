"""One command for every claim about the matching engines: ``python bench/matching`` prints the table.

Each case runs in a process of its own, so that its memory can be read and no import weighs on another.
``--full`` adds the cases that need an hour and 16 GB; ``--only NAME`` picks cases; ``--list`` names them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from measuring import Row

HERE = Path(__file__).resolve().parent
QUICK = {
    "county": "county:rows",
    "complete": "complete:rows",
    "forcing": "explaining:forcing",
    "edits": "revising:edits",
    "explaining": "explaining:rows",
    "cluster": "scaling:many",
}
"""Cases by name: module and function that yields rows."""
FULL = {
    "whole": "complete:whole",
    "split": "scaling:split",
    "nation-left-out": "complete:nation_left_out",
    "nation-served": "complete:nation_served",
}


def run_here(case: str) -> None:
    """Print the rows of one case as JSON lines."""
    module, name = {**QUICK, **FULL}[case].split(":")
    for row in getattr(import_module(module), name)():
        print(row.to_json(), flush=True)


def run_apart(case: str) -> list[Row]:
    """The rows of one case, worked out in a process of its own; a failure is a row too."""
    command = [sys.executable, str(HERE), "--case", case]
    source = str(HERE.parents[1] / "src")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    rows = [Row.of(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode:
        rows.append(Row(case, f"failed ({done.returncode})", reached=False))
    return rows


def show(case: str, rows: list[Row]) -> None:
    for row in rows:
        mark = {True: "yes", False: "NO", None: ""}[row.reached]
        print(f"| {case} | {row.claim} | {row.value} | {row.goal} | {mark} | {row.detail} |", flush=True)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true")
    options.add_argument("--only", nargs="+", choices=[*QUICK, *FULL])
    options.add_argument("--list", action="store_true")
    options.add_argument("--case", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.case:
        run_here(asked.case)
        return 0
    if asked.list:
        print("\n".join([*QUICK, *(f"{name} (--full)" for name in FULL)]))
        return 0
    print("| case | claim | measured | goal | reached | detail |\n|---|---|---|---|---|---|", flush=True)
    missed = 0
    for case in asked.only or [*QUICK, *(FULL if asked.full else ())]:
        rows = run_apart(case)
        show(case, rows)
        missed += sum(row.reached is False for row in rows)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
