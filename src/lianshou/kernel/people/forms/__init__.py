"""What the pages about persons take in: filters, facts, families, lists."""

from lianshou.kernel.people.forms.chair import ChairForm
from lianshou.kernel.people.forms.lists import PersonsForm
from lianshou.kernel.people.forms.person import LeavingForm, OfficeForm, PersonForm, RelativeForm
from lianshou.kernel.people.forms.register import PersonFilter

__all__ = [
    "ChairForm",
    "LeavingForm",
    "OfficeForm",
    "PersonFilter",
    "PersonForm",
    "PersonsForm",
    "RelativeForm",
]
