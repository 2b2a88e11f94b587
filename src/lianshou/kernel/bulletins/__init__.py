"""Bulletins (通报) and briefs (简报): written with figures that are counted while they are drafts, and frozen with their rows."""
