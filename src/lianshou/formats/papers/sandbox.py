"""The sandbox that templates run in: fields, loops, conditions and a few filters; nothing of Python.

Two walls. Before running, ``check`` walks the syntax tree and lets pass only the node types, filters and tests named
here, with no underscore names and no calls. While running, ``PaperEnvironment`` looks names up in records only (never
``getattr``), calls nothing, and multiplies numbers only. Source of the second wall: jinja2.sandbox.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from markupsafe import Markup

from lianshou.formats.papers.errors import Fault, PaperError
from lianshou.formats.papers.values import Items, Record

_ALLOWED_NODES = frozenset(
    [
        "Template",
        "Output",
        "TemplateData",
        "Name",
        "Const",
        "Getattr",
        "Getitem",
        "For",
        "If",
        "Filter",
        "Test",
        "Compare",
        "Operand",
        "And",
        "Or",
        "Not",
        "CondExpr",
        "Concat",
        "Add",
        "Sub",
        "Mul",
        "Keyword",
    ]
)
_ALLOWED_FILTERS = frozenset(
    ["count", "d", "default", "first", "join", "last", "length", "lower", "replace", "title", "trim", "upper"]
)
_ALLOWED_TESTS = frozenset(["defined", "undefined", "none", "odd", "even"])
_LOOP = frozenset(["index", "index0", "first", "last", "length", "revindex"])
_DIGITS = "零一二三四五六七八九"

MOST_NESTED = 3
"""Loops within loops; together with iterating only over fields this bounds the work of a template."""


class Missing(StrictUndefined):
    """An unknown field: an error when it is written, with its whole path as the message."""

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class PaperEnvironment(ImmutableSandboxedEnvironment):
    """Jinja for papers: autoescaped, strict about unknown names, closed to Python."""

    intercepted_binops = frozenset({"*", "**", "%", "/", "//"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=Missing, finalize=_as_text, cache_size=0)
        self.globals.clear()
        self.filters = {name: FILTERS[name] for name in _ALLOWED_FILTERS}
        self.filters |= {"line": line, "date_line": date_line, "zh_number": zh_number}
        self.tests = {name: TESTS[name] for name in _ALLOWED_TESTS}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator != "*" or not (isinstance(left, int) and isinstance(right, int)):
            raise SecurityError(operator)
        return left * right

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Undefined):
            str(obj)  # raises with the path of what is missing
        if isinstance(obj, Record) and isinstance(argument, str):
            path = f"{obj.path}.{argument}" if obj.path else argument
            return obj[argument] if argument in obj else self.undefined(name=path)
        if isinstance(obj, Items) and isinstance(argument, int):
            inside = -len(obj) <= argument < len(obj)
            return obj[argument] if inside else self.undefined(name=f"{obj.path}[{argument}]")
        if isinstance(obj, LoopContext) and argument in _LOOP:
            return getattr(obj, argument)
        raise SecurityError(str(argument))


def line(value: object, width: int = 12) -> object:
    """``value``, or a line of ``width`` half-width places to write on by hand."""
    if isinstance(value, Undefined):
        str(value)
    return value if value not in (None, "") else "_" * max(1, min(int(width), 80))


def date_line(value: object) -> object:
    """``value``, or the empty places of a date to write by hand."""
    if isinstance(value, Undefined):
        str(value)
    return value if value not in (None, "") else "\u3000\u3000年\u3000\u3000月\u3000\u3000日"


def zh_number(value: object) -> str:
    """1…99 in Chinese numerals, for （一）（二）…; anything else as it stands."""
    if not isinstance(value, int) or not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def check(tree: nodes.Template, *, paragraphs: list[str]) -> None:
    """Raise PaperError FORBIDDEN_TAG, naming the tag, if ``tree`` does more than show, loop and decide.

    ``paragraphs`` are the visible texts of the template, one per source line.
    """
    for node in _every(tree):
        if what := _why_not(node):
            where = paragraphs[node.lineno - 1] if 0 < node.lineno <= len(paragraphs) else ""
            raise PaperError(Fault.FORBIDDEN_TAG, what=f"{what} … {where[:80]}" if where else what)
    _check_nesting(tree, depth=0)


def fields_in(tree: nodes.Template) -> dict[str, int]:
    """The paths of the fields that ``tree`` uses, each with the line where it is first met; what a loop walks is marked ``[]``."""
    found: dict[str, int] = {}
    for path, line_no in _fields(tree, {}):
        found.setdefault(path, line_no)
    return found


def _as_text(value: object) -> object:
    """What a field may print. A record or list printed as such is a mistake of the template."""
    if value is None:
        return ""
    if isinstance(value, (str, Markup, Undefined)) or type(value) in (int, float):
        return value
    raise PaperError(Fault.NOT_TEXT, what=getattr(value, "path", str(value)))


def _every(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _every(child)


def _why_not(node: nodes.Node) -> str:
    """What in ``node`` is forbidden, as the officer wrote it; empty when nothing is."""
    kind = type(node).__name__
    if kind not in _ALLOWED_NODES:
        return _written(node) or kind.lower()
    if isinstance(node, nodes.Filter) and node.name not in PaperFilters:
        return f"| {node.name}"
    if isinstance(node, nodes.Test) and node.name not in _ALLOWED_TESTS:
        return f"is {node.name}"
    if isinstance(node, nodes.For) and (
        node.recursive or not isinstance(node.iter, (nodes.Name, nodes.Getattr))
    ):
        return f"for … in {_written(node.iter) or type(node.iter).__name__.lower()}"
    return _why_not_name(node)


PaperFilters = _ALLOWED_FILTERS | {"line", "date_line", "zh_number"}


def _why_not_name(node: nodes.Node) -> str:
    name = ""
    if isinstance(node, nodes.Getattr):
        name = node.attr
    elif isinstance(node, nodes.Name):
        name = node.name
    elif isinstance(node, nodes.Getitem):
        if not isinstance(node.arg, nodes.Const):
            return _written(node) or "[…]"
        name = str(node.arg.value)
    if name.startswith("_"):
        return _written(node) or name
    if isinstance(node, (nodes.Getattr, nodes.Getitem)) and isinstance(node.node, nodes.Const):
        return _written(node) or name
    return ""


def _written(node: nodes.Node) -> str:
    """``node`` roughly as it was typed."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Const):
        return repr(node.value)
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_written(node.node)}[{_written(node.arg)}]"
    if isinstance(node, nodes.Call):
        return f"{_written(node.node)}(…)"
    return ""


def _check_nesting(node: nodes.Node, *, depth: int) -> None:
    if isinstance(node, nodes.For):
        depth += 1
        if depth > MOST_NESTED:
            raise PaperError(Fault.FORBIDDEN_TAG, what=f"{{% for %}} × {depth}")
    for child in node.iter_child_nodes():
        _check_nesting(child, depth=depth)


def _fields(node: nodes.Node, loops: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Paths under ``node``; ``loops`` says for each loop variable which path it walks through."""
    if isinstance(node, nodes.For):
        yield from _fields_of_loop(node, loops)
        return
    if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
        path = _path(node, loops)
        if path and not path.endswith("[]"):
            yield path, node.lineno
        return
    for child in node.iter_child_nodes():
        yield from _fields(child, loops)


def _fields_of_loop(node: nodes.For, loops: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    walked = _path(node.iter, loops)
    inner = dict(loops) | {"loop": ""}
    if isinstance(node.target, nodes.Name):
        inner[node.target.name] = f"{walked}[]"
    yield from _fields(node.iter, loops)
    for child in [*node.body, *node.else_, *([node.test] if node.test else [])]:
        yield from _fields(child, inner)


def _path(node: nodes.Node, loops: Mapping[str, str]) -> str:
    if isinstance(node, nodes.Name):
        return loops.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        head = _path(node.node, loops)
        return f"{head}.{node.attr}" if head else ""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        head, key = _path(node.node, loops), node.arg.value
        return "" if not head else (f"{head}.{key}" if isinstance(key, str) else f"{head}[]")
    return ""
