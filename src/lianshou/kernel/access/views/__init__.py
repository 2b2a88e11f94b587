"""Pages of accounts, posts, permissions and the book; what every page shows about its reader."""

from lianshou.kernel.access.views.frame import menu

__all__ = ["menu"]
