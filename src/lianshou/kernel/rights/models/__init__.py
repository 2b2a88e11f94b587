"""Texts and consents, requests of persons, retention periods, holds and disposals."""

from lianshou.kernel.rights.models.consents import Consent, ConsentText, ImpactAssessment
from lianshou.kernel.rights.models.requests import PersonRequest
from lianshou.kernel.rights.models.retention import (
    Anonymised,
    Disposal,
    DisposalRow,
    Hold,
    RetentionPeriod,
)

__all__ = [
    "Anonymised",
    "Consent",
    "ConsentText",
    "Disposal",
    "DisposalRow",
    "Hold",
    "ImpactAssessment",
    "PersonRequest",
    "RetentionPeriod",
]
