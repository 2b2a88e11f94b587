from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "lianshou.kernel.inspections"
    label = "inspections"
    verbose_name = "inspections"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.desk import desk
        from lianshou.core.duties import Duty, duties
        from lianshou.core.loads import Burden, loads
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.audit.enums import SUBJECTS, VERBS
        from lianshou.kernel.inspections import actions, enums, queries

        VERBS.update(enums.VERBS)
        SUBJECTS.update(enums.SUBJECTS)
        desk.add(queries.desk_items)
        loads.add(
            Burden(
                slug="inspections",
                title=Wording("督查", "inspections"),
                counts=queries.inspections_laid,
                excess=queries.inspections_beyond,
                home=lambda: reverse("inspections:visits"),
            )
        )
        duties.add(
            Duty(
                slug="mendings",
                title=Wording("负责整改、尚未完成的问题", "Findings to mend"),
                counts=queries.duty_counts,
                rows=queries.duty_rows,
                hand_over=actions.hand_over_mendings,
                fields=frozenset({"inspections.Finding.person"}),
            )
        )
        record_types.add(
            RecordType(
                slug="finding",
                title=Wording("督查问题", "Finding"),
                verb="inspection.view",
                within=queries.findings_within,
                reaches=queries.reaches_of_finding,
                name=str,
                url=lambda finding: reverse("inspections:finding", args=[finding.pk]),
            )
        )
