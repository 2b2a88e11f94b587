"""What the pages of the register take in: filters, a union's facts, honours, tables of places."""

from lianshou.kernel.unions.forms.honours import HonourForm, UpgradeForm
from lianshou.kernel.unions.forms.moving import MoveForm
from lianshou.kernel.unions.forms.places import PlacesForm
from lianshou.kernel.unions.forms.register import RegisterFilter
from lianshou.kernel.unions.forms.union import UnionForm

__all__ = ["HonourForm", "MoveForm", "PlacesForm", "RegisterFilter", "UnionForm", "UpgradeForm"]
