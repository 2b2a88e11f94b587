from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianshou.kernel.people"
    label = "people"
    verbose_name = "people"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.duties import Duty, duties
        from lianshou.core.panels import union_board
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.people import actions, queries, tables

        duties.add(
            Duty(
                slug="offices",
                title=Wording("工会职务", "Offices in unions"),
                counts=queries.office_counts,
                rows=queries.office_rows,
                hand_over=actions.hand_over_offices,
                fields=frozenset({"people.Person.account"}),
            )
        )
        record_types.add(
            RecordType(
                slug="person",
                title=Wording("人员", "Person"),
                verb="person.view",
                within=queries.persons_within,
                reaches=queries.reaches_of_person,
                name=lambda person: person.name,
                url=lambda person: reverse("unions:detail", args=[person.union_id]),
                owner=lambda person: person.account,
            )
        )
        union_board.add_panel(tables.people_panel)
        union_board.add_column(tables.CHAIR)
        union_board.add_column(tables.PHONE)
