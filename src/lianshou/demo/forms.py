"""The register of forms of a city and its county, a few applications typed in, and a draft. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lianshou.demo.world import World, moment
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.intake.actions import register_form, save_draft, submit_application
from lianshou.kernel.intake.enums import Filler, HowOften
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.events.queries.mine import events_to_choose


@dataclass(frozen=True)
class Paper:
    """A form as it used to be asked for: who asks, who fills it in, how often, and what."""

    by: str
    title: str
    filler: str
    often: str
    purpose: str
    basis: str
    fields: tuple[str, ...]
    expired: bool = False


PAPERS = (
    Paper("city", "县级工会工作半年报表", Filler.COUNTY, HowOften.HALF_YEARLY, "掌握县级工会重点工作进度", "市总工会年度工作要点",
          ("工会名称", "填报人", "新建会企业数", "新发展会员数", "集体协商签订数", "存在问题", "下一步打算")),
    Paper("city", "基层工会组织信息采集表", Filler.ENTERPRISE, HowOften.YEARLY, "更新基层组织台账", "基层组织建设工作通知",
          ("工会名称", "统一社会信用代码", "建会时间", "会员数", "单位地址", "工会主席", "主席电话", "女职工委员会主任")),
    Paper("city", "劳模工匠创新工作室情况表", Filler.ENTERPRISE, HowOften.YEARLY, "命名和扶持创新工作室", "创新工作室管理办法",
          ("工作室名称", "领衔人", "成员数", "本年攻关项目", "成果转化效益")),
    Paper("county", "“送清凉”物资需求表", Filler.TOWNSHIP, HowOften.YEARLY, "安排高温慰问物资", "县总工会夏季慰问方案",
          ("慰问点位", "户外职工人数", "物资需求", "联系人")),
    Paper("county", "困难职工情况摸底表", Filler.ENTERPRISE, HowOften.QUARTERLY, "动态管理困难职工档案", "困难职工帮扶管理办法",
          ("姓名", "身份证号码", "联系电话", "家庭住址", "家庭月收入", "致困原因")),
    Paper("county", "集体协商要约行动月报", Filler.TOWNSHIP, HowOften.MONTHLY, "统计要约进度", "集体协商要约行动通知（旧）",
          ("发出要约数", "回应数", "签订合同数", "覆盖职工数"), True),
    Paper("county", "职工疗休养报名表", Filler.WORKER, HowOften.ON_OCCASION, "安排疗休养名额", "职工疗休养实施办法",
          ("姓名", "所在单位", "意向线路", "身体状况承诺")),
)  # fmt: skip


def record_forms(world: World, fresh: Programme, events: Programme, *, today: date) -> None:
    """Put the forms down, and let two unions and a worker apply."""
    for paper in PAPERS:
        _register(world, paper, today)
    first, second, third = _askers(world, fresh)
    _apply(
        world, fresh, first, "想学民主管理，盼着能有人手把手带着开好第一次职代会。", today - timedelta(days=4)
    )
    _apply(world, fresh, second, "集体协商怎么谈、谈什么，心里没有底。", today - timedelta(days=2))
    save_draft(
        actor=world.chairs[third.pk], programme=fresh, slug="guest", union=third, seen=0, now=moment(today, 2),
        texts={**_texts(third), "wish": "职工书屋刚腾出来，"},
    )  # fmt: skip
    _sign_up(world, events, today)


def _register(world: World, paper: Paper, today: date) -> None:
    actor, union = (
        (world.accounts["nation"], world.city) if paper.by == "city" else (world.officer, world.county)
    )
    year = today.year - 1 if paper.expired else today.year
    register_form(
        actor=actor,
        union=union,
        title=paper.title,
        purpose=paper.purpose,
        basis=paper.basis,
        filler=paper.filler,
        often=paper.often,
        starts_on=date(year, 1, 1),
        expires_on=date(year, 12, 31),
        fields=paper.fields,
        now=moment(today - timedelta(days=40)),
    )


def _askers(world: World, fresh: Programme) -> list[Union]:
    """Three new-sector unions of the county whose chairs have accounts and that have not applied yet, the last entered first."""
    found = Union.objects.admitted().filter(
        pk__in=world.chairs, path__startswith=fresh.union.path, is_new_sector=True
    )
    return list(found.exclude(applications__programme=fresh).order_by("-pk")[:3])


def _texts(union: Union) -> dict[str, str]:
    chair = chairs_of([union])[union.pk]
    return {
        "name": union.name,
        "credit_code": union.credit_code or "",
        "founded_on": union.founded_on.isoformat() if union.founded_on else "",
        "members": str(union.members or 30),
        "industry": union.industry_said,
        "address": union.address,
        "chair": chair.name,
        "phone": chair.phone,
    }


def _apply(world: World, fresh: Programme, union: Union, wish: str, day: date) -> None:
    texts = _texts(union) | {"wish": wish, "members": str((union.members or 30) + 6)}
    submit_application(
        actor=world.chairs[union.pk], programme=fresh, slug="guest", union=union, texts=texts, seen=0, now=moment(day, 3)
    )  # fmt: skip


def _sign_up(world: World, events: Programme, today: date) -> None:
    """The officer fills the form in for a member, with something to look after."""
    event = events_to_choose(programme=events).filter(opening__name__startswith="职工读书会").first()
    seated = Person.objects.admitted().filter(applications__placements__opening__programme=events)
    members = Person.objects.within(Scope((world.county.path,))).filter(left_on=None, account=None)
    person = members.exclude(pk__in=seated.values("pk")).exclude(phone_index="").order_by("pk").first()
    if person is None or event is None:
        return
    texts = {"event": str(event.pk), "name": person.name, "union": person.union.name}
    submit_application(
        actor=world.officer, programme=events, slug="request", union=person.union, person=person,
        texts={**texts, "needs": "腿脚不便，请安排靠门的座位。"}, seen=0, now=moment(today, 2),
    )  # fmt: skip
