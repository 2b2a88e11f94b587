"""What people of the demonstration were told and agreed to, what one of them asks, and whose time is over. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lianshou.demo.plan import ZHONGCHENG
from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import User
from lianshou.kernel.people.actions import add_person, add_relative
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.models import ConsentText
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True)
class Words:
    """A text of the county: its purpose, its words, and what was thought about it beforehand."""

    purpose: str
    classes: tuple[str, ...]
    title: tuple[str, str]
    body: tuple[str, str]
    necessity: tuple[str, str] = ("", "")
    basis: str = "consent"
    law: str = ""
    thought: tuple[str, str, str, str] | None = None


_HANDLER = "阜宁县总工会（演示），电话0515-0000 0000"
_WITHDRAW = (
    "您可以随时在“我的信息”里一键撤回，也可以到本单位工会书面或口头提出；撤回不影响会员身份和其他服务。"
)
_TEXTS = (
    Words(
        purpose="member-contact",
        classes=("contact",),
        title=("会员联系电话使用告知书", "How your union uses your telephone number"),
        body=(
            f"处理者：{_HANDLER}。\n使用内容：您的联系电话。\n用途：通知会议、选举、走访和活动，核对协议书签署人。\n"
            "方式：由本单位工会登记，加密保存，列表中遮盖显示；查看完整号码须写明原因并留下记录。\n"
            "保存：您离开本单位后三十六个月删除。\n权利：可以查阅、复制、更正、要求停止使用，见“我的信息”。",
            "Your union keeps your telephone number to tell you of meetings, elections, visits and activities. It is kept "
            "encrypted and erased 36 months after you leave. You can see, copy, correct it and object under My data.",
        ),
        basis="duty",
        law="《中华人民共和国工会法》",
    ),
    Words(
        purpose="medical-aid",
        classes=("contact", "health", "finance"),
        title=("职工医疗互助个人信息同意书", "Consent for medical mutual aid"),
        body=(
            f"处理者：{_HANDLER}。\n使用内容：联系电话；疾病名称、住院起止日期和费用；收款银行卡号。\n"
            "用途：审核和发放医疗互助金，不作他用。\n方式：只有经办人和审批人可以查看，每次查看都留下记录；公示时只写姓名、单位、类别和金额档次。\n"
            f"保存：您离开本单位后三十六个月删除。\n撤回：{_WITHDRAW}撤回后已经发放的互助金不受影响，新的申请无法审核。",
            "Your diagnosis, days in hospital, costs and bank card are used to examine and pay medical mutual aid, for nothing "
            "else. Public notices never name an illness or an account. You can withdraw at any time; then new claims cannot "
            "be examined.",
        ),
        necessity=(
            "不看诊断和费用，无法判断是否符合互助条件；没有银行卡号，无法发放。健康和账户信息泄露会影响您的尊严和财产安全，因此分别征求您的单独同意。",
            "Without diagnosis and costs a claim cannot be examined, without an account nothing can be paid. A leak could hurt "
            "your dignity and your property, so each is asked for by itself.",
        ),
        thought=(
            "互助章程规定以诊断和费用为审核条件，所收集的均为审核和发放所必需。",
            "high",
            "疾病和账户信息泄露会影响职工的人格尊严和财产安全。",
            "字段加密、列表遮盖、查看留痕、导出须两人同意；与风险相适应。",
        ),
    ),
    Words(
        purpose="child-schooling",
        classes=("relations", "child", "hardship"),
        title=("困难职工子女助学个人信息同意书", "Consent for children's education aid"),
        body=(
            f"处理者：{_HANDLER}。\n使用内容：子女的姓名、出生日期、就读学校和年级；家庭困难情况。\n"
            "用途：审核和发放助学金，安排一对一帮扶。\n方式：不满十四周岁的，由监护人决定；不公开学校和家庭住址，不拍摄受助儿童正面照片。\n"
            f"保存：受助结束或您离开后十二个月删除。\n撤回：{_WITHDRAW}",
            "A child's name, day of birth, school and form, and the hardship of the family, are used to examine and pay "
            "education aid. For a child under 14 the guardian decides. School and address are never published.",
        ),
        necessity=(
            "助学金按学段发放，须核对年龄和就读情况。不满十四周岁儿童的信息是敏感个人信息，泄露可能使孩子受到歧视，因此征求监护人的单独同意。",
            "Aid depends on the stage of schooling, so age and school are checked. A leak could expose the child, so the "
            "guardian's separate consent is asked for.",
        ),
        thought=(
            "只收集审核学段所需的信息，不收集成绩和照片。",
            "high",
            "儿童和困难信息泄露可能使孩子在学校受到歧视。",
            "监护人单独同意、加密、最小范围查看、到期删除；与风险相适应。",
        ),
    ),
    Words(
        purpose="photographs",
        classes=("contact",),
        title=("活动照片使用同意书", "Consent to photographs at activities"),
        body=(
            f"处理者：{_HANDLER}。\n使用内容：您在工会活动中的照片，联系您确认所用的电话。\n用途：活动记录、本单位宣传栏。\n"
            f"保存：活动结束后三十六个月删除。\n撤回：{_WITHDRAW}",
            "Photographs of you at union activities are kept on record and shown on your unit's notice board.",
        ),
    ),
)
_PHOTOGRAPHS_AGAIN = "使用内容：您在工会活动中的照片，联系您确认所用的电话。\n用途：活动记录、本单位宣传栏，以及县总工会的公众号。\n发布前给您看小样，不同意的不发布。"


_AID = Words(
    purpose="hardship-aid",
    classes=("identity", "contact", "relations", "child", "health", "finance", "hardship"),
    title=("困难职工帮扶个人信息告知书", "How the union uses what hardship aid needs"),
    body=(
        "处理者：南宁市总工会及所辖县（市、区）总工会（演示），电话0771-0000 0000。\n"
        "使用内容：本人和家庭成员的姓名、身份证号、联系电话；收入、支出、住房、健康、就学和收款银行卡号。\n"
        "用途：认定困难职工、入户调查、民政核对、结对帮扶和发放帮扶资金，不作他用。\n"
        "方式：只有经办和审批人员可以查看，每次查看都留下记录；公示只列部分隐去的姓名、所在工会和困难类别。\n"
        "保存：档案终止后按规定期限删除。\n权利：可以查阅、复制、更正、提出异议，也可以书面撤回授权，见“我的信息”。",
        "Names, identity numbers, telephone, income, expenses, housing, health, schooling and bank card of the household are "
        "used to recognise hardship, visit, check, help and pay, for nothing else. Notices show part of the name, the union and "
        "the category. You can see, copy, correct and object under My data, and withdraw the authorisation in writing.",
    ),
    necessity=(
        "不核对收入、支出和健康情况，无法判断是否困难和怎样帮扶；这些信息泄露会影响您和家人的尊严与财产安全，因此加密保存、遮盖显示。",
        "Without income, expenses and health nobody can tell who is in hardship and how to help. A leak could hurt your dignity "
        "and property, so it is encrypted and masked.",
    ),
    basis="duty",
    law="《中华人民共和国工会法》",
    thought=(
        "认定办法规定的审核内容，均为认定和帮扶所必需。",
        "high",
        "健康、收入和未成年人信息泄露会影响职工及家人的人格尊严和财产安全。",
        "字段加密、列表遮盖、查看留痕、导出须两人同意；与风险相适应。",
    ),
)
"""What Nanning tells everybody who is on file there."""


def record_rights(world: World, *, today: date) -> None:
    """Texts in force, consents given, on paper and taken back, one open correction, one disposal that waits."""
    actions.restore_periods(actor=None, now=moment(today - timedelta(days=400)))
    then, ours = today - timedelta(days=300), (world.accounts["approver"], world.county)
    texts = {words.purpose: _publish(*ours, words, then) for words in _TEXTS}
    _publish(world.accounts["nanning2"], world.nanning, _AID, then)
    texts["photographs"] = _again(world, texts["photographs"], today - timedelta(days=60))
    child = _family(world, today)
    _consents(world, texts, child, today)
    _ask(world, today)
    _gone(world, today)


def _publish(approver: User, union: Union, words: Words, day: date) -> ConsentText:
    now = moment(day)
    if words.thought is not None:
        lawful, risk, influence, measures = words.thought
        actions.record_assessment(
            actor=approver,
            union=union,
            purpose=words.purpose,
            classes=words.classes,
            lawful=lawful,
            risk=risk,
            influence=influence,
            measures=measures,
            assessed_on=day,
            now=now,
        )
    facts: dict[str, Any] = {"basis": words.basis, "law": words.law, "classes": [*words.classes]}
    facts |= dict(zip(("title_zh", "title_en"), words.title, strict=True))
    facts |= dict(zip(("body_zh", "body_en"), words.body, strict=True))
    facts |= dict(zip(("necessity_zh", "necessity_en"), words.necessity, strict=True))
    text = actions.draft_text(actor=approver, union=union, purpose=words.purpose, now=now, **facts)
    return actions.publish_text(actor=approver, text=text, now=now)


def _again(world: World, text: ConsentText, day: date) -> ConsentText:
    """A second version of the photographs: people are asked again."""
    approver, now = world.accounts["approver"], moment(day)
    body = f"处理者：{_HANDLER}。\n{_PHOTOGRAPHS_AGAIN}\n保存：活动结束后三十六个月删除。\n撤回：{_WITHDRAW}"
    facts = {"classes": text.classes, "title_zh": text.title_zh, "title_en": text.title_en, "body_zh": body}
    draft = actions.draft_text(actor=approver, union=text.union, purpose=text.purpose, now=now, **facts)
    return actions.publish_text(actor=approver, text=draft, now=now)


def _family(world: World, today: date) -> Relative:
    """The chair of 金海 has a child of nine."""
    person = Person.objects.get(account=world.accounts["jinhai"])
    born = date(today.year - 9, 5, 16)
    return add_relative(
        actor=world.officer,
        person=person,
        relation="child",
        name="小禾",
        birth_on=born,
        now=moment(today - timedelta(days=90)),
    )


def _consents(world: World, texts: dict[str, ConsentText], child: Relative, today: date) -> None:
    jinhai = world.accounts["jinhai"]
    aid, schooling = texts["medical-aid"], texts["child-schooling"]
    actions.give_consent(actor=jinhai, text=aid, parts=["", "health"], now=moment(today - timedelta(days=40)))
    given = actions.give_consent(
        actor=jinhai,
        text=schooling,
        parts=["", "child"],
        relative=child,
        now=moment(today - timedelta(days=38)),
    )
    actions.withdraw_consent(actor=jinhai, consent=given[1], now=moment(today - timedelta(days=5)))
    actions.record_consent(
        actor=world.officer,
        person=Person.objects.get(account=world.accounts["zhongcheng"]),
        text=aid,
        parts=["", "health", "finance"],
        given_on=today - timedelta(days=30),
        paper_place="县总工会档案室，互助2号柜第3卷第17件",
        now=moment(today - timedelta(days=29)),
    )


def _ask(world: World, today: date) -> None:
    """The chair of 金海 has a new number."""
    jinhai = world.accounts["jinhai"]
    person = Person.objects.get(account=jinhai)
    actions.ask_request(
        actor=jinhai,
        kind="correct",
        field="person.phone",
        row=person.pk,
        value="13900000101",
        words="换了号码，旧号码本月底停用。",
        now=moment(today - timedelta(days=3)),
    )


def _gone(world: World, today: date) -> None:
    """Somebody left four years ago: what is of contact waits for the second person, the day of birth is still to be listed."""
    former = date(today.year - 4, today.month, 1)
    add_person(
        actor=world.officer,
        union=world.unions[ZHONGCHENG],
        name="霍云起",
        phone="13900000102",
        email="huoyunqi@example.org",
        birth_on=date(1962, 3, 5),
        joined_on=date(2009, 6, 1),
        left_on=former,
        now=moment(former + timedelta(days=20)),
    )
    actions.prepare_disposal(
        actor=world.officer,
        union=world.county,
        classes=["contact"],
        note="年度清理",
        now=moment(today - timedelta(days=1)),
    )
