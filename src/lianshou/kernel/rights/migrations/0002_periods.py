"""Periods as delivered: what an approver does not change holds everywhere from the day of the law."""

from datetime import date
from typing import Any

from django.db import migrations

_SHORTEST = "个人信息保护法第十九条：为实现处理目的所必要的最短时间"
_PERIODS = (
    ("identity", 36, _SHORTEST),
    ("contact", 36, _SHORTEST),
    ("finance", 36, _SHORTEST),
    ("health", 36, _SHORTEST),
    ("hardship", 36, _SHORTEST),
    ("relations", 12, _SHORTEST),
    ("child", 12, _SHORTEST),
    ("name", 60, _SHORTEST),
    ("log", 6, "网络安全法第二十一条：网络日志不少于六个月"),
)


def seed(apps: Any, schema_editor: Any) -> None:
    period = apps.get_model("rights", "RetentionPeriod")
    for data_class, months, law in _PERIODS:
        facts = {"months": months, "clock": "left", "law": law}
        period.objects.get_or_create(data_class=data_class, region="", starts_on=date(2021, 11, 1), defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
