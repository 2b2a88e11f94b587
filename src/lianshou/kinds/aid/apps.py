from lianshou.core import kinds


class AidConfig(kinds.KindConfig):
    name = "lianshou.kinds.aid"
    label = "aid"

    def ready(self) -> None:
        super().ready()
        from django.urls import reverse

        from lianshou.core.duties import Duty, duties
        from lianshou.core.panels import desk_board, own_board, person_board
        from lianshou.core.personal import personal
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.audit.enums import SUBJECTS, VERBS
        from lianshou.kinds.aid import actions, enums, queries, tables
        from lianshou.kinds.aid.queries import helping

        VERBS.update(enums.VERBS)
        SUBJECTS.update(enums.SUBJECTS)
        person_board.add_panel(tables.person_panel)
        for board in (desk_board, own_board):
            board.add_panel(tables.own_households_panel)
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
        record_types.add(
            RecordType(
                slug="aid_helper",
                title=Wording("帮扶责任人", "Helper"),
                verb="person.view",
                within=helping.helpers_within,
                reaches=helping.reaches_of_helper,
                name=str,
                url=lambda helper: reverse("aid:helper", args=[helper.pk]),
            )
        )
        duties.add(
            Duty(
                slug="helping",
                title=Wording("一对一帮扶的困难职工家庭", "Households helped one to one"),
                counts=helping.own_duty_counts,
                rows=helping.own_duty_rows,
                hand_over=actions.hand_over_helping,
            )
        )
