from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianshou.kernel.people"
    label = "people"
    verbose_name = "people"

    def ready(self) -> None:
        from lianshou.core.panels import union_board
        from lianshou.core.personal import personal
        from lianshou.kernel.people import queries, tables
        from lianshou.kernel.people.views import PERSONS

        personal.add_record(queries.PERSON)
        personal.add_record(queries.RELATIVE)
        personal.add_list(PERSONS)
        union_board.add_panel(tables.people_panel)
        union_board.add_column(tables.CHAIR)
        union_board.add_column(tables.PHONE)
