import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version

import pytest
from click.testing import Result

from lianshou.cli.main import COMMANDS

Run = Callable[..., Result]


def test_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").stdout == f"lianshou {version('lianshou')}\n"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(run: Run, name: str) -> None:
    assert run(name, "--help").exit_code == 0


def test_help_lists_every_command(run: Run) -> None:
    told = run("--help").stdout
    assert [name for name in COMMANDS if f"  {name} " not in told] == []


def test_help_needs_neither_django_nor_numpy() -> None:
    code = (
        "import sys; from lianshou.cli.main import main; main(['match', '--help'], standalone_mode=False);"
        "print([name for name in ('django', 'numpy', 'pydantic', 'openpyxl', 'docx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
