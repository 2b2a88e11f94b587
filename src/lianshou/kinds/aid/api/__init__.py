"""What programs read of this kind."""

from lianshou.kinds.aid.api import aiding, checking, files, layouts, leaving
from lianshou.kinds.aid.api.frame import router

__all__ = ["aiding", "checking", "files", "layouts", "leaving", "router"]
