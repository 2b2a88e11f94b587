"""Reading rounds, conflicts, marks and approvals."""

from lianshou.kernel.review.queries import climbing, conflicts, duties, rounds, standing

__all__ = ["climbing", "conflicts", "duties", "rounds", "standing"]
