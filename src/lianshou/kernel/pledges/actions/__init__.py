"""Every write about templates, numbers, agreements and letters, obligations, evaluations and files."""

from lianshou.kernel.pledges.actions.ending import end_pledge
from lianshou.kernel.pledges.actions.filing import store_scan
from lianshou.kernel.pledges.actions.issuing import issue_pledges
from lianshou.kernel.pledges.actions.joining import draw_up_agreement, join_agreement, leave_agreement
from lianshou.kernel.pledges.actions.lettering import ask_for_letters, issue_letters, take_up_silent_letters
from lianshou.kernel.pledges.actions.numbering import pass_over_numbers, set_numbering
from lianshou.kernel.pledges.actions.obliging import add_obligation, report_obligation, waive_obligation
from lianshou.kernel.pledges.actions.signing import agree_pledge, record_paper_signatures, sign_pledge
from lianshou.kernel.pledges.actions.succeeding import expire_pledges, judge_pledge, renew_pledge
from lianshou.kernel.pledges.actions.templating import propose_template, retire_template, use_template

__all__ = [
    "add_obligation",
    "agree_pledge",
    "ask_for_letters",
    "draw_up_agreement",
    "end_pledge",
    "expire_pledges",
    "issue_letters",
    "issue_pledges",
    "join_agreement",
    "judge_pledge",
    "leave_agreement",
    "pass_over_numbers",
    "propose_template",
    "record_paper_signatures",
    "renew_pledge",
    "report_obligation",
    "retire_template",
    "set_numbering",
    "sign_pledge",
    "store_scan",
    "take_up_silent_letters",
    "use_template",
    "waive_obligation",
]
