"""Documents in and out in plain Python: sheets, papers, maps; no Django."""
