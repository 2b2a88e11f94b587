from lianshou.core import kinds


class EventsConfig(kinds.KindConfig):
    name = "lianshou.kinds.events"
    label = "events"

    def ready(self) -> None:
        super().ready()
        from django.urls import reverse

        from lianshou.core.panels import desk_board
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.audit.enums import SUBJECTS, VERBS
        from lianshou.kinds.events import enums
        from lianshou.kinds.events.queries import desk
        from lianshou.kinds.events.queries.mine import seats_panel

        VERBS.update(enums.VERBS)
        SUBJECTS.update(enums.SUBJECTS)
        desk_board.add_panel(seats_panel)
        record_types.add(
            RecordType(
                slug="event",
                title=Wording("职工活动", "Event"),
                verb="placement.view",
                within=desk.events_within,
                reaches=desk.reaches_of_event,
                name=str,
                url=lambda event: reverse("events:event", args=[event.pk]),
            )
        )
