from __future__ import annotations

from django.template import engines


def rendered(source: str, **context: object) -> str:
    backend = engines["django"]
    return backend.from_string(source).render(context).strip()  # type: ignore[arg-type]


def test_component_files_render() -> None:
    from django.template.loader import render_to_string

    assert '<span class="ls-badge ls-badge-red">甲</span>' in render_to_string(
        "cotton/badge.html", {"slot": "甲", "tone": "red"}
    )
    assert render_to_string("cotton/fact.html", {"slot": " ", "term": "甲"}).strip() == ""
    assert "<dt>甲</dt><dd>乙</dd>" in render_to_string("cotton/fact.html", {"slot": "乙", "term": "甲"})


def test_crumbs_end_where_one_is() -> None:
    from django.template.loader import render_to_string

    page = render_to_string("cotton/crumbs.html", {"slot": "", "here": "编辑"})
    assert page.count('aria-current="page">编辑</li>') == 1
