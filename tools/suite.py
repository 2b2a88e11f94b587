"""`make test`: the suite on SQLite, then on PostgreSQL where one answers; browser tests where Chromium is found.

What never meets a database runs once, as do the browser tests, the files gone wrong, the servers and races on an SQLite file of
their own, who is let in where (of the desk and of the API), how often lists ask, and what pages show of a person: they look at
pages, files and rules; the queries behind them are run on both by other tests (of the sweep: what a neighbour sees of every
address; of the API: every list in every order, and every operation as it is described).

LIANSHOU_REQUIRE=postgres,browser turns a missing one into a failure.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ONCE = (
    "tests/api/yard/test_doors.py",
    "tests/browser",
    "tests/china",
    "tests/cli/test_asking.py",
    "tests/cli/test_kind.py",
    "tests/cli/test_match.py",
    "tests/cli/test_repeating.py",
    "tests/cli/test_serve.py",
    "tests/core",
    "tests/engines",
    "tests/formats",
    "tests/house/test_actions.py",
    "tests/house/test_histories.py",
    "tests/house/test_list_lengths.py",
    "tests/house/test_repository.py",
    "tests/house/test_rooms.py",
    "tests/house/test_scope.py",
    "tests/house/test_words.py",
    "tests/kernel/intake/test_mutated_workbooks.py",
    "tests/web/test_mutated_uploads.py",
)
ONE_TEST_ONCE = (
    "tests/kernel/funds/test_at_once.py::test_ceiling_holds_on_an_sqlite_file",
    "tests/kinds/aid/test_at_once.py::test_one_of_two_wins_on_an_sqlite_file",
    "tests/kinds/aid/test_aiding_at_once.py::test_once_and_ceiling_hold_on_an_sqlite_file",
    "tests/house/test_canaries.py::test_no_page_list_or_export_shows_a_protected_value",
    "tests/house/test_sweep.py::test_table_of_answers_is_the_table_of_the_page",
    "tests/kinds/aid/test_singing.py::test_each_page_and_export_shows_of_a_file_what_is_written_here",
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def required() -> set[str]:
    return {word.strip() for word in os.environ.get("LIANSHOU_REQUIRE", "").split(",") if word.strip()}


def chromium() -> str | None:
    """Where Chromium is, or None."""
    return os.environ.get("LIANSHOU_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)


def postgres() -> str | None:
    """The URL of a PostgreSQL that answers and lets us create a database, or None."""
    import psycopg

    for url in (os.environ.get("LIANSHOU_TEST_POSTGRES"), "postgres://postgres@127.0.0.1:5432/postgres"):
        if url:
            try:
                with psycopg.connect(url, connect_timeout=3):
                    return url
            except psycopg.OperationalError:
                continue
    return None


def _left_out() -> list[str]:
    return [*(f"--ignore={path}" for path in ONCE), *(f"--deselect={test}" for test in ONE_TEST_ONCE)]


def run(name: str, *, workers: str, env: dict[str, str], words: list[str]) -> int:
    print(f"== {name}", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, *words]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", default="auto")
    parser.add_argument("words", nargs="*", help="more words for pytest")
    options = parser.parse_args()
    browser, database, wanted = chromium(), postgres(), required()
    for name, found in (("browser", browser), ("postgres", database)):
        if name in wanted and not found:
            print(f"LIANSHOU_REQUIRE asks for {name}, but none was found", file=sys.stderr)
            return 1
    skip = [] if browser else ["-m", "not browser"]
    env = {"LIANSHOU_CHROMIUM": browser} if browser else {}
    if not browser:
        print("No Chromium found: the browser tests are left out (see README).", flush=True)
    status = run("SQLite", workers=options.workers, env=env, words=[*skip, *options.words])
    if database:
        status |= run(
            "PostgreSQL",
            workers=options.workers,
            env={**env, "DATABASE_URL": database},
            words=[*skip, *_left_out(), *options.words],
        )
    else:
        print("No PostgreSQL answers on 127.0.0.1:5432: the second run is left out (see README).", flush=True)
    return 1 if status else 0


if __name__ == "__main__":
    sys.exit(main())
