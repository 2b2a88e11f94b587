"""Levels, quiet hours and periods of digests, escalation: decided from values alone."""
