from lianshou.core import kinds


class AidConfig(kinds.KindConfig):
    name = "lianshou.kinds.aid"
    label = "aid"

    def ready(self) -> None:
        super().ready()
        from django.urls import reverse

        from lianshou.core.panels import person_board
        from lianshou.core.personal import personal
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.audit.enums import SUBJECTS, VERBS
        from lianshou.kinds.aid import enums, queries, tables

        VERBS.update(enums.VERBS)
        SUBJECTS.update(enums.SUBJECTS)
        person_board.add_panel(tables.person_panel)
        for record in queries.RECORDS:
            personal.add_record(record)
        record_types.add(
            RecordType(
                slug="household",
                title=Wording("困难职工家庭档案", "File of a household"),
                verb="person.view",
                within=queries.households_within,
                reaches=queries.reaches_of_household,
                name=str,
                url=lambda household: reverse("aid:household", args=[household.pk]),
            )
        )
