from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "lianshou.kernel.inbox"
    label = "inbox"
    verbose_name = "inbox"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.desk import desk
        from lianshou.core.panels import union_board
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.inbox.queries import digests, escalations
        from lianshou.kernel.inbox.tables import history_panel

        desk.add(escalations.escalation_items)
        desk.add(digests.channel_items)
        record_types.add(
            RecordType(
                slug="escalation",
                title=Wording("提级督办事项", "Escalation"),
                verb="escalation.view",
                within=escalations.escalations_within,
                reaches=escalations.reaches_of_escalation,
                name=str,
                url=lambda escalation: reverse("inbox:escalation", args=[escalation.pk]),
            )
        )
        union_board.add_panel(history_panel)
