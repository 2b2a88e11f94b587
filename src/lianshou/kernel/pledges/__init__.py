"""Agreements: parties, numbers, signatures and the paper."""
