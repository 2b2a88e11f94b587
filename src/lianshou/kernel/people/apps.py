from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianshou.kernel.people"
    label = "people"
    verbose_name = "people"

    def ready(self) -> None:
        from django.urls import reverse
        from django.utils import timezone

        from lianshou.core.duties import Duty, duties
        from lianshou.core.facts import facts
        from lianshou.core.kinds import ListIntake, register_lists
        from lianshou.core.panels import Tally, union_board
        from lianshou.core.personal import personal
        from lianshou.core.records import record_types
        from lianshou.core.wording import Wording
        from lianshou.kernel.people import actions, queries, tables
        from lianshou.kernel.people.queries.known import PERSON_FACTS
        from lianshou.kernel.people.queries.listing import persons_checker
        from lianshou.kernel.people.rules.listing import persons_layout
        from lianshou.kernel.people.views import PERSONS

        facts.add(*PERSON_FACTS)
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
        register_lists["persons"] = ListIntake(
            slug="persons",
            title=Wording("人员名单", "List of persons"),
            layout=lambda: persons_layout(today=timezone.localdate(), full=True),
            checker=persons_checker,
            take_many=actions.take_persons,
            undo=actions.untake_persons,
            home=lambda: reverse("people:list"),
            masked=queries.masked_cell,
        )
        record_types.add(queries.PERSON_SEEN)
        personal.add_record(queries.PERSON)
        personal.add_record(queries.RELATIVE)
        personal.add_list(PERSONS)
        union_board.add_panel(tables.people_panel)
        union_board.add_column(tables.CHAIR)
        union_board.add_column(tables.PHONE)
        union_board.add_tally(Tally(title=Wording("人员", "Persons"), count=queries.count_persons))
