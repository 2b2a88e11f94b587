import json

from tests.factories.pairing_results import make_matched

from lianshou.kinds.pairing.exports.record import result_bytes

PAIR = {
    "guest", "guest_name", "host", "host_name", "distance_m", "near", "terms", "cost", "shared_industry", "sentence", "locked",
    "renewed", "next_best",
}  # fmt: skip


def test_the_file_is_the_result() -> None:
    _, result = make_matched()
    assert json.loads(result_bytes(result)) == result


def test_the_schema_is_the_documented_one() -> None:
    _, result = make_matched()
    assert result["schema"] == "lianshou.pairing.result/1"
    assert set(result) == {
        "schema", "cost", "bound", "optimal", "cost_parts", "pairs", "hosts", "unmatched", "settings",
    }  # fmt: skip
    assert set(result["pairs"][0]) == PAIR
    assert set(result["pairs"][0]["terms"]) == {"distance", "industry", "group", "renewal"}
    assert set(result["pairs"][0]["next_best"][0]) == {
        "host",
        "host_name",
        "extra_cost",
        "own_extra",
        "sentence",
    }
    assert set(result["hosts"][0]) == {
        "id",
        "name",
        "level",
        "low",
        "high",
        "most",
        "load",
        "warning",
        "sentence",
    }
    assert set(result["unmatched"][0]) == {"guest", "guest_name", "reason", "sentence", "cheapest"}
