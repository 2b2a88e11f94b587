from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "lianshou.kernel.rights"
    label = "rights"
    verbose_name = "rights"

    def ready(self) -> None:
        from lianshou.core.desk import desk
        from lianshou.core.panels import person_board
        from lianshou.core.personal import personal
        from lianshou.kernel.rights import tables
        from lianshou.kernel.rights.queries import consents, requests, retention

        personal.add_record(consents.CONSENT)
        personal.add_record(requests.REQUEST)
        desk.add(requests.desk_items)
        desk.add(retention.desk_items)
        person_board.add_panel(tables.rights_panel)
