"""Households and helpers as workbooks: their columns, and what a row says."""
