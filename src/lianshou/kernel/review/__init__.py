"""Judging applications: rounds with marks, conflicts of interest, approvals up the tree of unions, appeals."""
