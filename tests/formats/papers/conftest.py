import runpy
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "src/lianshou/kinds/pairing/templates/pairing"


def agreement_values(number: int = 1) -> dict[str, object]:
    return {
        "number": f"阜工联〔2026〕{number}号",
        "year": 2026,
        "programme": "联手兴家",
        "federation": "阜宁县总工会",
        "county": "阜宁县",
        "host": {
            "name": "江苏金海新能源科技有限公司工会",
            "honours": [
                {
                    "level": "省级",
                    "title": "模范职工之家",
                    "document_no": "苏工发〔2023〕18号",
                    "granted_on": date(2023, 12, 8),
                },
            ],
            "chair": "褚钢",
            "phone": "0515-8720 0001",
            "address": "阜宁经济开发区协鑫大道2号",
            "industry": "风能原动设备制造",
            "credit_code": "",
        },
        "guest": {
            "name": f"阜宁中成紧固技术发展有限公司工会{number}",
            "founded_on": date(2026, 3, 5),
            "chair": "常小兵",
            "phone": "",
            "address": "阜宁经济开发区花园路18号",
            "industry": "紧固件制造",
            "members": 86,
            "credit_code": None,
        },
        "reasons": "两家同在阜宁经济开发区，相距3.2公里；同属风电产业链。",
        "goal": "县级模范职工之家",
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2027, 3, 31),
        "signed_on": None,
        "activities_per_year": 4,
        "commitments_host": [
            "组织帮带：指导乙方健全工会委员会、经费审查和女职工组织。",
            "制度帮带：提供会员（代表）大会、集体协商等制度样本，指导建章立制。",
            "活动帮带：邀请乙方职工参加技能竞赛和文体活动。",
            "经费帮带：指导乙方依法建账、独立核算。",
            "维权帮带：指导乙方签订集体合同，调处劳动争议。",
            "共享设施：职工书屋、篮球场，每周六9:00—17:00开放。",
        ],
        "commitments_guest": [
            "对照目标等级制订年度建家计划，落实专人负责。",
            "按时参加培训和活动，每季度开展一次自查。",
            "如实报告进展，接受甲方和县总工会指导。",
        ],
        "activities": ["工会业务交流", "技能比武", "羽毛球友谊赛"],
        "remarks": "",
    }


@pytest.fixture
def values() -> dict[str, object]:
    return agreement_values()


@pytest.fixture
def template_zh() -> bytes:
    return (TEMPLATES / "agreement.zh.docx").read_bytes()


@pytest.fixture
def agreement() -> Callable[[int], dict[str, object]]:
    return agreement_values


@pytest.fixture
def template_en() -> bytes:
    return (TEMPLATES / "agreement.en.docx").read_bytes()


@pytest.fixture
def tool() -> dict[str, object]:
    """The names of tools/agreement_template.py."""
    return runpy.run_path(str(ROOT / "tools/agreement_template.py"))
