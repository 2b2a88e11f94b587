"""Many problems, or one nation in parts, spread over workers by dask. Needs the extra ``cluster``, workers too."""

from lianshou.engines.matching.cluster.connecting import ClusterMissing, Where, warm_up
from lianshou.engines.matching.cluster.many import Failure, solve_alone, solve_many
from lianshou.engines.matching.cluster.split import solve_parts, solve_split

__all__ = [
    "ClusterMissing",
    "Failure",
    "Where",
    "solve_alone",
    "solve_many",
    "solve_parts",
    "solve_split",
    "warm_up",
]
