"""What each role is for and what each verb allows, in words: for docs/permissions.md and the page of permissions."""

from __future__ import annotations

from dataclasses import dataclass

from lianshou.core.wording import Wording
from lianshou.kernel.access.enums import Role

THREE = Wording(
    "三员分立：系统管理员、安全管理员、审计管理员由不同的人担任，任何人不得兼任其中两个；担任其中之一的，不再担任其他岗位，看不到业务数据。",
    "Three offices apart: nobody holds two of system, security and audit administration; whoever holds one of them holds no other post and sees no case data.",
)

ROLES: dict[Role, Wording] = {
    Role.SYSTEM_ADMIN: Wording("开停账号、发邀请、管配置、确认工作日历，看不到业务数据", "opens and closes accounts, invites, configures, confirms the working-day calendars; sees no case data"),
    Role.SECURITY_ADMIN: Wording("任免岗位、解锁账号、管权限，看不到业务数据", "gives and ends posts, unlocks, minds permissions; sees no case data"),
    Role.AUDIT_ADMIN: Wording("查操作记录、验证记录链，看不到业务数据", "reads and verifies the book; sees no case data"),
    Role.OFFICER: Wording("办理项目：导入、匹配、发文、登记、汇总", "runs programmes: imports, matches, issues, records, reports"),
    Role.APPROVER: Wording("审批方案、结果和敏感数据导出", "approves plans, results and unmasked exports"),
    Role.LEADER: Wording("看进度和数字，督查，交接岗位", "sees progress and figures, inspects, has duties handed over"),
    Role.CHAIR: Wording("代表本工会：申报、签协议、登记活动", "speaks for a union: applies, signs, records activities"),
    Role.HELPER: Wording("帮扶指派的家庭并登记走访", "helps the households assigned and records the visits"),
    Role.EXPERT: Wording("评审、执裁指派的项目", "reviews and judges what is assigned"),
    Role.MENTOR: Wording("授课带徒，登记课次", "teaches and records the sessions"),
    Role.FINANCE: Wording("核对和支付资金", "checks and pays"),
    Role.WORKER: Wording("办理和查看本人的事", "sees to their own affairs"),
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """A group of verbs under one heading."""

    title: Wording
    verbs: dict[str, Wording]


SUBJECTS: tuple[Subject, ...] = (
    Subject(
        Wording("账号与岗位", "Accounts and posts"),
        {
            "account.list": Wording("查看账号", "see accounts"),
            "account.invite": Wording("开账号、发邀请", "open accounts, send invitations"),
            "account.close": Wording("停用、恢复账号", "close and reopen accounts"),
            "account.unlock": Wording("解锁账号", "unlock accounts"),
            "account.open": Wording("为工会主席、职工开账号", "open accounts for chairs and workers"),
            "post.give": Wording("任免岗位", "give and end posts"),
            "post.delegate": Wording("替他人办理岗位代理", "arrange delegations for others"),
            "duty.hand_over": Wording("办理离任交接", "hand over the duties of whoever leaves"),
            "permission.read": Wording(
                "查看权限表、谁能看到某条记录", "read this table; see who can see a record"
            ),
            "audit.read": Wording("查看操作记录", "read the book"),
            "webhook.keep": Wording(
                "设置和停用推送，查看推送记录", "set up and end webhooks, see what they delivered"
            ),
        },
    ),
    Subject(
        Wording("组织", "The register"),
        {
            "union.view": Wording("查看工会", "see unions"),
            "union.edit": Wording("登记、修改工会", "enter and change unions"),
            "union.move": Wording("调整隶属关系、合并工会", "move and merge unions"),
            "place.import": Wording("导入乡镇、片区坐标", "import townships and zones"),
            "industry.import": Wording("导入行业名称", "import names of industries"),
            "honour.record": Wording("登记荣誉和升级", "record honours and rises in grade"),
        },
    ),
    Subject(
        Wording("人员与个人信息", "Persons and what is personal"),
        {
            "person.view": Wording("查看人员（敏感项遮盖）", "see persons, protected fields masked"),
            "person.edit": Wording("登记、修改人员", "enter and change persons"),
            "personal.reveal": Wording(
                "说明理由后查看一条敏感信息", "reveal one record's protected fields, with a reason"
            ),
            "personal.export": Wording("申请导出未遮盖的数据", "ask for an unmasked export"),
            "personal.export_approve": Wording("审批未遮盖导出", "approve unmasked exports"),
            "personal.export_read": Wording(
                "查看未遮盖导出的申请记录", "see the requests for unmasked exports"
            ),
            "personal.watch": Wording("查看谁看得太多（只见次数）", "see who looks too often (counts only)"),
            "consent.record": Wording("登记书面同意", "record consent given on paper"),
            "consent.publish": Wording("发布告知书", "publish texts of consent"),
            "request.answer": Wording("答复本人提出的请求", "answer what persons ask about their data"),
            "retention.view": Wording("查看保存期限、到期和销毁", "see periods, what is due and erasures"),
            "retention.prepare": Wording("列出到期数据", "list what is due for disposal"),
            "retention.confirm": Wording("复核并处置到期数据", "confirm and carry out disposal"),
        },
    ),
    Subject(
        Wording("项目", "Programmes"),
        {
            "programme.view": Wording("查看项目", "see programmes"),
            "programme.create": Wording("开设项目", "open programmes"),
            "programme.approve": Wording("批准方案", "approve plans"),
            "calendar.keep": Wording("维护、确认工作日历", "keep and confirm the working-day calendars"),
            "setting.view": Wording("查看规则参数", "see settings by region and date"),
            "setting.edit": Wording("为本地区设定规则参数", "set values for one's own region"),
            "setting.confirm": Wording("复核规则参数", "confirm values that another person entered"),
            "intake.import": Wording("导入名单", "import lists"),
            "application.file": Wording(
                "为本单位或本单位职工填报申请", "apply for a union or its people by typing"
            ),
            "form.view": Wording("查看表单台账和填报负担", "see the register of forms and what is asked"),
            "form.edit": Wording("登记、停用表单", "register and retire forms"),
            "review.view": Wording("查看评审轮次和结果", "see rounds of review and their results"),
            "review.run": Wording(
                "设置评审、分配评委、处理回避", "set up rounds, assign reviewers, settle conflicts"
            ),
            "review.decide": Wording("决定评审结果、结束轮次", "decide and close rounds"),
            "review.mark": Wording("给分配到的申报打分", "mark what is assigned"),
            "ladder.view": Wording("查看审批流程", "see how applications are approved"),
            "ladder.edit": Wording("设置审批流程", "set up how applications are approved"),
            "approval.view": Wording("查看审批进度", "see approvals"),
            "approval.act": Wording(
                "审批轮到本单位的申报", "act on approvals whose turn is one's own union's"
            ),
            "approval.submit": Wording("提交审批", "send applications for approval"),
            "notice.view": Wording("查看公示", "see public notices"),
            "notice.edit": Wording("起草公示", "draft public notices"),
            "notice.post": Wording("张贴、撤回、结束公示", "post, withdraw and close public notices"),
            "objection.handle": Wording("受理、核查、答复异议", "take up, hear and settle objections"),
            "match.run": Wording("运行匹配、改参数", "run matchings, change their settings"),
            "placement.view": Wording("查看结对方案", "see pairs"),
            "placement.edit": Wording("调整结对方案", "change pairs"),
            "seat.take": Wording(
                "为本单位职工报名、退出", "sign people of the union up, give their places up"
            ),
            "pledge.view": Wording("查看协议书", "see agreements"),
            "pledge.issue": Wording("发出、终止协议书", "issue and end agreements"),
            "pledge.agree": Wording("同意协议书", "agree to an agreement"),
            "pledge.sign": Wording("签署协议书", "sign an agreement"),
            "pledge.scan": Wording("上传协议签字件", "upload scans of signed agreements"),
            "obligation.report": Wording("报告约定事项完成情况", "report obligations as kept"),
            "template.view": Wording("查看文书模板", "see templates of papers"),
            "template.edit": Wording("上传文书模板", "upload templates of papers"),
            "template.approve": Wording(
                "启用、停用文书模板", "put templates of papers in use and retire them"
            ),
            "followup.view": Wording("查看活动", "see activities"),
            "followup.record": Wording("登记活动", "record activities"),
            "figure.view": Wording("查看数字", "see figures"),
            "bulletin.view": Wording("查看通报", "see bulletins"),
            "bulletin.write": Wording("起草、更正通报", "write and correct bulletins"),
            "bulletin.check": Wording("核稿", "check bulletins"),
            "bulletin.sign": Wording("签发通报", "sign bulletins"),
            "bulletin.return": Wording("退回通报稿", "return drafts of bulletins"),
            "bulletin.issue": Wording("印发通报", "issue bulletins"),
            "bulletin.publish": Wording("公开、撤下通报", "make bulletins public, and take them down"),
            "bulletin.countersign": Wording("会签通报", "countersign bulletins"),
            "bulletin.receive": Wording("查看收到的通报", "see bulletins received from above"),
            "bulletin.acknowledge": Wording("回执通报", "acknowledge bulletins received"),
            "inspection.view": Wording(
                "查看督查、问题和下沉走访", "see inspections, findings and field visits"
            ),
            "inspection.plan": Wording(
                "制定督查方案、抽取、催办、销号", "plan and draw inspections, press, strike off"
            ),
            "inspection.record": Wording(
                "登记督查结果、问题和下沉走访", "record visits, findings and field visits"
            ),
            "inspection.mend": Wording("报告整改、解决难题", "report findings as mended, solve problems"),
            "inspection.verify": Wording("核实整改", "verify what was mended"),
        },
    ),
    Subject(
        Wording("经费", "Money"),
        {
            "fund.view": Wording("查看经费、预算和付款", "see money, budgets and payments"),
            "fund.budget": Wording("登记资金来源、安排预算", "record sources of money and set budgets"),
            "fund.plan": Wording("录入付款", "enter payments"),
            "fund.approve": Wording("审批付款", "approve payments"),
            "fund.pay": Wording("付款、办理银行清单", "pay, and deal with the bank"),
            "fund.receipt": Wording("登记付款回执", "bring in receipts"),
        },
    ),
    Subject(
        Wording("六大工程", "The six works"),
        {
            "works.view": Wording("查看六大工程、任务和亮点", "see the six works, tasks and highlights"),
            "works.edit": Wording(
                "部署六大工程，布置、分解任务，选用亮点",
                "set up the six works, set and split tasks, choose highlights",
            ),
            "works.report": Wording("填报任务进展、报送亮点", "report progress, bring in highlights"),
        },
    ),
    Subject(
        Wording("我的工作", "My work"),
        {
            "escalation.view": Wording("查看提级督办事项", "see what was escalated"),
            "escalation.answer": Wording("答复提级督办事项", "answer what was escalated"),
            "escalation.rule": Wording("设置提级督办规则", "set after how long overdue work goes up"),
            "channel.keep": Wording(
                "设置消息机器人，查看未发出的摘要", "set robots for digests, see which did not go out"
            ),
        },
    ),
)


VERBS: dict[str, Wording] = {verb: words for subject in SUBJECTS for verb, words in subject.verbs.items()}
