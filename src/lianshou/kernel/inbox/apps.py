from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "lianshou.kernel.inbox"
    label = "inbox"
    verbose_name = "inbox"

    def ready(self) -> None:
        from lianshou.core.panels import union_board
        from lianshou.kernel.inbox.tables import history_panel

        union_board.add_panel(history_panel)
