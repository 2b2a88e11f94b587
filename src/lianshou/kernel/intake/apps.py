from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "lianshou.kernel.intake"
    label = "intake"
    verbose_name = "intake"

    def ready(self) -> None:
        from lianshou.core.duties import Duty, duties
        from lianshou.core.wording import Wording
        from lianshou.kernel.intake import actions, queries

        duties.add(
            Duty(
                slug="imports",
                title=Wording("未办完的导入名单", "Imports still open"),
                counts=queries.import_counts,
                rows=queries.import_rows,
                hand_over=actions.hand_over_imports,
                fields=frozenset({"intake.Import.uploaded_by"}),
            )
        )
