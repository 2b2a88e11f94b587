"""Workbooks and papers of this kind."""

from lianshou.kinds.aid.exports.households import households_book

__all__ = ["households_book"]
