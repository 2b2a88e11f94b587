"""The words that can be chosen in the archive form."""

from __future__ import annotations

from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.facts import Exclusion
from lianshou.kinds.aid.rules.form.fields import Choice


def _listed(*words: tuple[str, str, str]) -> tuple[Choice, ...]:
    return tuple((key, Wording(zh, en)) for key, zh, en in words)


CAUSES = _listed(
    ("no_capacity", "无劳动能力", "Unable to work"),
    ("unemployed", "有劳动能力未就业", "Able to work, without work"),
    ("laid_off", "下岗失业", "Laid off"),
    ("uninsured", "未参加社保", "Not in social insurance"),
    ("benefits_unpaid", "社保待遇不落实", "Benefits of social insurance not paid"),
    ("illness", "重特大疾病", "Grave illness"),
    ("disaster", "自然灾害", "Natural disaster"),
    ("accident", "意外事故", "Accident"),
    ("schooling", "子女上学", "Children at school"),
    ("other", "其他", "Other"),
)
"""The ten causes of hardship, in the order of the national form."""

RELATIONS = _listed(
    ("spouse", "配偶", "Spouse"),
    ("child", "子女", "Child"),
    ("parent", "父母", "Parent"),
    ("in_law", "岳父母或公婆", "Parent-in-law"),
    ("sibling", "兄弟姐妹", "Brother or sister"),
    ("grandparent", "祖父母、外祖父母", "Grandparent"),
    ("grandchild", "孙子女、外孙子女", "Grandchild"),
    ("other", "其他家庭成员", "Other family member"),
)
HEALTH = _listed(
    ("good", "健康或良好", "Good"),
    ("fair", "一般", "Fair"),
    ("chronic", "慢性病", "Chronic illness"),
    ("grave", "重特大疾病", "Grave illness"),
    ("disabled", "残疾", "Disabled"),
)
DISABILITY = _listed(
    ("none", "无", "None"),
    ("sight", "视力残疾", "Sight"),
    ("hearing", "听力残疾", "Hearing"),
    ("speech", "言语残疾", "Speech"),
    ("body", "肢体残疾", "Body"),
    ("mind", "智力残疾", "Intellect"),
    ("psyche", "精神残疾", "Mental"),
    ("several", "多重残疾", "Several"),
)
STATUS = _listed(
    ("at_work", "在岗", "At work"),
    ("laid_off", "下岗", "Laid off"),
    ("unemployed", "失业", "Without work"),
    ("retired", "退休", "Retired"),
    ("sick_leave", "病休", "On sick leave"),
    ("early", "内退", "Retired early"),
    ("migrant", "农民工", "Migrant worker"),
)
MEMBER_STATUS = (
    *STATUS,
    *_listed(
        ("student", "在校学生", "At school"),
        ("small", "学龄前儿童", "Below school age"),
        ("farmer", "务农", "Farmer"),
        ("unable", "无劳动能力", "Unable to work"),
    ),
)
POLITICS = _listed(
    ("party", "中共党员", "Party member"),
    ("league", "共青团员", "League member"),
    ("democratic", "民主党派", "Member of another party"),
    ("masses", "群众", "None"),
)
SEX = _listed(("female", "女", "Female"), ("male", "男", "Male"))
HERO = _listed(
    ("none", "非劳模", "No model worker"),
    ("nation", "全国劳模", "Model worker of the nation"),
    ("province", "省部级劳模", "Model worker of a province"),
    ("city", "地市级劳模", "Model worker of a city"),
    ("other", "其他劳模", "Model worker otherwise"),
)
MARRIAGE = _listed(
    ("married", "已婚", "Married"),
    ("single", "未婚", "Single"),
    ("divorced", "离异", "Divorced"),
    ("widowed", "丧偶", "Widowed"),
)
REGISTRATION = _listed(
    ("urban", "非农业户口", "Urban"), ("rural", "农业户口", "Rural"), ("resident", "居民户口", "Resident")
)
EMPLOYER = _listed(
    ("state", "国有", "State-owned"),
    ("collective", "集体", "Collective"),
    ("private", "私营", "Private"),
    ("foreign", "外商及港澳台", "Foreign"),
    ("public", "机关事业", "Public body"),
    ("other", "其他", "Other"),
)
EMPLOYER_STATE = _listed(
    ("normal", "生产经营正常", "Running well"),
    ("half", "半停产", "Half stopped"),
    ("stopped", "停产", "Stopped"),
    ("bankrupt", "破产或关闭", "Bankrupt or closed"),
)
EDUCATION = _listed(
    ("compulsory", "义务教育阶段", "Compulsory school"),
    ("senior", "普通高中", "Upper school"),
    ("vocational", "中职中专", "Vocational school"),
    ("college", "大专", "College"),
    ("bachelor", "本科", "Bachelor"),
    ("graduate", "研究生", "Graduate school"),
)
HOUSING = _listed(
    ("public", "承租单位公房", "Rented from the employer"),
    ("low_rent", "廉租房、公租房", "Public rental"),
    ("bought", "自购房", "Bought"),
    ("none", "无房", "None"),
    ("rented", "租房", "Rented"),
    ("built", "自建房", "Built"),
    ("other", "其他", "Other"),
)
FLOOR = _listed(
    ("20", "20平方米及以下", "Up to 20 m²"),
    ("50", "20至50平方米", "20 to 50 m²"),
    ("70", "50至70平方米", "50 to 70 m²"),
    ("100", "70平方米以上", "Above 70 m²"),
)
MEDICAL = _listed(
    ("employee", "职工医保", "Medical insurance of employees"),
    ("resident", "城乡居民医保", "Medical insurance of residents"),
    ("other", "其他医疗保障", "Other cover"),
    ("none", "未参加", "None"),
)
PENSION = _listed(
    ("employee", "职工养老保险", "Pension insurance of employees"),
    ("resident", "城乡居民养老保险", "Pension insurance of residents"),
    ("none", "未参加", "None"),
)
SELF_HELP = _listed(
    ("able", "有自救能力", "Can help itself"),
    ("partly", "有部分自救能力", "Can partly help itself"),
    ("unable", "无自救能力", "Cannot help itself"),
)
EXCLUSIONS = _listed(
    (Exclusion.VEHICLE, "有机动车（残疾人代步车除外）", "A motor vehicle (none for the disabled)"),
    (
        Exclusion.COSTLY_SCHOOL,
        "有子女就读高收费私立学校或自费留学",
        "A costly private school, or study abroad",
    ),
    (Exclusion.SHAREHOLDER, "是控股股东或有经营实体", "Holds a company or runs a business"),
    (Exclusion.REFUSES_CHECK, "拒不配合核查", "Refuses to be checked"),
    (Exclusion.CONCEALS, "隐瞒或伪造情况", "Conceals or makes up"),
    (Exclusion.REFUSES_WORK, "无故拒绝就业", "Refuses work without a reason"),
)
