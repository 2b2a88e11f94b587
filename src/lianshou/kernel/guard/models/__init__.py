"""Fields and managers of guarded records; no table of its own."""

from lianshou.kernel.guard.models.fields import (
    BlindIndexField,
    SealedDateField,
    SealedField,
    SealedIntegerField,
    SealedJSONField,
    SealedModel,
    UnionPathField,
    key_ring,
)
from lianshou.kernel.guard.models.scoping import (
    Scope,
    ScopedManager,
    ScopedQuerySet,
    ScopeMissing,
    ScopeMixin,
)

__all__ = [
    "BlindIndexField",
    "Scope",
    "ScopeMissing",
    "ScopeMixin",
    "ScopedManager",
    "ScopedQuerySet",
    "SealedDateField",
    "SealedField",
    "SealedIntegerField",
    "SealedJSONField",
    "SealedModel",
    "UnionPathField",
    "key_ring",
]
