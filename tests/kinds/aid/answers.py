"""Invented answers of the archive form, sound as they stand."""

from __future__ import annotations

from typing import Any

from lianshou.china.identity_numbers import check_of


def number(born: str, running: int = 12, division: str = "320923") -> str:
    """An identity number with its check digit: born as 19760301."""
    body = f"{division}{born}{running:03d}"
    return body + check_of(body)


HEAD, SPOUSE, CHILD = number("19760301", 11), number("19780912", 24), number("20150601", 31)


def new_answers(**more: Any) -> dict[str, Any]:
    """Three persons, by the form of 2021."""
    told: dict[str, Any] = {
        "name": "陆小满",
        "id_number": HEAD,
        "nation": "汉族",
        "politics": "masses",
        "health": "chronic",
        "status": "laid_off",
        "hero": "none",
        "marriage": "married",
        "registration": "urban",
        "registered_at": "江苏省阜宁县",
        "address": "阜城街道示例路18号3幢201室",
        "phone": "13812345678",
        "employer": "中成紧固技术公司",
        "persons": "3",
        "housing": "bought",
        "floor_m2": "62",
        "homes": "1",
        "exclusions": [],
        "income_wages": "62400",
        "expense_illness": "18000",
        "expense_schooling": "8000",
        "cause": "illness",
        "secondary": ["schooling"],
        "cause_yuan": "30000",
        "covered_yuan": "12000",
        "illness": "示例慢性病",
        "medical": "employee",
        "bank_name": "示例银行阜宁支行",
        "bank_card": "6222020000000000003",
        "members": [
            {
                "name": "周小雨",
                "relation": "spouse",
                "id_number": SPOUSE,
                "health": "good",
                "status": "at_work",
            },
            {
                "name": "陆青苗",
                "relation": "child",
                "id_number": CHILD,
                "health": "good",
                "status": "student",
            },
        ],
    }
    return told | more


def old_answers(**more: Any) -> dict[str, Any]:
    """The same household by the form of 2016."""
    gone = ("floor_m2", "homes", "cause_yuan", "covered_yuan", "income_wages")
    told = {key: value for key, value in new_answers().items() if key not in gone}
    told |= {"floor_band": "70", "own_monthly": "2200", "other_yearly": "0", "total_yearly": "62400"}
    told["members"] = [
        dict(row, monthly="3000" if row["relation"] == "spouse" else "") for row in told["members"]
    ]
    return told | more


def posted(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as a page sends them."""
    sent = {key: value for key, value in answers.items() if key != "members"}
    for place, row in enumerate(answers["members"]):
        sent |= {f"members-{place}-{key}": value for key, value in row.items()}
    return sent
