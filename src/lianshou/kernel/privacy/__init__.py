"""Seeing what is personal: reveals with a reason and a trace, unmasked exports by two persons."""
