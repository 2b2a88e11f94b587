"""`lianshou kind new NAME`: lays out the folder of a new kind, with its tests and its lines in the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

LAYOUT = Path(__file__).with_name("layout")
_NAME = re.compile(r"[a-z][a-z0-9_]{2,30}")
_PILLARS = ("theory", "cohesion", "ideas", "achievement", "rights_and_aid", "self_building")
# file → the last line before which kinds are listed there
_LISTED = {"src/lianshou/config/settings.py": '    "lianshou.kinds.', "pyproject.toml": '  "lianshou.kinds.'}


@click.group()
def kind() -> None:
    """Kinds of programmes. 项目类型。"""


@kind.command()
@click.argument("name")
@click.option("--zh", required=True, help="中文名称 / the title in Chinese.")
@click.option("--en", required=True, help="The title in English.")
@click.option(
    "--pillar", type=click.Choice(_PILLARS), default="cohesion", show_default=True, help="所属工程。"
)
@click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="The folder of the house, with src and tests; the present one by default.",
)
def new(name: str, zh: str, en: str, pillar: str, root: Path) -> None:
    """Lay out the kind NAME: every room with something small that runs, its tests, and its lines in the settings.

    docs/adding-a-kind.md goes on from there. Nothing that is there is overwritten.
    """
    if not _NAME.fullmatch(name):
        raise click.ClickException(
            "Small letters, digits and _ only, a letter first, three or more. 只用小写字母、数字和下划线。"
        )
    if not (root / "src" / "lianshou" / "kinds").is_dir():
        raise click.ClickException(
            f"{root.resolve()} is not the folder of the house (src/lianshou/kinds is missing)."
        )
    folder, tests = root / "src" / "lianshou" / "kinds" / name, root / "tests" / "kinds" / name
    for there in (folder, tests):
        if there.exists():
            raise click.ClickException(f"{there} is there already; nothing was changed. 已存在，没有改动。")
    words = {"name": name, "Name": _camel(name), "zh": zh, "en": en, "pillar": pillar}
    for path in (*_laid(LAYOUT / "kind", folder, words), *_laid(LAYOUT / "tests", tests, words)):
        click.echo(f"  {path.relative_to(root)}")
    for listing, start in _LISTED.items():
        _enlist(root / listing, start, f'{start}{name}",')
    click.echo("\nNow / 接下来:\n  python tools/messages.py")
    click.echo("  lianshou permissions --out docs/permissions.md")
    click.echo(f"  pytest tests/kinds/{name} tests/kinds/test_every_kind.py -k {name}")


def _laid(source: Path, target: Path, words: dict[str, str]) -> Iterator[Path]:
    """Write every file of ``source`` below ``target``, with its blanks filled."""
    for path in sorted(source.rglob("*.txt")):
        inner = path.relative_to(source).with_suffix("")
        if inner.parts[0] == "templates":  # Django looks for them below the name of the app
            inner = Path("templates", words["name"], *inner.parts[1:])
        made = target / inner
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(_filled(path.read_text(encoding="utf-8"), words), encoding="utf-8")
        yield made


def _filled(text: str, words: dict[str, str]) -> str:
    """``text`` with {{name}} and its like filled; [[name]] where the double braces are Django's."""
    for key, word in words.items():
        text = text.replace("{{" + key + "}}", word).replace(f"[[{key}]]", word)
    return text


def _enlist(path: Path, start: str, line: str) -> None:
    """Put ``line`` behind the last one that begins with ``start``; say it where there is none."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    # of the contract on rooms and the list of apps: whole lines `"lianshou.kinds.x",`
    places = [place for place, one in enumerate(lines) if re.fullmatch(re.escape(start) + r'\w+",\n', one)]
    if not places:
        click.echo(f"  add to {path}: {line.strip()}")
        return
    lines.insert(places[-1] + 1, line + "\n")
    path.write_text("".join(lines), encoding="utf-8")
    click.echo(f"  {path.name}: {line.strip()}")


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
