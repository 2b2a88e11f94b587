from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "lianshou.kernel.placement"
    label = "placement"
    verbose_name = "placement"

    def ready(self) -> None:
        from lianshou.core.duties import Duty, duties
        from lianshou.core.gates import approval_gate
        from lianshou.core.spine import spine
        from lianshou.core.ties import earlier_ties
        from lianshou.core.wording import Wording
        from lianshou.kernel.placement import actions, queries

        spine.add(queries.matching_line)
        spine.add(queries.seats_line)
        earlier_ties.add(queries.joined_before)
        approval_gate.add_behind(actions.settle_seats)
        duties.add(
            Duty(
                slug="runs",
                title=Wording("正在进行的匹配", "Matchings under way"),
                counts=queries.run_counts,
                rows=queries.run_rows,
                hand_over=actions.hand_over_runs,
                fields=frozenset({"placement.MatchRun.asked_by"}),
            )
        )
