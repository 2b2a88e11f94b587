"""Openings, match runs, holds and placements."""
