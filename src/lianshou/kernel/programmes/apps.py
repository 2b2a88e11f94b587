from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lianshou.kernel.programmes"
    label = "programmes"
    verbose_name = "programmes"

    def ready(self) -> None:
        from lianshou.core.deadlines import deadlines
        from lianshou.core.desk import desk
        from lianshou.core.panels import Tally, programme_board, union_board
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.programmes import queries, tables
        from lianshou.kernel.programmes.queries import settings

        record_types.add(
            RecordType(
                slug="programme",
                title=Wording("项目", "Programme"),
                verb="programme.view",
                within=queries.programmes_within,
                reaches=queries.reaches_of_programme,
                name=str,
                url=queries.home_of,
            )
        )
        programme_board.add_panel(tables.steps_panel)
        desk.add(settings.desk_items)
        deadlines.use(queries.due_by_calendar)
        union_board.add_tally(Tally(title=Wording("工作项目", "Programmes"), count=queries.count_programmes))
