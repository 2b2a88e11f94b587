from __future__ import annotations

from io import BytesIO

import docx

from lianshou.formats.papers.building import OfficialPaper
from lianshou.formats.papers.signing import made_to_sign


def test_a_list_for_signing_repeats_its_head_and_leaves_room() -> None:
    paper = OfficialPaper(title="花名册")
    rows = [["序号", "签名"], ["1", ""], ["2", ""], ["合计", ""]]
    made_to_sign(paper.table(rows, widths_mm=(20, 100), style="cell"), row_mm=10, but_last=1)
    table = docx.Document(BytesIO(paper.to_bytes())).tables[0]
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True, False, False, False]
    assert [row.height and round(row.height.mm) for row in table.rows] == [None, 10, 10, None]
