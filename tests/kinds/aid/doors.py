"""Which record each address is about, for the sweep (tests/house/test_sweep.py); "aid" is a programme of this kind."""

RECORDS = dict.fromkeys(("aid:desk", "aid:export", "aid:new", "aid:start", "aid:close"), "pk=aid")
RECORDS |= dict.fromkeys(("aid:network", "aid:gaps", "aid:export_gaps"), "pk=union")
RECORDS |= dict.fromkeys(("aid:station", "aid:change_station", "aid:close_station"), "pk=station")
