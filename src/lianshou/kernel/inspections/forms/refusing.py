"""A form that says beside its field why an action refused."""

from __future__ import annotations

from django import forms

from lianshou.core.refusals import Refused
from lianshou.kernel.inspections.enums import Reason

_FIELD_OF: dict[object, tuple[str, ...]] = {
    Reason.TITLE_MISSING: ("title", "name"),
    Reason.PASS_MARK: ("pass_mark",),
    Reason.NO_LINES: ("lines", "file"),
    Reason.ENDS_BEFORE: ("ends_on",),
    Reason.BASIS_MISSING: ("basis",),
    Reason.NOT_BELOW: ("union", "covers"),
    Reason.COVERED_TWICE: ("covers",),
    Reason.MONTHS_MISSING: ("months",),
    Reason.OVER_LIMIT: ("over_reason",),
    Reason.IN_FUTURE: ("visited_on", "found_on", "solved_on"),
    Reason.TEXT_MISSING: ("text", "todo", "words", "helped_with"),
    Reason.DUE_PASSED: ("due_on",),
    Reason.NOBODY: ("person_name",),
    Reason.WORDS_MISSING: ("words",),
    Reason.WHY_MISSING: ("words",),
    Reason.DAY_OUTSIDE: ("planned_on",),
    Reason.PREFIX_MISSING: ("number_prefix",),
}


class RefusingForm(forms.Form):
    """Everything that is typed about inspections."""

    def refuse(self, refused: Refused) -> None:
        """Say why, beside the field that it is about."""
        names = _FIELD_OF.get(refused.reason, ())
        self.add_error(next((name for name in names if name in self.fields), None), refused.sentence)
