from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lianshou.kernel.notices"
    label = "notices"
    verbose_name = "notices"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.deadlines import deadlines
        from lianshou.core.desk import desk
        from lianshou.core.duties import Duty, duties
        from lianshou.core.parameters import declared
        from lianshou.core.personal import personal
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.spine import spine
        from lianshou.core.wording import Wording
        from lianshou.kernel.notices import actions, queries
        from lianshou.kernel.notices.rules.settings import NOTICES, OBJECTIONS

        deadlines.keep(actions.recount_answers)
        declared.add(*NOTICES, owner="notice", title=Wording("公示", "Public notices"))
        declared.add(*OBJECTIONS, owner="objection", title=Wording("公示异议", "Objections"))
        desk.add(queries.desk_items)
        spine.add(queries.notices_line)
        personal.add_record(queries.OBJECTOR)
        duties.add(
            Duty(
                slug="objections",
                title=Wording("已受理、未办结的异议", "Objections taken up and not settled"),
                counts=queries.objection_counts,
                rows=queries.objection_rows,
                hand_over=actions.hand_over_objections,
                fields=frozenset({"notices.Objection.handled_by"}),
            )
        )
        record_types.add(
            RecordType(
                slug="notice",
                title=Wording("公示", "Public notice"),
                verb="notice.view",
                within=queries.notices_within,
                reaches=queries.reaches_of_notice,
                name=str,
                url=lambda notice: reverse("notices:detail", args=[notice.pk]),
            )
        )
