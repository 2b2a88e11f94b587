"""Bulletins for programs."""

from lianshou.kernel.bulletins.api import bulletins, circulating
from lianshou.kernel.bulletins.api.items import router

__all__ = ["bulletins", "circulating", "router"]
