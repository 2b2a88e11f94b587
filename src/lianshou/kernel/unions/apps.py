from django.apps import AppConfig


class UnionsConfig(AppConfig):
    name = "lianshou.kernel.unions"
    label = "unions"
    verbose_name = "unions"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.facts import facts
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.unions import queries
        from lianshou.kernel.unions.queries.known import UNION_FACTS

        facts.add(*UNION_FACTS)
        record_types.add(
            RecordType(
                slug="union",
                title=Wording("工会", "Union"),
                verb="union.view",
                within=queries.unions_within,
                reaches=queries.reaches_of_union,
                name=lambda union: union.name,
                url=lambda union: reverse("unions:detail", args=[union.pk]),
            )
        )
