from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "lianshou.kernel.followups"
    label = "followups"
    verbose_name = "followups"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.records import RecordType, record_types
        from lianshou.core.spine import spine
        from lianshou.core.wording import Wording
        from lianshou.kernel.followups import queries

        spine.add(queries.followups_line)
        record_types.add(
            RecordType(
                slug="activity",
                title=Wording("活动", "Activity"),
                verb="followup.view",
                within=queries.followups_within,
                reaches=queries.reaches_of_followup,
                name=str,
                url=lambda followup: reverse("followups:detail", args=[followup.pk]),
            )
        )
