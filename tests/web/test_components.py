from __future__ import annotations

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler


def rendered(source: str) -> str:
    page = Template(CottonCompiler().process(source)).render(Context())
    return " ".join(page.split())


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("<c-badge>甲</c-badge>", '<span class="ls-badge ls-badge-plain">甲</span>'),
        ('<c-badge tone="red">甲</c-badge>', '<span class="ls-badge ls-badge-red">甲</span>'),
        ('<c-fact term="甲">乙</c-fact>', "<div><dt>甲</dt><dd>乙</dd></div>"),
        ('<c-fact term="甲"> </c-fact>', ""),
        ('<c-crumb href="/a/">甲</c-crumb>', '<li class="breadcrumb-item"><a href="/a/">甲</a></li>'),
    ],
)
def test_component_says_what_it_is_given(source: str, page: str) -> None:
    assert rendered(source) == page


def test_page_head_has_one_heading_and_its_acts_only_when_there_are_some() -> None:
    bare, full = (
        rendered('<c-page-head title="甲"></c-page-head>'),
        rendered('<c-page-head title="甲" lead="乙"><a href="/">丙</a></c-page-head>'),
    )
    assert (bare.count("<h1>甲</h1>"), "ls-acts" in bare, "ls-lead" in bare) == (1, False, False)
    assert (full.count("<h1>甲</h1>"), "ls-acts" in full, "ls-lead" in full) == (1, True, True)


def test_empty_state_says_what_to_do_next() -> None:
    page = rendered('<c-empty title="甲">乙<c-slot name="acts"><a href="/">丙</a></c-slot></c-empty>')
    assert page.index("甲") < page.index("乙") < page.index("丙")


def test_crumbs_end_where_one_is() -> None:
    page = rendered('<c-crumbs here="丙"><c-crumb href="/a/">甲</c-crumb></c-crumbs>')
    assert page.count('aria-current="page">丙</li>') == 1
