from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "lianshou.kernel.pledges"
    label = "pledges"
    verbose_name = "pledges"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.desk import desk
        from lianshou.core.duties import Duty, duties
        from lianshou.core.panels import Tally, union_board
        from lianshou.core.papers import papers
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.spine import spine
        from lianshou.core.wording import Wording
        from lianshou.kernel.pledges import queries
        from lianshou.kernel.pledges.exports import GENERAL

        spine.add(queries.pledges_line)
        for slug, paper in GENERAL.items():
            papers.add(slug, paper)
        desk.add(queries.desk_items)
        duties.add(
            Duty(
                slug="turns",
                title=Wording("等待本人同意或签署的协议书", "Agreements waiting for a word or signature"),
                counts=queries.turn_counts,
                rows=queries.turn_rows,
            )
        )
        record_types.add(
            RecordType(
                slug="agreement",
                title=Wording("协议书", "Agreement"),
                verb="pledge.view",
                within=queries.pledges_within,
                reaches=queries.reaches_of_pledge,
                name=lambda pledge: pledge.number,
                url=lambda pledge: reverse("pledges:detail", args=[pledge.pk]),
            )
        )
        union_board.add_tally(
            Tally(title=Wording("协议书当事方", "Sides of agreements"), count=queries.count_parties)
        )
        record_types.add(
            RecordType(
                slug="paper_template",
                title=Wording("文书模板", "Paper template"),
                verb="template.view",
                within=queries.templates_within,
                reaches=queries.reaches_of_template,
                name=str,
                url=lambda template: reverse("pledges:template", args=[template.pk]),
            )
        )
