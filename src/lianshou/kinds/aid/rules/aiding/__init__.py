"""Decisions about aid: which sorts of projects there are, who may have which, what is suggested, how sums are printed."""
