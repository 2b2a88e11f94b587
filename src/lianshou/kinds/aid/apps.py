from lianshou.core import kinds


class AidConfig(kinds.KindConfig):
    name = "lianshou.kinds.aid"
    label = "aid"

    def ready(self) -> None:
        super().ready()
        from django.urls import reverse

        from lianshou.core.duties import Duty, duties
        from lianshou.core.kinds import register_lists
        from lianshou.core.panels import (
            Tally,
            desk_board,
            own_board,
            payment_board,
            person_board,
            union_board,
        )
        from lianshou.core.payouts import payouts
        from lianshou.core.personal import personal
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.audit.enums import SUBJECTS, VERBS
        from lianshou.kinds.aid import actions, enums, queries, tables
        from lianshou.kinds.aid.actions import station_list
        from lianshou.kinds.aid.queries import aiding, helping, network
        from lianshou.kinds.aid.queries.station_list import stations_checker
        from lianshou.kinds.aid.rules.station_list import SLUG, stations_layout
        from lianshou.kinds.aid.tables.aiding import payment_panel
        from lianshou.kinds.aid.tables.own import own_file_panel
        from lianshou.kinds.aid.views.importing import intakes
        from lianshou.kinds.aid.views.shaping import LAID_OUT

        VERBS.update(enums.VERBS)
        SUBJECTS.update(enums.SUBJECTS)
        person_board.add_panel(tables.person_panel)
        payment_board.add_panel(payment_panel)
        for board in (desk_board, own_board):
            board.add_panel(own_file_panel)
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
        personal.add_list(LAID_OUT)
        for entry in intakes():
            register_lists[entry.slug] = entry
        VERBS.update(enums.NETWORK_VERBS)
        SUBJECTS.update(enums.NETWORK_SUBJECTS)
        register_lists[SLUG] = kinds.ListIntake(
            slug=SLUG,
            title=Wording("帮扶站点名单", "List of aid stations"),
            layout=stations_layout,
            checker=stations_checker,
            take_many=station_list.take_stations,
            undo=station_list.untake_stations,
            home=lambda: reverse("aid:stations"),
        )
        union_board.add_panel(network.union_panel)
        union_board.add_tally(Tally(title=Wording("帮扶站点", "Aid stations"), count=network.count_stations))
        record_types.add(
            RecordType(
                slug="station",
                title=Wording("帮扶站点", "Aid station"),
                verb="union.view",
                within=network.stations_within,
                reaches=network.reaches_of_station,
                name=str,
                url=lambda station: reverse("aid:station", args=[station.pk]),
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
        payouts.add(paid=actions.payment_paid, ended=actions.payment_ended)
        record_types.add(
            RecordType(
                slug="aid_project",
                title=Wording("帮扶项目", "Aid project"),
                verb="person.view",
                within=aiding.projects_within,
                reaches=aiding.reaches_of_project,
                name=str,
                url=lambda project: reverse("aid:project", args=[project.pk]),
            )
        )
