from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "lianshou.kernel.funds"
    label = "funds"
    verbose_name = "funds"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.desk import desk
        from lianshou.core.duties import Duty, duties
        from lianshou.core.panels import Tally, own_board, person_board, programme_board, union_board
        from lianshou.core.personal import personal
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.spine import spine
        from lianshou.core.takings import takings
        from lianshou.core.wording import Wording
        from lianshou.kernel.funds import queries, tables
        from lianshou.kernel.funds.views import TRANSFERS

        desk.add(queries.desk_items)
        duties.add(
            Duty(
                slug="payments",
                title=Wording("本人录入、尚未办结的付款", "Payments entered that are not done with"),
                counts=queries.duty_counts,
                rows=queries.duty_rows,
            )
        )
        record_types.add(
            RecordType(
                slug="payment",
                title=Wording("付款", "Payment"),
                verb="fund.view",
                within=queries.payments_within,
                reaches=queries.reaches_of_payment,
                name=lambda payment: payment.payee,
                url=lambda payment: reverse("funds:payment", args=[payment.pk]),
                owner=queries.account_paid,
            )
        )
        personal.add_record(queries.PAYMENT)
        personal.add_list(TRANSFERS)
        takings.add(queries.PAYMENTS)
        spine.add(queries.money_line)
        programme_board.add_panel(tables.programme_panel)
        union_board.add_panel(tables.union_panel)
        union_board.add_tally(
            Tally(title=Wording("资金来源", "Sources of money"), count=queries.sources_of_subtree)
        )
        person_board.add_panel(tables.person_panel)
        own_board.add_panel(tables.own_page_panel)
