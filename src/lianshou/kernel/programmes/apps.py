from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lianshou.kernel.programmes"
    label = "programmes"
    verbose_name = "programmes"

    def ready(self) -> None:
        from lianshou.core.panels import Tally, union_board
        from lianshou.core.wording import Wording
        from lianshou.kernel.programmes import queries

        union_board.add_tally(Tally(title=Wording("工作项目", "Programmes"), count=queries.count_programmes))
