"""Decisions about leaving aid, the calls afterwards, warnings and coming back: values in, a reason or None out."""
