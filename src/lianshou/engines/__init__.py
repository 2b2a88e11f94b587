"""Engines in plain Python, each a problem, a solver, a verifier and an explanation; no Django."""
