from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianshou.kernel.people"
    label = "people"
    verbose_name = "people"

    def ready(self) -> None:
        from lianshou.core.panels import Tally, union_board
        from lianshou.core.wording import Wording
        from lianshou.kernel.people import queries, tables

        union_board.add_panel(tables.people_panel)
        union_board.add_column(tables.CHAIR)
        union_board.add_column(tables.PHONE)
        union_board.add_tally(Tally(title=Wording("人员", "Persons"), count=queries.count_persons))
