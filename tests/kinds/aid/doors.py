"""Which record each address is about, for the sweep (tests/house/test_sweep.py); "aid" is a programme of this kind."""

RECORDS = dict.fromkeys(("aid:desk", "aid:export", "aid:new", "aid:start", "aid:close"), "pk=aid")
