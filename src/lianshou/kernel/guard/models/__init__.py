"""Fields and managers of guarded records; no table of its own."""

from lianshou.kernel.guard.models.fields import (
    BlindIndexField,
    SealedDateField,
    SealedField,
    SealedIntegerField,
    SealedJSONField,
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
from lianshou.kernel.guard.models.vaults import FieldVault, JSONVault, all_vaults

__all__ = [
    "BlindIndexField",
    "FieldVault",
    "JSONVault",
    "Scope",
    "ScopeMissing",
    "ScopeMixin",
    "ScopedManager",
    "ScopedQuerySet",
    "SealedDateField",
    "SealedField",
    "SealedIntegerField",
    "SealedJSONField",
    "UnionPathField",
    "all_vaults",
    "key_ring",
]
