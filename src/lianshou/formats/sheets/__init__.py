"""Workbooks in and out: layouts, typed rows, a problem for every bad cell, templates; knows nothing of any programme."""
