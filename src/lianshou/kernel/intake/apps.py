from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "lianshou.kernel.intake"
    label = "intake"
    verbose_name = "intake"

    def ready(self) -> None:
        from lianshou.core.desk import desk
        from lianshou.core.duties import Duty, duties
        from lianshou.core.loads import Burden, loads
        from lianshou.core.panels import desk_board
        from lianshou.core.personal import personal
        from lianshou.core.spine import spine
        from lianshou.core.wording import Wording
        from lianshou.kernel.audit.enums import SUBJECTS, VERBS
        from lianshou.kernel.intake import actions, enums, queries
        from lianshou.kernel.intake.queries import standing
        from lianshou.kernel.intake.queries.personal import RECORDS

        spine.add(standing.applications_line)
        spine.add(standing.lists_line)
        VERBS.update(enums.VERBS)
        SUBJECTS.update(enums.SUBJECTS)
        desk_board.add_panel(queries.apply_panel)
        desk.add(queries.draft_items)
        desk.add(queries.register_import_items)
        desk.add(queries.submitted_items)
        loads.add(Burden(slug="forms", title=Wording("表格", "forms"), counts=queries.forms_laid))
        for record in RECORDS:
            personal.add_record(record)
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
