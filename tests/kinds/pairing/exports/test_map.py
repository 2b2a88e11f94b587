import re

from tests.factories.pairing_results import make_matched

from lianshou.kinds.pairing.exports.map import map_html, map_links, map_points


def test_the_page_needs_no_network_and_shows_every_pair() -> None:
    instance, result = make_matched()
    page = map_html(instance, result, title="结对图")
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"", page) == []
    assert "https://" not in page
    rows = re.findall(r"<tr data-a=\"(.*?)\" data-b=\"(.*?)\">", page)
    assert rows == [
        (f"h:{pair['host']}", f"g:{pair['guest']}".replace("<", "&lt;").replace(">", "&gt;"))
        for pair in result["pairs"]
    ]


def test_points_and_links_are_those_of_the_result() -> None:
    instance, result = make_matched()
    points = map_points(instance, result)
    assert [point.kind for point in points] == ["host", "host", "guest", "guest", "guest"]
    assert [(link.a, link.b) for link in map_links(result)] == [
        ("h:江苏金海新能源公司", "g:中成紧固公司"), ("h:江苏金海新能源公司", "g:神山<风电>公司"),
    ]  # fmt: skip
    assert {point.name: point.located for point in points}["神山<风电>公司"] is False


def test_names_are_escaped() -> None:
    instance, result = make_matched()
    assert "<风电>" not in map_html(instance, result, title="<b>")
    assert "<b>" not in map_html(instance, result, title="<b>")
