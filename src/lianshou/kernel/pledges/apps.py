from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "lianshou.kernel.pledges"
    label = "pledges"
    verbose_name = "pledges"

    def ready(self) -> None:
        from lianshou.core.panels import Tally, union_board
        from lianshou.core.wording import Wording
        from lianshou.kernel.pledges import queries

        union_board.add_tally(
            Tally(title=Wording("协议书当事方", "Sides of agreements"), count=queries.count_parties)
        )
