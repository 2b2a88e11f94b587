from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.models import ScopedManager, UnionPathField
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Spread


class ColumnMap(models.Model):
    """How an export of households is laid out for a superior's system: which heading stands over which field, and how it is
    written. ``lines`` are the columns of a household, ``member_lines`` those of a member (see ``rules.shaping``).

    It belongs to a union, and is used by it and by those below.
    """

    SCOPE = ("union_path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("union"))
    union_path = UnionPathField()
    name = models.CharField(pgettext_lazy("layout", "name"), max_length=60)
    vintage = models.PositiveSmallIntegerField(_("form of the year"))
    sheet_name = models.CharField(pgettext_lazy("layout", "name of the sheet"), max_length=31)
    title = models.CharField(pgettext_lazy("layout", "line above the headings"), max_length=120, blank=True)
    spread = models.CharField(
        pgettext_lazy("layout", "members"), max_length=8, choices=Spread.choices, default=Spread.SHEET
    )
    lines = models.JSONField(default=list)
    member_lines = models.JSONField(default=list, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="column_map_name_once")]

    def __str__(self) -> str:
        return self.name
