from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "lianshou.kernel.review"
    label = "review"
    verbose_name = "review"

    def ready(self) -> None:
        from django.urls import reverse

        from lianshou.core.deadlines import deadlines
        from lianshou.core.desk import desk
        from lianshou.core.duties import Duty, duties
        from lianshou.core.gates import approval_gate
        from lianshou.core.panels import coming_in_board
        from lianshou.core.parameters import declared
        from lianshou.core.records import RecordType, record_types
        from lianshou.core.spine import spine
        from lianshou.core.wording import Wording
        from lianshou.kernel.review import actions, tables
        from lianshou.kernel.review.queries import applicants, climbing, rounds, standing
        from lianshou.kernel.review.queries import duties as known
        from lianshou.kernel.review.rules.settings import REVIEWS

        declared.add(*REVIEWS, owner="review", title=Wording("评审与审批", "Reviews and approvals"))
        deadlines.keep(actions.recount_days)
        approval_gate.keep(
            asks=climbing.asks_approval,
            begin=actions.submit_for_approval,
            again=actions.resubmit_application,
            back=actions.turn_back,
            returned=applicants.why_returned,
            holds=rounds.is_taken_up,
        )
        approval_gate.add_behind(actions.close_withdrawn)
        desk.add(known.desk_items)
        coming_in_board.add_panel(tables.coming_in_panel)
        spine.add(standing.rounds_line)
        spine.add(standing.approvals_line)
        duties.add(
            Duty(
                slug="reviews",
                title=Wording("还没打分的评审", "Applications still to be marked"),
                counts=known.assignment_counts,
                rows=known.assignment_rows,
                hand_over=actions.hand_over_assignments,
                fields=frozenset({"review.Reviewer.user"}),
            )
        )
        duties.add(
            Duty(
                slug="held_steps",
                title=Wording("转交本人办理的审批", "Approvals handed to the person"),
                counts=known.held_counts,
                rows=known.held_rows,
                hand_over=actions.hand_over_ascents,
                fields=frozenset({"review.Ascent.holder"}),
            )
        )
        duties.add(
            Duty(
                slug="steps",
                title=Wording("等待本岗位审批的申报", "Approvals waiting for the post"),
                counts=known.turn_counts,
                rows=known.turn_rows,
            )
        )
        record_types.add(
            RecordType(
                slug="approval",
                title=Wording("审批", "Approval"),
                verb="approval.view",
                within=climbing.ascents_within,
                reaches=climbing.reaches_of_ascent,
                name=str,
                url=lambda ascent: reverse("review:ascent", args=[ascent.pk]),
            )
        )
        record_types.add(
            RecordType(
                slug="round",
                title=Wording("评审轮次", "Round of review"),
                verb="review.view",
                within=rounds.rounds_within,
                reaches=rounds.reaches_of_round,
                name=str,
                url=lambda round: reverse("review:round", args=[round.pk]),
            )
        )
