"""The words of the workbooks of a draw."""

from __future__ import annotations

from lianshou.core.wording import Wording

NOTICE = Wording("抽签公告", "Announcement")
LIST = Wording("抽签名单", "List")
QUOTAS = Wording("名额规定", "Quotas")
SOURCES = Wording("公开数", "Public numbers")
LEVELS = Wording("机会与证明", "Chances and proof")
PANELS = Wording("抽签方案", "Lottery")
SELECTED = Wording("中签名单", "Selected")
IN_RESERVE = Wording("候补次序", "Reserves")
KEPT = Wording("名额核对", "Quotas kept")
RECORD = Wording("抽签记录", "Record")
REPLACED = Wording("递补情况", "Replacements")
NOW = Wording("现在的名单", "Selected now")
ITEM, CONTENT = Wording("项目", "Item"), Wording("内容", "Content")
LISTED, CAN = (
    Wording("名单人数", "On the list"),
    Wording("可抽（人或组）", "Can be drawn (persons or units)"),
)
PLACES, COUNTING = Wording("名额", "Places"), Wording("计数", "Counting")
METHOD, RESERVES = Wording("方法", "Method"), Wording("准备候补", "Reserves to keep ready")
NEEDED, DIGEST = (
    Wording("至少几个公开数", "Public numbers needed"),
    Wording("公告摘要（SHA-256）", "Digest (SHA-256)"),
)
NUMBER, NAME, UNIT = (
    Wording("名单编号", "Number"),
    Wording("姓名或名称", "Name"),
    Wording("同组", "Together"),
)
CHANCE, PERCENT = Wording("机会", "Chance"), Wording("百分比", "Per cent")
EXCLUDED = Wording("不参加原因", "Excluded because")
ATTRIBUTE, VALUE = Wording("类别", "Attribute"), Wording("取值", "Value")
LEAST, MOST, ON_LIST = (
    Wording("最少", "At least"),
    Wording("最多", "At most"),
    Wording("名单上", "On the list"),
)
ORDER, SOURCE, FORM = Wording("次序", "Order"), Wording("公开数", "Public number"), Wording("形式", "Form")
WHERE, WHEN, MISSING = (
    Wording("哪里公布", "Where"),
    Wording("何时公布", "When"),
    Wording("没有公布时", "If missing"),
)
LEVEL, UNITS = Wording("档", "Level"), Wording("人或组", "Units")
WHY, PRICE = Wording("卡住这一档的规则", "Rules that hold it"), Wording("乘数", "Multiplier")
PANEL, FROM, TO = Wording("组合", "Panel"), Wording("签号自", "Lots from"), Wording("签号至", "Lots to")
READY, REMARK = Wording("请作准备", "keep ready"), Wording("备注", "Remark")
KEY, SEAL = Wording("公开数串", "Key"), Wording("封存摘要（SHA-256）", "Seal (SHA-256)")
NOT_PUBLISHED = Wording("没有公布", "not published")
ROUND, GONE = Wording("轮次", "Round"), Wording("退出", "Gone")
LEFT, CAME = Wording("空出", "Places left"), Wording("递补", "Came")
VACANT = Wording("空缺", "Vacant")
CAME_SAID = Wording("第{number}轮：{gone}退出，由 {came} 递补。", "Round {number}: {gone} left, {came} came.")
RESERVE_SAID = Wording(
    "第{number}轮：{gone}退出候补，没有空出名额。",
    "Round {number}: {gone} left the reserves; no place is empty.",
)
EMPTY_SAID = Wording(
    "第{number}轮：{gone}退出，没有人递补：{why}。", "Round {number}: {gone} left and nobody came: {why}."
)
BECAUSE = Wording("候补里谁来都守不住{quotas}", "nobody in reserve can come with this kept: {quotas}")
NOBODY = Wording(
    "候补里没有人能补满名额并守住全部名额规定", "nobody in reserve fills the places with every quota kept"
)
VACANT_SAID = Wording(
    "空缺{vacant}个名额，请由主办工会决定空着，或者另行公告补抽。",
    "{vacant} places stay empty: leave them so by a decision, or announce another draw.",
)
DATE = Wording("日期", "Date")
SIGNED = (
    Wording("主办（签字）", "Organiser (signature)"),
    Wording("监督（签字）", "Witness (signature)"),
    DATE,
)
CHECK, COUNTED = Wording("公布前核对", "Check before publishing"), Wording("名单统计", "Values on the list")
SHEET, CELL = Wording("工作表", "Sheet"), Wording("单元格", "Cell")
NOTICED, WAY_OUT = Wording("情况", "Noticed"), Wording("怎么办", "What to do")
CHECKED, CHECKED_BY = Wording("核对结果", "Checked"), Wording("核对人（签字）", "Checked by (signature)")
NO_QUOTA = Wording("没有名额规定", "no quota")
NOTHING_NOTICED = Wording("没有发现要核对的地方。", "Nothing was noticed.")
NOT_POSTED = Wording(
    "这张表供主办人在公布前核对，不张贴。要改名单的，改好后用 --again 重新出公告，摘要随之改变；已经公布的不能再改。",
    "For the organiser before publishing, not for posting. Mend the list and prepare again with --again, which changes the digest; "
    "what was made public cannot be changed any more.",
)
FOOTER = Wording("公告摘要 {digest}", "Digest {digest}")
SEALED_FOOTER = Wording("封存摘要 {digest}", "Seal {digest}")
WITH_THEM = Wording("{gone}（同组的{others}随同）", "{gone} (and with them {others})")
HOW = Wording(
    "名单、名额规定和抽签方案已经固定，摘要变一个字就不同。抽签结果由事先写明的公开数推算，谁都可以用 lianshou draw verify 重算。",
    "List, quotas and lottery are fixed; the digest changes with any letter. The lot follows from the public numbers named here, "
    "and anybody can compute it again with lianshou draw verify.",
)
SOURCES_NOTE = Wording("抽签按这里的次序使用已公布的数。", "The numbers are used in this order.")
PROOF_NOTE = Wording(
    "把所列规则各乘乘数相加，就得出这一档不能再高的算式；算法见 docs/draws.md。",
    "The rules times their multipliers add up to the inequality that holds the level; see docs/draws.md.",
)
PANELS_NOTE = Wording(
    "抽出的签号落在哪一段，就用哪个组合；各类各选几个见公告文件（announcement.json）。有几行看上去一样的，是各规定下的人数相同、选的类别不同。",
    "The lot falls on one panel; how many of each profile it has stands in announcement.json. Rows that look alike have the same numbers under the quotas, of other profiles.",
)
RESERVES_NOTE = Wording(
    "有人退出时，按此次序由第一个不违反名额规定的人递补。",
    "Whoever leaves is replaced by the first in this order with whom every quota is kept.",
)
CHECK_NOTE = Wording(
    "核验：lianshou draw verify transcript.json --digest 公告摘要",
    "To check: lianshou draw verify transcript.json --digest DIGEST",
)
