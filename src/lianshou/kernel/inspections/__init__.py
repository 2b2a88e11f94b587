"""Inspections: checklists, plans with a recomputable draw, visits, findings until they are struck off, urging; going down to help."""
