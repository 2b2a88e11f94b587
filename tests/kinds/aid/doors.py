"""Which record each address is about, for the sweep (tests/house/test_sweep.py); "aid" is a programme of this kind."""

RECORDS: dict[str, str | tuple[str, str]] = dict.fromkeys(("aid:desk", "aid:start", "aid:close"), "pk=aid")
RECORDS |= dict.fromkeys(
    (
        *("aid:household", "aid:begin", "aid:put_on_file", "aid:causes"),
        *("aid:move", "aid:merge", "aid:split", "aid:ask", "aid:refuse"),
    ),
    "pk=household",
)
RECORDS |= dict.fromkeys(("aid:fill", "aid:keep", "aid:discard", "aid:drop_pictures"), "pk=survey_draft")
RECORDS |= {"aid:add_pictures": "pk=survey_done"}
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
RECORDS |= dict.fromkeys(("aid:help_match", "aid:export_match", "aid:settle"), "pk=help_match")
RECORDS |= dict.fromkeys(
    ("aid:project", "aid:change_project", "aid:close_project", "aid:give_many"), "pk=aid_project"
)
RECORDS |= dict.fromkeys(("aid:aid", "aid:fulfil", "aid:cancel_aid"), "pk=aid_given")
RECORDS |= dict.fromkeys(("aid:give", "aid:mark_long_term", "aid:unmark_long_term"), "pk=household")
RECORDS |= dict.fromkeys(("aid:help_match", "aid:export_match", "aid:settle", "aid:sift"), "pk=help_match")
RECORDS |= dict.fromkeys(("aid:checklist", "aid:plan_sheet"), "pk=household")
RECORDS |= {"aid:concern": "pk=household_concern", "aid:say": ("kind==wish", "worker")}
RECORDS |= dict.fromkeys(("aid:show_own", "aid:photographs", "aid:withdraw_own"), ("", "worker"))
# whom it concerns: who writes in the file; its helper has no account here
RECORDS |= dict.fromkeys(("aid:visit_household", "aid:reach", "aid:card"), ("pk=helping", "officer jinhai"))
RECORDS |= dict.fromkeys(
    (
        *("aid:leaving", "aid:approve_leaving", "aid:refuse_leaving", "aid:withdraw_leaving"),
        "aid:ask_for_leaving",
    ),
    "pk=leaving",
)
RECORDS |= {"aid:leaving_step": "pk=leaving step==study", "aid:leaving_paper": "pk=leaving slug==application"}
RECORDS |= {"aid:warning": "pk=return_warning"}
RECORDS |= dict.fromkeys(("aid:raise_warning", "aid:take_up_again"), "pk=household")
# whom it concerns: who writes in the file; its helper, who may speak for leaving and call, has no account here
RECORDS |= {"aid:begin_leaving": ("pk=household", "officer jinhai")}
RECORDS |= dict.fromkeys(
    ("aid:call", "aid:call_paper", "aid:reach_call"), ("pk=after_call", "officer jinhai")
)
# households in and out by workbook
RECORDS |= {"aid:file_standing": "pk=union"}
RECORDS |= dict.fromkeys(("aid:edit_shape", "aid:remove_shape"), "pk=column_map")
RECORDS |= dict.fromkeys(("aid:shape", "aid:write_shape"), "key=shared_map")
