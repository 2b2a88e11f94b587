"""A small pairing, matched: hosts with honours, guests with and without points, one guest left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.kinds.pairing.rules.facts import Honour, Instance, Level
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.solving import match


def make_matched(**settings: Any) -> tuple[Instance, dict[str, Any]]:
    honour = Honour(level=Level.PROVINCE, document_no="苏工发〔2019〕3号", granted_on=date(2019, 4, 30))
    hosts = [
        make_host(
            "江苏金海新能源公司",
            honour=honour,
            longitude=119.80,
            latitude=33.78,
            chair="褚钢",
            industry_code="3415",
        ),
        make_host("阜宁供电公司", "city", longitude=119.81, latitude=33.76, address="阜城大街1号"),
    ]
    guests = [
        make_guest(
            "中成紧固公司",
            longitude=119.83,
            latitude=33.78,
            industry_words="紧固件",
            founded_on=date(2020, 3, 5),
        ),
        make_guest("神山<风电>公司", members=86, credit_code="81320923MC00000128"),
        make_guest("远方公司", longitude=121.0, latitude=33.7),
    ]
    instance = make_instance(hosts, guests, Settings.of({"farthest_km": 15.0, **settings}))
    return instance, match(instance)
