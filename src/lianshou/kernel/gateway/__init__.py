"""Doors for machines: tokens, answers kept under their keys, webhooks."""
