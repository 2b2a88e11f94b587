"""Every message has Chinese words, and says them with the same blanks."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

TOOL = Path(__file__).resolve().parents[2] / "tools" / "messages.py"
_BLANKS = re.compile(r"%\(\w+\)s|\{\w*\}")


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()


def _blanks(text: object) -> set[str]:
    words = text if isinstance(text, list | tuple) else [text]
    return {blank for word in words for blank in _BLANKS.findall(str(word))}


@pytest.mark.parametrize("app", tool.apps(), ids=lambda app: app.name)
def test_every_message_has_chinese_words(app: Path) -> None:
    po = app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    wanted = {(message.id, message.context) for message in tool.messages_of(app) if message.id}
    known = {}
    if po.exists():
        with po.open("rb") as source:
            known = {(entry.id, entry.context): entry.string for entry in read_po(source, locale="zh_Hans")}
    missing = [
        words
        for words, context in wanted
        if not known.get((words, context))
        or (isinstance(known[words, context], tuple) and not all(known[words, context]))
    ]
    assert missing == []


@pytest.mark.parametrize("app", tool.apps(), ids=lambda app: app.name)
def test_chinese_words_keep_the_blanks(app: Path) -> None:
    po = app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    if not po.exists():
        return
    with po.open("rb") as source:
        entries = [entry for entry in read_po(source, locale="zh_Hans") if entry.id and entry.string]
    assert [entry.id for entry in entries if not _blanks(entry.string) <= _blanks(entry.id)] == []


def test_no_two_apps_say_the_same_message_differently() -> None:
    """Django takes the words of the app installed first for every app: where they differ, a context tells them apart."""
    said: dict[tuple[str, str | None], dict[str, list[str]]] = {}
    for app in tool.apps():
        po = app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
        if po.exists():
            with po.open("rb") as source:
                for entry in read_po(source, locale="zh_Hans"):
                    if entry.id:
                        words = said.setdefault((_singular(entry.id), entry.context), {})
                        words.setdefault(_singular(entry.string), []).append(app.name)
    assert {message: words for message, words in said.items() if len(words) > 1} == {}


def _singular(text: object) -> str:
    return str(text[0] if isinstance(text, list | tuple) else text)


@pytest.mark.parametrize("app", tool.apps(), ids=lambda app: app.name)
def test_no_message_is_asked_for_inside_an_f_string(app: Path) -> None:
    """The tool that collects messages does not see these, so that nobody would miss their Chinese words."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in sorted(app.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in tool.KEYWORDS
    ]
    assert hidden == []
