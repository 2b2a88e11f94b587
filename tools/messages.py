"""Translations without the gettext programs: `python tools/messages.py` brings every locale/zh_Hans/django.po up to date.

Each app keeps its own catalogue beside its code. Sources are English; Chinese is the first language of the screens.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_NO_DATE = datetime(2020, 6, 23, tzinfo=UTC)  # dates in catalogues only make noise in the history
PACKAGE = Path(__file__).resolve().parent.parent / "src" / "lianshou"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def compile_messages(package: Path = PACKAGE) -> None:
    """Write a .mo beside every .po."""
    for po in package.rglob("locale/*/LC_MESSAGES/django.po"):
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


def sources_of(app: Path) -> list[Path]:
    """The Python files and templates of one app."""
    return [path for pattern in ("*.py", "*.html", "*.txt") for path in sorted(app.rglob(pattern))]


def messages_of(app: Path) -> Catalog:
    """Every message that an app's code and templates ask for."""
    from django.utils.translation.template import templatize

    catalog = Catalog()
    for path in sources_of(app):
        text = path.read_text(encoding="utf-8")
        code = text if path.suffix == ".py" else _flush_left(templatize(text, origin=str(path)))
        for line, message, comments, context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
            del line
            if message:
                catalog.add(message, context=context, auto_comments=comments)
    return catalog


def _flush_left(code: str) -> str:
    """Code made of a template, without the template's indents, which are none of Python's."""
    return "\n".join(line.strip() for line in code.splitlines())


def update(app: Path) -> list[str]:
    """Bring one app's Chinese catalogue up to date; gives the messages that still lack words."""
    po = app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    wanted = messages_of(app)
    if not len(wanted):
        return []
    known = read_po(po.open("rb"), locale="zh_Hans") if po.exists() else Catalog(locale="zh_Hans")
    fresh = Catalog(
        locale="zh_Hans",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        header_comment="# Chinese words of this app.",
    )
    for message in sorted(wanted, key=lambda entry: str(entry.id)):
        if message.id:
            old = known.get(message.id, message.context)
            fresh.add(message.id, old.string if old else "", context=message.context)
    po.parent.mkdir(parents=True, exist_ok=True)
    with po.open("wb") as target:
        write_po(target, fresh, omit_header=False, width=110, sort_output=True)
    return [str(entry.id) for entry in fresh if entry.id and not _said(entry.string)]


def _said(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def apps(package: Path = PACKAGE) -> list[Path]:
    """The folders that carry a catalogue: web, and every kernel app and kind."""
    return [
        package / "web",
        *sorted(
            p
            for storey in ("kernel", "kinds")
            for p in (package / storey).iterdir()
            if (p / "apps.py").exists()
        ),
    ]


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure()
    django.setup()
    missing = {str(app.relative_to(PACKAGE)): words for app in apps() if (words := update(app))}
    compile_messages()
    for name, words in missing.items():
        print(f"{name}: {len(words)} without Chinese words")
        for word in words:
            print("   ", word)
    sys.exit(1 if missing else 0)
