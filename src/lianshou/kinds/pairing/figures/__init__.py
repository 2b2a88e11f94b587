"""The figures of pairing: counted from pairings whose agreement came into force, also when it has ended since."""

from lianshou.kinds.pairing.figures.declared import figures

__all__ = ["figures"]
