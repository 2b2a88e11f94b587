"""What programs read of this kind."""

from lianshou.kinds.aid.api import aiding, files
from lianshou.kinds.aid.api.frame import router

__all__ = ["aiding", "files", "router"]
