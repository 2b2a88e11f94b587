"""Pairing (联手兴家): model homes take new-sector unions by the hand."""
