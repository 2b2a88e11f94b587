"""A whole cold run of `lianshou match` on 63 hosts and 164 guests, and where the time goes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
COMMAND = [sys.executable, "-c", "from lianshou.cli.main import main; main()"]


def timed(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def said(name: str, seconds: list[float]) -> None:
    print(
        f"{name:<28} median {statistics.median(seconds):.2f} s   min {min(seconds):.2f}   max {max(seconds):.2f}"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lists, out = Path(folder) / "lists", Path(folder) / "out"
        timed("sample", "-o", str(lists))
        files = [str(lists / "hosts.xlsx"), str(lists / "guests.xlsx")]
        said("start-up (--version)", [timed("--version") for _ in range(ROUNDS)])
        said("match", [timed("match", *files, "--out", str(out), "--quiet") for _ in range(ROUNDS)])
        each = [timed("match", *files, "--out", str(out), "--quiet", "--each") for _ in range(3)]
        said("match --each", each)


if __name__ == "__main__":
    main()
