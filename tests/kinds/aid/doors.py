"""Which record each address is about, for the sweep (tests/house/test_sweep.py); "aid" is a programme of this kind."""

RECORDS: dict[str, str | tuple[str, str]] = dict.fromkeys(("aid:desk", "aid:start", "aid:close"), "pk=aid")
RECORDS |= dict.fromkeys(
    (
        *("aid:household", "aid:begin", "aid:put_on_file", "aid:end", "aid:causes"),
        *("aid:move", "aid:merge", "aid:split", "aid:ask", "aid:refuse"),
    ),
    "pk=household",
)
RECORDS |= dict.fromkeys(("aid:fill", "aid:keep", "aid:discard"), "pk=survey_draft")
RECORDS |= {"aid:survey": "pk=survey_done", "aid:picture": "pk=household_picture"}
RECORDS |= dict.fromkeys(("aid:network", "aid:gaps", "aid:export_gaps"), "pk=union")
RECORDS |= dict.fromkeys(("aid:station", "aid:change_station", "aid:close_station"), "pk=station")
RECORDS |= {"aid:layer": "pk=household layer==civil", "aid:paper": "pk=household slug==visit"}
RECORDS |= {"aid:papers": "slug==application", "aid:scan": "pk=household_scan"}
RECORDS |= dict.fromkeys(
    ("aid:civil_list", "aid:export_civil_list", "aid:pass_civil", "aid:drop_civil_list"), "pk=civil_list"
)
RECORDS |= dict.fromkeys(("aid:assign", "aid:wish"), "pk=household")
RECORDS |= dict.fromkeys(("aid:helper", "aid:hand_over"), "pk=aid_helper")
RECORDS |= dict.fromkeys(("aid:help_match", "aid:export_match", "aid:settle", "aid:sift"), "pk=help_match")
RECORDS |= dict.fromkeys(("aid:checklist", "aid:plan_sheet"), "pk=household")
RECORDS |= {"aid:concern": "pk=household_concern", "aid:say": ("kind==wish", "worker")}
RECORDS |= dict.fromkeys(("aid:show_own", "aid:photographs", "aid:withdraw_own"), ("", "worker"))
# whom it concerns: who writes in the file; its helper has no account here
RECORDS |= dict.fromkeys(("aid:visit_household", "aid:reach", "aid:card"), ("pk=helping", "officer jinhai"))
