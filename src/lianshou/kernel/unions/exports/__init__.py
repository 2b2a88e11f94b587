"""The register as a workbook and as a drawing."""

from lianshou.kernel.unions.exports.book import blank_book, register_book
from lianshou.kernel.unions.exports.drawing import Ground, ground_for, register_map

__all__ = ["Ground", "blank_book", "ground_for", "register_book", "register_map"]
