"""What the pages of the register take in: filters, a union's facts, honours, tables of places."""

from lianshou.kernel.unions.forms.honours import HonourForm, UpgradeForm
from lianshou.kernel.unions.forms.places import LISTS, PlaceList, PlacesForm
from lianshou.kernel.unions.forms.register import RegisterFilter
from lianshou.kernel.unions.forms.union import UnionForm

__all__ = ["LISTS", "HonourForm", "PlaceList", "PlacesForm", "RegisterFilter", "UnionForm", "UpgradeForm"]
