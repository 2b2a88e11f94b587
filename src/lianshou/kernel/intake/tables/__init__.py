"""Tables of uploads, of applications, and of the register of forms."""

from lianshou.kernel.intake.tables.uploads import RowTable

__all__ = ["RowTable"]
