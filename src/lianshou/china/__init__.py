"""China in plain Python: identity numbers, credit codes, divisions, industries, coordinates, name order."""
