from lianshou.core import kinds


class AidConfig(kinds.KindConfig):
    name = "lianshou.kinds.aid"
    label = "aid"

    def ready(self) -> None:
        super().ready()
        from django.urls import reverse

        from lianshou.core.panels import Tally, union_board
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.audit.enums import SUBJECTS, VERBS
        from lianshou.kinds.aid import enums
        from lianshou.kinds.aid.queries import network

        VERBS.update(enums.NETWORK_VERBS)
        SUBJECTS.update(enums.NETWORK_SUBJECTS)
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
