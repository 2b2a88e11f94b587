"""Applications, uploads and their rows."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from lianshou.kernel.intake.enums import RowState
from lianshou.kernel.intake.models import Application, Import, ImportRow

MOMENT = datetime(2020, 6, 24, 1, 0, tzinfo=UTC)


class ApplicationFactory(DjangoModelFactory[Application]):
    class Meta:
        model = Application

    programme = factory.SubFactory("tests.factories.programmes.ProgrammeFactory")
    union = factory.SubFactory("tests.factories.unions.UnionFactory")
    submitted_at = MOMENT


class ImportFactory(DjangoModelFactory[Import]):
    class Meta:
        model = Import

    programme = factory.SubFactory("tests.factories.programmes.ProgrammeFactory")
    union = factory.SelfAttribute("programme.union")
    list_slug = "guests"
    file_name = "名单.xlsx"
    uploaded_at = MOMENT
    uploaded_by = factory.SubFactory("tests.factories.access.UserFactory")
    columns = factory.LazyFunction(lambda: {"found": []})


class ImportRowFactory(DjangoModelFactory[ImportRow]):
    class Meta:
        model = ImportRow

    batch = factory.SubFactory(ImportFactory)
    sheet = "名单"
    number = factory.Sequence(lambda n: n + 2)
    cells = factory.LazyAttribute(lambda o: {"name": f"第{o.number}有限公司"})
    state = RowState.GOOD
