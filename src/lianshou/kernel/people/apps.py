from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianshou.kernel.people"
    label = "people"
    verbose_name = "people"

    def ready(self) -> None:
        from lianshou.core.panels import union_board
        from lianshou.kernel.people import tables

        union_board.add_panel(tables.people_panel)
        union_board.add_column(tables.CHAIR)
        union_board.add_column(tables.PHONE)
