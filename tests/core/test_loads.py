from __future__ import annotations

from datetime import date

from lianshou.core.loads import Burden, Excess, Loads
from lianshou.core.wording import Wording

DAY = date(2020, 6, 1)


def test_every_superior_is_told_every_sort_also_where_there_is_none() -> None:
    loads = Loads()
    tasks, forms = Wording("任务", "tasks"), Wording("表格", "forms")
    excess = [Excess(by=1, title="督查", words="急")]
    loads.add(Burden(slug="tasks", title=tasks, counts=lambda **asked: {1: 2}))
    loads.add(
        Burden(
            slug="forms",
            title=forms,
            counts=lambda **asked: {1: 1, 2: 3},
            excess=lambda **asked: excess,
            home=lambda: "/forms/",
        )
    )
    assert loads.parts(union=None, first=DAY, last=DAY) == {
        1: [(tasks, 2, ""), (forms, 1, "/forms/")],
        2: [(tasks, 0, ""), (forms, 3, "/forms/")],
    }
    assert loads.excess(union=None, first=DAY, last=DAY) == excess
