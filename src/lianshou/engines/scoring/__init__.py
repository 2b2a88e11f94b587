"""Marks of judges to places and awards: exact, stated at every step, checked by an independent verifier, derived line by line."""

from lianshou.engines.scoring.appeals import Appeal, Correction, Moved, appeal
from lianshou.engines.scoring.causes import Cause, Standing
from lianshou.engines.scoring.contest import Adjustment, Contest, Contestant, Judge, Mark
from lianshou.engines.scoring.divergence import JudgeReport, Outlying, judges_report
from lianshou.engines.scoring.document import contest_from, contest_to, loads, result_bytes, result_to
from lianshou.engines.scoring.entering import Comparison, Difference, compared
from lianshou.engines.scoring.exact import decimal_of, rounded, shown
from lianshou.engines.scoring.explanation import derivation, team_derivation
from lianshou.engines.scoring.flaws import Fault, Flaw, ScoringError
from lianshou.engines.scoring.result import Crossing, PanelMark, PartScore, Result, Score, TeamScore, Tie
from lianshou.engines.scoring.scheme import (
    Aspect,
    Award,
    Better,
    Cut,
    Edge,
    Key,
    KeyOf,
    Measure,
    Panel,
    Part,
    Scheme,
    Short,
    Status,
    TeamRule,
    Way,
)
from lianshou.engines.scoring.scheme_changes import Change
from lianshou.engines.scoring.scheme_reading import scheme_from
from lianshou.engines.scoring.solving import score
from lianshou.engines.scoring.verifier import Code, Violation, verify

__all__ = [
    "Adjustment",
    "Appeal",
    "Aspect",
    "Award",
    "Better",
    "Cause",
    "Change",
    "Code",
    "Comparison",
    "Contest",
    "Contestant",
    "Correction",
    "Crossing",
    "Cut",
    "Difference",
    "Edge",
    "Fault",
    "Flaw",
    "Judge",
    "JudgeReport",
    "Key",
    "KeyOf",
    "Mark",
    "Measure",
    "Moved",
    "Outlying",
    "Panel",
    "PanelMark",
    "Part",
    "PartScore",
    "Result",
    "Scheme",
    "Score",
    "ScoringError",
    "Short",
    "Standing",
    "Status",
    "TeamRule",
    "TeamScore",
    "Tie",
    "Violation",
    "Way",
    "appeal",
    "compared",
    "contest_from",
    "contest_to",
    "decimal_of",
    "derivation",
    "judges_report",
    "loads",
    "result_bytes",
    "result_to",
    "rounded",
    "scheme_from",
    "score",
    "shown",
    "team_derivation",
    "verify",
]
