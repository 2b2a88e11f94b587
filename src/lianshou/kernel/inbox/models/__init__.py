"""Digests and the channels that they take; rules of escalation and what was escalated."""

from lianshou.kernel.inbox.models.digests import Digest, DigestSetting, Robot
from lianshou.kernel.inbox.models.escalations import Escalation, EscalationRule

__all__ = ["Digest", "DigestSetting", "Escalation", "EscalationRule", "Robot"]
