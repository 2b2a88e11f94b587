"""Scoring on workbooks: the sheets an organiser fills in and prints, and the lists that come back."""
