"""Which record each address is about, for the sweep (tests/house/test_sweep.py); "aid" is a programme of this kind."""

RECORDS = dict.fromkeys(("aid:desk", "aid:start", "aid:close"), "pk=aid")
RECORDS |= dict.fromkeys(
    (
        *("aid:household", "aid:begin", "aid:put_on_file", "aid:end", "aid:causes"),
        *("aid:move", "aid:merge", "aid:split"),
    ),
    "pk=household",
)
RECORDS |= dict.fromkeys(("aid:fill", "aid:keep", "aid:discard"), "pk=survey_draft")
RECORDS |= {"aid:survey": "pk=survey_done", "aid:picture": "pk=household_picture"}
