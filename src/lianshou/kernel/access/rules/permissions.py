"""The table of permissions: which role's post grants which verb."""

from __future__ import annotations

from lianshou.kernel.access.enums import Role

# 三员: nobody holds two of these, and none of them sees case data
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
_DESK = frozenset({Role.OFFICER, Role.APPROVER, Role.LEADER})
_INSIDE = _DESK | {Role.CHAIR}
_OFFICER = frozenset({Role.OFFICER})
_APPROVER = frozenset({Role.APPROVER})

# verb → the roles whose post, over the union's subtree, grants it
PERMISSIONS: dict[str, frozenset[Role]] = {
    # accounts and posts
    "account.list": frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
    "account.invite": frozenset({Role.SYSTEM_ADMIN}),
    "account.close": frozenset({Role.SYSTEM_ADMIN}),
    "account.unlock": frozenset({Role.SECURITY_ADMIN}),
    "account.open": _OFFICER,
    "post.give": frozenset({Role.SECURITY_ADMIN}),
    "post.delegate": frozenset({Role.SECURITY_ADMIN}),
    "duty.hand_over": frozenset({Role.SECURITY_ADMIN, Role.LEADER}),
    "permission.read": frozenset({Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}) | _DESK,
    "audit.read": frozenset({Role.AUDIT_ADMIN}),
    "webhook.keep": frozenset({Role.SYSTEM_ADMIN}),
    # the register
    "union.view": _INSIDE,
    "union.edit": _OFFICER,
    "union.move": _APPROVER,
    "place.import": _OFFICER,
    "industry.import": _OFFICER,
    "honour.record": _OFFICER,
    # persons and what is personal
    "person.view": _INSIDE,
    "person.edit": frozenset({Role.OFFICER, Role.CHAIR}),
    "personal.reveal": frozenset({Role.OFFICER, Role.APPROVER, Role.CHAIR}),
    "personal.export": frozenset({Role.OFFICER, Role.FINANCE}),
    "personal.export_approve": frozenset({Role.APPROVER, Role.LEADER}),
    "personal.export_read": _DESK | {Role.FINANCE},
    "personal.watch": frozenset({Role.LEADER, Role.SECURITY_ADMIN}),
    "consent.record": frozenset({Role.OFFICER, Role.CHAIR}),
    "consent.publish": _APPROVER,
    "request.answer": _OFFICER,
    "retention.view": frozenset({Role.OFFICER, Role.APPROVER}),
    "retention.prepare": _OFFICER,
    "retention.confirm": _APPROVER,
    # programmes
    "programme.view": _DESK,
    "programme.create": _OFFICER,
    "programme.approve": _APPROVER,
    "calendar.keep": frozenset({Role.SYSTEM_ADMIN}),
    "setting.view": _DESK | {Role.FINANCE},
    "setting.edit": _OFFICER,
    "setting.confirm": _APPROVER,
    "intake.import": _OFFICER,
    "application.file": frozenset({Role.OFFICER, Role.CHAIR}),
    "form.view": _INSIDE,
    "form.edit": _OFFICER,
    # judging and approving
    "review.view": _DESK,
    "review.run": _OFFICER,
    "review.decide": _APPROVER,
    "review.mark": frozenset({Role.EXPERT, Role.OFFICER, Role.APPROVER}),
    "ladder.view": _DESK,
    "ladder.edit": _APPROVER,
    "approval.view": _INSIDE,
    "approval.act": _INSIDE,
    "approval.submit": frozenset({Role.OFFICER, Role.CHAIR}),
    "notice.view": _DESK,
    "notice.edit": _OFFICER,
    "notice.post": frozenset({Role.OFFICER, Role.APPROVER}),
    "objection.handle": frozenset({Role.OFFICER, Role.APPROVER}),
    "match.run": _OFFICER,
    "placement.view": _DESK,
    "placement.edit": _OFFICER,
    "seat.take": frozenset({Role.OFFICER, Role.CHAIR}),
    "pledge.view": _INSIDE,
    "pledge.issue": _OFFICER,
    "pledge.agree": frozenset({Role.CHAIR}),
    "pledge.sign": frozenset({Role.CHAIR}),
    "pledge.scan": frozenset({Role.OFFICER, Role.CHAIR}),
    "obligation.report": frozenset({Role.OFFICER, Role.CHAIR}),
    "template.view": _DESK,
    "template.edit": _OFFICER,
    "template.approve": _APPROVER,
    "followup.view": _INSIDE,
    "followup.record": frozenset({Role.OFFICER, Role.CHAIR}),
    # money: entered, approved and paid by three
    "fund.view": _DESK | {Role.FINANCE},
    "fund.budget": frozenset({Role.FINANCE}),
    "fund.plan": frozenset({Role.OFFICER, Role.FINANCE}),
    "fund.approve": _APPROVER,
    "fund.pay": frozenset({Role.FINANCE}),
    "fund.receipt": frozenset({Role.OFFICER, Role.FINANCE}),
    # the six works: set and split by officers, reported by whoever answers
    "works.view": _INSIDE,
    "works.edit": _OFFICER,
    "works.report": frozenset({Role.OFFICER, Role.CHAIR}),
    "figure.view": _DESK,
    # bulletins: written, checked and signed by three
    "bulletin.view": _DESK,
    "bulletin.write": _OFFICER,
    "bulletin.check": _APPROVER,
    "bulletin.sign": frozenset({Role.APPROVER, Role.LEADER}),
    "bulletin.return": frozenset({Role.APPROVER, Role.LEADER}),
    "bulletin.issue": _OFFICER,
    "bulletin.publish": frozenset({Role.APPROVER, Role.LEADER}),
    "bulletin.countersign": _DESK,
    "bulletin.receive": _INSIDE,
    "bulletin.acknowledge": frozenset({Role.OFFICER, Role.CHAIR}),
    # inspections: planned and recorded above, mended below, verified by another than who reported
    "inspection.view": _INSIDE,
    "inspection.plan": _OFFICER,
    "inspection.record": _OFFICER,
    "inspection.mend": frozenset({Role.OFFICER, Role.CHAIR}),
    "inspection.verify": frozenset({Role.OFFICER, Role.APPROVER}),
    # my work: what stayed overdue, and how people are told
    "escalation.view": _INSIDE,
    "escalation.answer": frozenset({Role.OFFICER, Role.APPROVER, Role.CHAIR}),
    "escalation.rule": frozenset({Role.APPROVER, Role.LEADER}),
    "channel.keep": frozenset({Role.SYSTEM_ADMIN}),
}


def roles_granting(verb: str) -> frozenset[Role]:
    """The roles that grant ``verb``; an unknown verb is a programming error and raises KeyError."""
    return PERMISSIONS[verb]
