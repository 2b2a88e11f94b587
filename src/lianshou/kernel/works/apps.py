from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "lianshou.kernel.works"
    label = "works"
    verbose_name = "works"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.desk import desk
        from lianshou.core.duties import Duty, duties
        from lianshou.core.loads import Burden, loads
        from lianshou.core.panels import desk_board
        from lianshou.core.parameters import declared
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.works import actions, queries
        from lianshou.kernel.works.rules import WORKS

        declared.add(*WORKS, owner="works", title=Wording("六大工程", "The six works"))
        desk.add(queries.desk_items)
        desk_board.add_panel(queries.works_panel)
        loads.add(Burden(slug="tasks", title=Wording("任务", "tasks"), counts=queries.tasks_laid))
        duties.add(
            Duty(
                slug="tasks",
                title=Wording("负责的、尚未完成的任务", "Open tasks that one answers for"),
                counts=queries.duty_counts,
                rows=queries.duty_rows,
                hand_over=actions.hand_over_tasks,
                fields=frozenset({"works.Task.person", "works.Item.person"}),
            )
        )
        record_types.add(
            RecordType(
                slug="task",
                title=Wording("任务", "Task"),
                verb="works.view",
                within=queries.tasks_within,
                reaches=queries.reaches_of_task,
                name=str,
                url=lambda task: reverse("works:task", args=[task.pk]),
            )
        )
