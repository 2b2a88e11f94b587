"""Workbooks and papers of this kind."""

from lianshou.kinds.aid.exports.card import contact_card

__all__ = ["contact_card"]
