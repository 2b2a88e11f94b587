"""Other shapes of the same job: quotas, one guest to several hosts, one-to-one, large rooms (these need the extra ``large``)."""

from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw
from lianshou.engines.matching.shapes.large_rooms import solve_large_rooms
from lianshou.engines.matching.shapes.one_to_one import solve_one_to_one
from lianshou.engines.matching.shapes.quota_bounds import Prices
from lianshou.engines.matching.shapes.quota_conflicts import (
    Conflict,
    Relaxation,
    Side,
    Unmeetable,
    conflict_of,
)
from lianshou.engines.matching.shapes.quota_solving import solve_quotas
from lianshou.engines.matching.shapes.quota_verifier import (
    Breach,
    QuotaViolation,
    verify_conflict,
    verify_quotas,
)
from lianshou.engines.matching.shapes.quota_worth import Worth, worth_of_quota
from lianshou.engines.matching.shapes.quotas import Certainty, Quota, QuotaProblem, QuotaResult
from lianshou.engines.matching.shapes.routing import Route, Shaped, solve_shape

__all__ = [
    "Breach",
    "Certainty",
    "Conflict",
    "Prices",
    "Quota",
    "QuotaProblem",
    "QuotaResult",
    "QuotaViolation",
    "Relaxation",
    "Route",
    "ShapeError",
    "ShapeFlaw",
    "Shaped",
    "Side",
    "Unmeetable",
    "Worth",
    "conflict_of",
    "solve_large_rooms",
    "solve_one_to_one",
    "solve_quotas",
    "solve_shape",
    "verify_conflict",
    "verify_quotas",
    "worth_of_quota",
]
