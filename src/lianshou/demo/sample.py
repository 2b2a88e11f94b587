"""Two lists of an invented county as its officer would keep them: 63 hosts, 164 guests, the same every time.

Townships and zones are real names of 阜宁 with rough points; companies, persons, numbers and honours are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from lianshou.demo.names import Namer
from lianshou.demo.places import COUNTY, Spot, point_near, some_spot

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HOSTS, GUESTS, YEAR = 63, 164, 2020

Cell = str | int | float | date | None


class Trade(NamedTuple):
    """A line of business: what stands in the company's name, its code, what the officer writes, its chain."""

    word: str
    code: str
    words: str
    chain: str = ""
    weight: int = 3


TRADES = (
    Trade("新能源科技", "3415", "风力发电设备", "风电", 6),
    Trade("风电叶片", "3062", "风电叶片", "风电", 4),
    Trade("紧固技术", "3482", "紧固件制造", "风电", 5),
    Trade("重型铸造", "3391", "风电铸件", "风电", 3),
    Trade("光伏科技", "3825", "光伏组件", "光伏", 7),
    Trade("太阳能发电", "4416", "光伏发电", "光伏", 4),
    Trade("光电材料", "3825", "光伏材料", "光伏", 3),
    Trade("纺织", "1711", "棉纺织", "纺织服装", 8),
    Trade("服饰", "1811", "服装制造", "纺织服装", 7),
    Trade("家纺", "1771", "家用纺织品", "纺织服装", 4),
    Trade("物流", "5431", "道路货物运输", "物流", 6),
    Trade("供应链管理", "5990", "仓储", "物流", 4),
    Trade("速运", "6020", "快递服务", "物流", 4),
    Trade("环保滤料", "1789", "滤料", "环保", 6),
    Trade("环境工程", "3591", "环保设备", "环保", 4),
    Trade("食品", "1353", "肉制品加工", "", 5),
    Trade("米业", "1312", "粮食加工", "", 4),
    Trade("电子科技", "3982", "电子元件", "", 6),
    Trade("精密机械", "3484", "机械零部件加工", "", 6),
    Trade("建材", "3021", "水泥制品", "", 4),
    Trade("汽车部件", "3670", "汽车零部件", "", 4),
    Trade("建筑安装", "4920", "建筑安装", "", 4),
)
SERVICES = (
    Trade("电子商务", "5292", "网上零售", "", 6),
    Trade("餐饮管理", "6210", "餐饮", "", 4),
    Trade("家政服务", "8010", "家政", "", 4),
    Trade("人力资源", "7263", "劳务派遣", "", 4),
    Trade("软件", "6513", "软件开发", "", 3),
    Trade("娱乐", "9011", "歌舞厅", "", 2),
)
SOCIAL = (
    Trade("社会工作服务中心", "8521", "社会工作", "", 3),
    Trade("幼儿园", "8310", "民办幼儿园", "", 4),
    Trade("口腔门诊部", "8425", "医院", "", 2),
    Trade("养老服务中心", "8514", "养老服务", "", 3),
)
LEVELS = ("全国",) * 3 + ("省级",) * 20 + ("市级",) * 40
GROUPS = ("华瑞控股集团", "天海纺织集团")


@dataclass(frozen=True)
class Company:
    """An invented unit with everything that either list says of it."""

    name: str
    trade: Trade
    spot: Spot
    point: tuple[float, float] | None
    street: str
    group: str
    chair: str
    phone: str
    code: str
    workers: int


def write_sample(folder: Path, *, year: int = YEAR) -> list[Path]:
    """Write ``hosts.xlsx`` and ``guests.xlsx`` of ``year`` into ``folder``; the paths written. Raises SheetError."""
    from lianshou.formats.sheets.writing import close, new_workbook

    random = Random(20200623)  # noqa: S311  invented data, no secret
    namer = Namer(random)
    written = []
    for name, build in (("hosts.xlsx", _write_hosts), ("guests.xlsx", partial(_write_guests, year=year))):
        path = folder / name
        workbook = new_workbook(path)
        formats = {
            "title": workbook.add_format({"bold": True, "font_size": 18, "align": "center"}),
            "header": workbook.add_format(
                {"bold": True, "border": 1, "align": "center", "bg_color": "#EAECF0"}
            ),
            "day": workbook.add_format({"num_format": "yyyy/m/d", "border": 1}),
            "cell": workbook.add_format({"border": 1}),
        }
        build(workbook.add_worksheet(_SHEETS[name]), formats, random, namer)
        close(workbook, path)
        written.append(path)
    return written


_SHEETS = {"hosts.xlsx": "模范职工之家", "guests.xlsx": "新建工会"}


def _write_hosts(sheet: Worksheet, formats: dict[str, Format], random: Random, namer: Namer) -> None:
    titles = (
        "序号", "单位名称", "模范职工之家级别", "授予文号", "获评时间", "所属行业", "产业链", "所属集团", "地址", "乡镇（街道、园区）",
        "经度", "纬度", "工会主席", "联系电话", "会员数", "统一社会信用代码",
    )  # fmt: skip
    levels = list(LEVELS)
    random.shuffle(levels)
    rows = [_host(random, namer, number, level) for number, level in enumerate(levels, start=1)]
    total = ("合计", f"{HOSTS}家", *(None,) * 12, sum(int(str(row[14])) for row in rows), None)
    _write(sheet, formats, "阜宁县市级以上模范职工之家工会名单", titles, rows, total)


def _host(random: Random, namer: Namer, number: int, level: str) -> tuple[Cell, ...]:
    company = _company(random, namer, _pick(random, TRADES), group_share=0.08)
    year = random.randint(2012, 2019)
    office = {"全国": "总工发", "省级": "苏工发", "市级": "盐工发"}[level]
    granted: Cell = date(year, random.randint(1, 12), random.randint(1, 28))
    if number % 9 == 0:
        granted = f"{year}年{random.randint(1, 12)}月"
    title = {"全国": "全国模范职工之家", "省级": "江苏省模范职工之家", "市级": "盐城市模范职工之家"}[level]
    return (
        number,
        company.name,
        title if number % 4 == 0 else level,
        f"{office}〔{year}〕{random.randint(3, 60)}号",
        granted,
        _industry(company.trade, number),
        company.trade.chain or None,
        company.group or None,
        f"阜宁县{company.spot.name}{company.street}",
        company.spot.name,
        *(company.point or (None, None)),
        company.chair,
        company.phone,
        company.workers * 9 // 10,
        company.code,
    )


def _write_guests(
    sheet: Worksheet, formats: dict[str, Format], random: Random, namer: Namer, *, year: int
) -> None:
    titles = (
        "序号", "企业（单位）名称", "建会时间", "主营业务", "产业链", "所属集团", "住所", "所在乡镇/街道/开发区", "经度", "纬度",
        "主席姓名", "手机", "会员人数", "职工人数",
    )  # fmt: skip
    rows = [_guest(random, namer, number, year) for number in range(1, GUESTS + 1)]
    sums = (sum(int(str(row[12])) for row in rows), sum(int(str(row[13])) for row in rows))
    total = ("合计", f"{GUESTS}家", *(None,) * 10, *sums)
    _write(sheet, formats, f"{year}年新建两新组织工会名单", titles, rows, total)


def _guest(random: Random, namer: Namer, number: int, year: int) -> tuple[Cell, ...]:
    kinds = TRADES if number % 4 else SOCIAL if number % 16 == 0 else SERVICES
    company = _company(random, namer, _pick(random, kinds), group_share=0.05)
    founded: Cell = date(year, 1, 6) + timedelta(days=random.randrange(150))
    if number % 11 == 0:
        founded = f"{year}.{random.randint(1, 5)}.{random.randint(10, 28)}"
    members = company.workers * random.randint(6, 10) // 10
    return (
        number,
        f" {company.name}" if number % 37 == 0 else company.name,
        founded,
        company.trade.words if number % 3 else _industry(company.trade, number),
        company.trade.chain if number % 5 == 0 and company.trade.chain else None,
        company.group or None,
        f"{company.spot.name}{company.street}",
        company.spot.name,
        *(company.point or (None, None)),
        company.chair,
        f"13{random.randrange(10**9):09d}",
        _full_width(members) if number % 41 == 0 else members,
        company.workers,
    )


def _company(random: Random, namer: Namer, trade: Trade, *, group_share: float) -> Company:
    brand, spot = namer.brand(), some_spot(random)
    if trade in SOCIAL:
        name = f"阜宁县{brand}{trade.word}"
    else:
        place = random.choice(("阜宁", "阜宁", "江苏", "盐城", "阜宁县"))
        name = f"{place}{brand}{trade.word}有限公司"
    return Company(
        name=name,
        trade=trade,
        spot=spot,
        point=point_near(spot, random) if random.random() < 0.85 else None,
        street=f"{random.choice(_STREETS)}{random.randint(1, 199)}号",
        group=random.choice(GROUPS) if random.random() < group_share else "",
        chair=namer.person(),
        phone=namer.phone(),
        code=namer.credit_code(COUNTY),
        workers=random.randint(12, 640),
    )


_STREETS = ("工业路", "花园路", "香港路", "上海路", "苏州路", "协作路", "人民路", "府前街")


def _pick(random: Random, trades: tuple[Trade, ...]) -> Trade:
    return random.choices(trades, weights=[trade.weight for trade in trades])[0]


def _industry(trade: Trade, number: int) -> str:
    """The industry as officers write it: code and words, words alone, a code with its letter."""
    return (f"{trade.code} {trade.words}", trade.words, trade.code)[number % 3]


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


def _write(
    sheet: Worksheet,
    formats: dict[str, Format],
    title: str,
    titles: tuple[str, ...],
    rows: list[tuple[Cell, ...]],
    total: tuple[Cell, ...],
) -> None:
    """A sheet as an officer keeps it: title over all columns, who filled it in, header, rows, totals, signature."""
    sheet.merge_range(0, 0, 0, len(titles) - 1, title, formats["title"])
    sheet.write_string(1, 0, "填报单位：阜宁县总工会组织部（虚构数据，仅供试用）")
    for column, heading in enumerate(titles):
        sheet.write_string(2, column, heading, formats["header"])
        sheet.set_column(column, column, 34 if "名称" in heading else 16)
    for number, row in enumerate([*rows, total], start=3):
        for column, cell in enumerate(row):
            _write_cell(sheet, formats, number, column, cell)
    sheet.write_string(len(rows) + 4, 0, "填表人：        审核人：        填报日期：")
    sheet.freeze_panes(3, 2)


def _write_cell(sheet: Worksheet, formats: dict[str, Format], row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["day"])
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, formats["cell"])
    elif cell is None:
        sheet.write_blank(row, column, None, formats["cell"])
    else:
        sheet.write_string(row, column, cell, formats["cell"])
