"""Workbooks and papers of this kind."""

from lianshou.kinds.aid.exports.card import contact_card
from lianshou.kinds.aid.exports.households import households_book

__all__ = ["contact_card", "households_book"]
