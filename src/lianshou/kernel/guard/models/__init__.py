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
    union_path_columns,
)
from lianshou.kernel.guard.models.inserting import Sketch, insert_rows, insert_values
from lianshou.kernel.guard.models.scope import (
    EVERYWHERE,
    NOWHERE,
    Scope,
)
from lianshou.kernel.guard.models.scoping import (
    AdmittingManager,
    ScopedManager,
    ScopedQuerySet,
    ScopeMissing,
    ScopeMixin,
    is_guarded,
    rows_admitted,
)
from lianshou.kernel.guard.models.vaults import (
    FieldVault,
    JSONVault,
    all_vaults,
)

__all__ = [
    "EVERYWHERE",
    "NOWHERE",
    "AdmittingManager",
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
    "SealedModel",
    "Sketch",
    "UnionPathField",
    "all_vaults",
    "insert_rows",
    "insert_values",
    "is_guarded",
    "key_ring",
    "rows_admitted",
    "union_path_columns",
]
