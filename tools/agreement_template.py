"""Rebuild the default 联手兴家 agreements that officers edit in Word: ``PYTHONPATH=src python tools/agreement_template.py``.

Fields that may be empty carry ``| line`` or ``| date_line``: they become places to write on by hand.
"""

from __future__ import annotations

from pathlib import Path

from lianshou.formats.papers.building import OfficialPaper
from lianshou.formats.papers.layout import Fonts

FOLDER = Path(__file__).parents[1] / "src/lianshou/kinds/pairing/templates/pairing"

PARTIES_ZH = [
    ("", "甲方（帮带方）", "乙方（被帮带方）"),
    ("工会名称", "{{ host.name }}", "{{ guest.name }}"),
    (
        "荣誉与建会",
        "{%p for honour in host.honours %}\n"
        "{{ honour.level }} {{ honour.title }}（{% if honour.document_no %}{{ honour.document_no }}，{% endif %}"
        "{{ honour.granted_on | date_line }}授予）\n"
        "{%p else %}\n称号、文号：{{ '' | line(14) }}\n{%p endfor %}",
        "建会日期：{{ guest.founded_on | date_line }}\n"
        "会员人数：{{ guest.members | line(6) }}{% if guest.members %} 人{% endif %}",
    ),
    (
        "主席、电话",
        "{{ host.chair | line(10) }}　{{ host.phone | line(16) }}",
        "{{ guest.chair | line(10) }}　{{ guest.phone | line(16) }}",
    ),
    ("所属行业", "{{ host.industry | line(26) }}", "{{ guest.industry | line(26) }}"),
    ("地　　址", "{{ host.address | line(26) }}", "{{ guest.address | line(26) }}"),
    ("{%tr if host.credit_code or guest.credit_code %}",),
    ("信用代码", "{{ host.credit_code | line(20) }}", "{{ guest.credit_code | line(20) }}"),
    ("{%tr endif %}",),
]

CLAUSES_ZH = [
    ("一、结对理由。", "{{ reasons | line(36) }}"),
    (
        "二、目标期限。",
        "乙方在协议期内达到{{ goal | line(16) }}标准。协议自{{ starts_on | date_line }}起，"
        "至{{ ends_on | date_line }}止。",
    ),
]


def agreement_zh() -> bytes:
    """The Chinese agreement, two pages of official layout."""
    paper = OfficialPaper(title="“联手兴家”结对协议书")
    paper.add("“联手兴家”结对协议书", style="title")
    paper.add("编号：{{ number | line(16) }}", style="note")
    paper.table(PARTIES_ZH, widths_mm=(25, 66, 65), style="cell")
    paper.space(6)
    paper.add(
        "为推进“{{ programme }}”，根据{{ federation }}{{ year }}年度结对建议，甲、乙双方双向选择、协商一致，"
        "签订本协议。"
    )
    for lead, text in CLAUSES_ZH:
        paper.add(text, lead=lead)
    paper.add("三、甲方帮带事项", style="heading")
    paper.loop("for item in commitments_host", [("（{{ loop.index | zh_number }}）{{ item }}", "body")])
    paper.add("四、乙方承诺事项", style="heading")
    paper.loop("for item in commitments_guest", [("（{{ loop.index | zh_number }}）{{ item }}", "body")])
    paper.add(
        "双方每年共同开展活动不少于{{ activities_per_year | line(4) }}次{% for item in activities %}"
        "{% if loop.first %}，主要有{% endif %}{{ item }}{% if not loop.last %}、{% endif %}{% endfor %}；"
        "每次记明时间、内容和人数。",
        lead="五、共同活动。",
    )
    paper.add(
        "双方活动场所、师资和资料在约定时段相互开放，费用各自承担；每半年向{{ federation }}报告进展。",
        lead="六、资源共享和报告。",
    )
    paper.add(
        "变更由双方书面商定；无法履行的，经{{ federation }}核实后终止；期满可以续签。本协议一式三份，双方和"
        "{{ federation }}各执一份，签名盖章后生效。",
        lead="七、变更、终止和份数。",
    )
    paper.loop("if remarks", [("备注：{{ remarks }}", "body")])
    paper.stay_together()
    paper.space(10)
    paper.table(SIGNATURES_ZH, widths_mm=(80, 76), style="signature")
    return paper.to_bytes()


SIGNATURES_ZH = [
    ("甲方（盖章）：{{ host.name }}", "乙方（盖章）：{{ guest.name }}"),
    ("主席（签名）：______________", "主席（签名）：______________"),
    ("日期：{{ signed_on | date_line }}", "日期：{{ signed_on | date_line }}"),
    ("见证单位（盖章）：{{ federation }}", "见证人（签名）：____________"),
    ("", "日期：{{ signed_on | date_line }}"),
]

PARTIES_EN = [
    ("", "Party A (host)", "Party B (guest)"),
    ("Union", "{{ host.name }}", "{{ guest.name }}"),
    (
        "Honours / founded",
        "{%p for honour in host.honours %}\n{{ honour.level }} {{ honour.title }} ("
        "{% if honour.document_no %}{{ honour.document_no }}, {% endif %}{{ honour.granted_on | line(16) }})\n"
        "{%p else %}\nTitle, document, date: {{ '' | line(20) }}\n{%p endfor %}",
        "Founded on {{ guest.founded_on | line(16) }}\nMembers: {{ guest.members | line(6) }}",
    ),
    (
        "Chair, telephone",
        "{{ host.chair | line(14) }}, {{ host.phone | line(16) }}",
        "{{ guest.chair | line(14) }}, {{ guest.phone | line(16) }}",
    ),
    ("Industry", "{{ host.industry | line(24) }}", "{{ guest.industry | line(24) }}"),
    ("Address", "{{ host.address | line(24) }}", "{{ guest.address | line(24) }}"),
    ("{%tr if host.credit_code or guest.credit_code %}",),
    ("Credit code", "{{ host.credit_code | line(24) }}", "{{ guest.credit_code | line(24) }}"),
    ("{%tr endif %}",),
]

SIGNATURES_EN = [
    ("Party A (seal): {{ host.name }}", "Party B (seal): {{ guest.name }}"),
    ("Chair (signature): ________________", "Chair (signature): ________________"),
    ("Date: {{ signed_on | line(20) }}", "Date: {{ signed_on | line(20) }}"),
    ("Witness (seal): {{ federation }}", "Witness (signature): ______________"),
    ("", "Date: {{ signed_on | line(20) }}"),
]


def agreement_en() -> bytes:
    """The English agreement, for reading beside the Chinese one."""
    from lianshou.formats.papers.layout import Layout

    paper = OfficialPaper(
        title="Lianshou Xingjia pairing agreement",
        language="en",
        layout=Layout(lines=41, body_pt=11, title_pt=18),
        fonts=Fonts(page_number="Times New Roman"),
    )
    paper.add("Lianshou Xingjia Pairing Agreement", style="title")
    paper.add("No. {{ number | line(16) }}", style="note")
    paper.table(PARTIES_EN, widths_mm=(30, 63, 63), style="cell")
    paper.space(8)
    paper.add(
        "Under the programme “{{ programme }}” of {{ year }}, on the recommendation of {{ federation }}, the two "
        "parties have chosen each other freely and agree as follows."
    )
    paper.add("{{ reasons | line(40) }}", lead="1. Reasons for pairing. ")
    paper.add(
        "Within the term of this agreement Party B reaches the grade {{ goal | line(20) }}. The term runs from "
        "{{ starts_on | line(16) }} to {{ ends_on | line(16) }}.",
        lead="2. Goal and term. ",
    )
    paper.add("3. Party A undertakes", style="heading")
    paper.loop("for item in commitments_host", [("({{ loop.index }}) {{ item }}", "body")])
    paper.add("4. Party B undertakes", style="heading")
    paper.loop("for item in commitments_guest", [("({{ loop.index }}) {{ item }}", "body")])
    paper.add(
        "The parties hold at least {{ activities_per_year | line(4) }} joint activities a year{% for item in "
        "activities %}{% if loop.first %}, such as: {% endif %}{{ item }}{% if not loop.last %}; {% endif %}"
        "{% endfor %}. Time, content and number of people are recorded each time.",
        lead="5. Joint activities. ",
    )
    paper.add(
        "The parties open their facilities, teachers and materials to each other at agreed times, each at its own "
        "cost unless agreed otherwise, and report progress to {{ federation }} every half-year.",
        lead="6. Sharing and reporting. ",
    )
    paper.add(
        "Changes are agreed in writing. If a party is dissolved, merged or unable to perform, the agreement ends "
        "once {{ federation }} has verified it; it may be renewed on expiry.",
        lead="7. Change and ending. ",
    )
    paper.add(
        "Made in three copies, one each for Party A, Party B and {{ federation }}; in force once signed and sealed "
        "by both parties.",
        lead="8. Copies. ",
    )
    paper.loop("if remarks", [("Remarks: {{ remarks }}", "body")])
    paper.stay_together()
    paper.space(10)
    paper.table(SIGNATURES_EN, widths_mm=(80, 76), style="signature")
    return paper.to_bytes()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "agreement.zh.docx").write_bytes(agreement_zh())
    (FOLDER / "agreement.en.docx").write_bytes(agreement_en())
