"""Pages of accounts, posts, permissions and the book; what every page shows about its reader."""

from lianshou.kernel.access.views.frame import menu
from lianshou.kernel.access.views.holding import SecondFactorMiddleware
from lianshou.kernel.access.views.limits import SessionLimitsMiddleware
from lianshou.kernel.access.views.passwords import PasswordMiddleware

__all__ = ["PasswordMiddleware", "SecondFactorMiddleware", "SessionLimitsMiddleware", "menu"]
