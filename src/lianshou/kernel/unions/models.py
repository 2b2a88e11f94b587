from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from lianshou.china.industries import name_of
from lianshou.core.ambient import beyond_scope
from lianshou.kernel.audit.models import RowHistory
from lianshou.kernel.guard.models import AdmittingManager, Scope, ScopedManager, ScopeMixin
from lianshou.kernel.unions.enums import Grade, HonourLevel, HonourTitle, Level

_M = TypeVar("_M", bound=models.Model)
_LOCK = 0x11A5_0002
_KEEPING = "the tree is kept whole, whoever plants"

if TYPE_CHECKING:  # treebeard carries no types

    class MP_NodeQuerySet(models.QuerySet[_M]): ...  # noqa: N801

    class MP_NodeManager(models.Manager[_M]):  # noqa: N801
        def add_root(self, create_kwargs: dict[str, Any]) -> Union: ...
        def add_child(self, target: Union, create_kwargs: dict[str, Any]) -> Union: ...
        def get_children(self, node: Union) -> Any: ...
        def move(self, node: Union, target: Union, pos: str) -> None: ...

    class MP_Node(models.Model):  # noqa: N801
        path: models.CharField[str, str]
        depth: models.PositiveIntegerField[int, int]
        numchild: models.PositiveIntegerField[int, int]

        class Meta:
            abstract = True
else:
    from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet


class Zone(models.Model):
    """A place that is no administrative division: a development zone, an area (开发区、片区)."""

    name = models.CharField(_("name"), max_length=80)
    division_code = models.CharField(_("division"), max_length=12)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["division_code", "name"]
        constraints = [models.UniqueConstraint(fields=["division_code", "name"], name="zone_once")]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A township or street with its point, from an operator's table: stands in where a union has no point."""

    name = models.CharField(_("name"), max_length=80)
    division_code = models.CharField(_("division"), max_length=12, unique=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6)
    latitude = models.DecimalField(max_digits=9, decimal_places=6)

    class Meta:
        ordering = ["division_code"]

    def __str__(self) -> str:
        return self.name


class Industry(models.Model):
    """A finer name of GB/T 4754 (3 or 4 digits), imported by an operator; sections and divisions ship in ``china``."""

    code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class IndustryChain(models.Model):
    """A chain that crosses the industry codes: a fastener maker and a turbine maker are both wind power (风电)."""

    name = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UnionQuerySet(ScopeMixin[_M], MP_NodeQuerySet[_M]):  # type: ignore[override]
    """Unions are read through a scope, and deleted with what hangs below them in the tree."""

    def delete(self) -> tuple[int, dict[str, int]]:
        self._insist()
        with beyond_scope(_KEEPING):
            return super().delete()


class UnionManager(AdmittingManager[_M], MP_NodeManager[_M]):
    """Plants unions in the tree: ``add_root``, ``add_child``, ``move``; they need no scope for keeping the tree.

    Whoever plants waits for whoever moves a branch, and the other way round, so that no union is left behind.
    """

    def get_queryset(self) -> Any:
        return self.let_in(UnionQuerySet(self.model, using=self._db).order_by("path"))

    def within(self, scope: Scope, *fields: str) -> UnionQuerySet[_M]:
        found: UnionQuerySet[_M] = self.get_queryset().within(scope, *fields)
        return found

    def admitted(self) -> UnionQuerySet[_M]:
        found: UnionQuerySet[_M] = self.get_queryset().admitted()
        return found

    def get_children(self, node: Union) -> UnionQuerySet[_M]:
        """The unions directly below one in hand."""
        found: UnionQuerySet[_M] = super().get_children(node).admitted()
        return found

    @transaction.atomic
    def add_root(self, *args: Any, **kwargs: Any) -> Union:
        hold_tree()
        with beyond_scope(_KEEPING):
            planted: Union = super().add_root(*args, **kwargs)
            return planted

    @transaction.atomic
    def add_child(self, *args: Any, **kwargs: Any) -> Union:
        hold_tree()
        with beyond_scope(_KEEPING):
            planted: Union = super().add_child(*args, **kwargs)
            return planted

    @transaction.atomic
    def move(self, *args: Any, **kwargs: Any) -> None:
        hold_tree(alone=True)
        with beyond_scope(_KEEPING):
            super().move(*args, **kwargs)


def hold_tree(*, alone: bool = False) -> None:
    """Hold the shape of the tree until the end of the transaction: with others who plant, or ``alone`` to move.

    On SQLite a transaction that writes is alone anyway.
    """
    if connection.vendor == "postgresql":
        kind = "" if alone else "_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(%s)", [_LOCK])


class Union(MP_Node):
    """A union: any node of the tree, from the national federation to an enterprise union."""

    steplen = 4
    node_order_by: list[str] = []
    SCOPE = ("path",)
    objects = UnionManager()

    name = models.CharField(_("name"), max_length=120, db_index=True)
    name_key = models.CharField(max_length=120, db_index=True, editable=False)
    search = models.CharField(max_length=500, editable=False)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    credit_code = models.CharField(_("credit code"), max_length=18, null=True, blank=True, unique=True)
    is_new_sector = models.BooleanField(_("new-sector union"), default=False)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    division_code = models.CharField(_("division"), max_length=12, blank=True)
    zone = models.ForeignKey(Zone, on_delete=models.SET_NULL, null=True, blank=True, related_name="unions")
    township = models.CharField(_("township or street"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    industry_code = models.CharField(_("industry"), max_length=5, blank=True)
    industry_words = models.CharField(_("industry in words"), max_length=80, blank=True)
    chains = models.ManyToManyField(
        IndustryChain, blank=True, related_name="unions", verbose_name=_("industry chains")
    )
    group_name = models.CharField(_("corporate group"), max_length=80, blank=True)
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    grade = models.PositiveSmallIntegerField(_("home grade"), choices=Grade.choices, default=Grade.NONE)
    history = RowHistory(excluded_fields=["path", "depth", "numchild", "name_key", "search"])

    class Meta:
        indexes = [models.Index(fields=["depth", "path"], name="union_by_depth")]  # a level of the tree
        constraints = [
            models.CheckConstraint(
                name="union_point_whole",
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(longitude__isnull=False, latitude__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_point(self) -> bool:
        return self.longitude is not None

    @property
    def place_said(self) -> str:
        """The township and the zone."""
        return " · ".join(part for part in (self.township, self.zone.name if self.zone else "") if part)

    @property
    def industry_said(self) -> str:
        """The industry as a list shows it: in the officer's words, or by the name of the section or division."""
        code = self.industry_code
        return self.industry_words or name_of(code) or name_of(code[:2]) or ""


class Honour(models.Model):
    """A title held by a union, with level, day and document number."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="honours")
    title = models.CharField(
        _("title"), max_length=20, choices=HonourTitle.choices, default=HonourTitle.MODEL_HOME
    )
    level = models.CharField(_("level"), max_length=12, choices=HonourLevel.choices)
    granted_on = models.DateField(_("granted on"))
    document_no = models.CharField(_("document number"), max_length=60, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    history = RowHistory()

    class Meta:
        ordering = ["-granted_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["union", "title", "level", "granted_on"], name="honour_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.get_title_display()}"


class GradeChange(models.Model):
    """A union rose (or fell) from one home grade to another on a day (提档升级)."""

    SCOPE = ("union__path",)
    objects = ScopedManager()

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="grade_changes")
    before = models.PositiveSmallIntegerField(choices=Grade.choices)
    after = models.PositiveSmallIntegerField(choices=Grade.choices)
    changed_on = models.DateField(_("changed on"))
    honour = models.ForeignKey(Honour, on_delete=models.PROTECT, null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["-changed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"

    @property
    def is_rise(self) -> bool:
        return self.after > self.before
