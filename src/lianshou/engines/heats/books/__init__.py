"""Regattas on workbooks: the book an organiser fills in, start lists, results, crew sheets, timetables."""
