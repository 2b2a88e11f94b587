"""The press brief: head line of by-lines, photographs with credits, a paper without a red head."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from tests.factories.access import person_with
from tests.factories.bulletins import put_photo
from tests.factories.followups import picture
from tests.factories.world import World
from tests.kernel.bulletins.test_actions import TODAY, issued, reason_of, written

from lianshou.kernel.access.enums import Role
from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.enums import Reason
from lianshou.kernel.bulletins.exports import paper_of
from lianshou.kernel.bulletins.models import Bulletin, Photo
from lianshou.kernel.bulletins.rules.bylines import head_line, names_of, uncredited
from lianshou.kernel.followups.actions import NewPhoto

NAMES = {"reporter": ["林晓舟"], "correspondent": ["何沐阳", "顾青禾"], "photographer": ["秦远帆"]}
HEAD = "本报讯（记者林晓舟 通讯员何沐阳 顾青禾）"


def brief(world: World, now: datetime, **facts: Any) -> Bulletin:
    told: dict[str, Any] = {"sort": "brief", "text": "日前，{模范职工之家}结对。\n第二段。", "bylines": NAMES}
    return written(world, now, **told | facts)


def issue(world: World, bulletin: Bulletin, now: datetime) -> Bulletin:
    for step, actor in (("submit", world.officer), ("check", world.approver), ("sign", world.leader)):
        getattr(actions, f"{step}_bulletin")(actor=actor, bulletin=bulletin, now=now)
    return actions.issue_bulletin(actor=world.officer, bulletin=bulletin, prefix="阜工简", now=now)


@pytest.mark.parametrize(
    ("opening", "bylines", "line"),
    [
        ("本报讯", NAMES, HEAD),
        ("本报讯", {"reporter": ["王伟"]}, "本报讯（记者王伟）"),
        ("本刊讯", {"correspondent": ["周永祥"]}, "本刊讯（通讯员周永祥）"),
        ("本报讯", {"photographer": ["姚海翔"]}, "本报讯　"),
        ("", NAMES, ""),
    ],
)
def test_head_line_is_composed_of_the_names(opening: str, bylines: Any, line: str) -> None:
    assert head_line(opening, bylines) == line


def test_names_are_read_as_they_are_typed() -> None:
    assert names_of("郑青青 周永祥") == names_of(" 郑青青、周永祥 ") == ["郑青青", "周永祥"]


def test_photographers_are_named_once() -> None:
    """Under the pictures where each of them stands there, else all at the end."""
    assert uncredited(["秦远帆"], ["秦远帆"]) == uncredited(["秦远帆"], ["林晓舟、秦远帆"]) == []
    assert uncredited(["秦远帆", "姚海翔"], ["秦远帆"]) == ["秦远帆", "姚海翔"]
    assert uncredited(["秦远帆"], []) == ["秦远帆"]


def test_names_keep_their_order_and_hold_no_placeholder(world: World, now: datetime) -> None:
    bulletin = brief(world, now)
    assert queries.bylines_of(bulletin=bulletin) == NAMES
    actions.edit_bulletin(
        actor=world.officer, bulletin=bulletin, version=1, bylines={"reporter": ["乙", "甲"]}, now=now
    )
    assert queries.bylines_of(bulletin=bulletin)["reporter"] == ["乙", "甲"]
    assert queries.full_text(bulletin=bulletin).startswith("本报讯（记者乙 甲）日前")
    assert queries.full_text(bulletin=written(world, now, bylines=NAMES)).startswith("现将")
    assert reason_of(lambda: brief(world, now, bylines={"reporter": ["{工会组织}"]})) == Reason.BYLINE_UNCLEAR


def test_paper_has_no_red_head_and_only_photographs_that_may_be_shown(world: World, now: datetime) -> None:
    bulletin = brief(world, now)
    for consent in ("nobody", "not_asked"):
        put_photo(bulletin, consent=consent)
    bulletin = issue(world, bulletin, now)
    values = queries.values_of(bulletin=bulletin, actor=world.officer, today=TODAY)
    content = paper_of(bulletin=bulletin, values=values)
    document = Document(BytesIO(content))
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        "关于职工之家建设情况的通报",
        "阜宁县总工会　阜工简〔2020〕1号　2020年6月24日",
        f"{HEAD}日前，1家结对。",
        "第二段。",
        "签约现场　林晓舟 摄",
        "（摄影：秦远帆）",
    ]
    assert len(document.inline_shapes) == 1
    assert paper_of(bulletin=bulletin, values=values) == content


def test_photographs_are_of_a_draft_with_their_credit_and_at_most_six(world: World, now: datetime) -> None:
    bulletin = brief(world, now)

    def add(count: int, credit: str = "秦远帆 摄") -> list[Photo]:
        photos = [NewPhoto(content=picture(), credit=credit, caption="现场")] * count
        return actions.add_photos(actor=world.officer, bulletin=bulletin, photos=photos, now=now)

    assert reason_of(lambda: add(1, " ")) == Reason.CREDIT_MISSING
    assert reason_of(lambda: add(7)) == Reason.TOO_MANY
    (photo,) = add(1)
    assert (photo.credit, photo.line, photo.stays_inside) == ("秦远帆", "现场　秦远帆 摄", True)
    actions.submit_bulletin(actor=world.officer, bulletin=bulletin, now=now)
    assert reason_of(lambda: add(1)) == Reason.NOT_A_DRAFT
    assert (
        reason_of(lambda: actions.remove_photo(actor=world.officer, photo=photo, now=now))
        == Reason.NOT_A_DRAFT
    )


def status(client: Client, url: str) -> int:
    answer = client.get(url)
    if answer.streaming:  # read to its end; closing it would close the database of the test too
        assert len(b"".join(answer.streaming_content)) > 100
    return answer.status_code


def test_page_takes_photographs_and_shows_outside_only_with_consent(world: World, now: datetime) -> None:
    below = person_with(Role.OFFICER, world.township, username="township")
    bulletin = brief(world, now, recipients=[world.township])
    officer, town, anybody = Client(), Client(), Client()
    officer.force_login(world.officer)
    town.force_login(below)
    page = f"/bulletins/{bulletin.pk}/"
    for consent in ("given", "not_asked"):
        file = SimpleUploadedFile("现场.jpg", picture())
        officer.post(f"{page}photos/", {"photos": file, "credit": "秦远帆", "consent": consent})
    shown, kept = Photo.objects.order_by("pk")
    bad = officer.post(
        f"{page}photos/",
        {"photos": SimpleUploadedFile("a.jpg", b"x"), "credit": "秦远帆", "consent": "given"},
    )
    assert (bad.status_code, "不是照片" in bad.content.decode()) == (422, True)
    body = officer.get(page).content.decode()
    assert (HEAD in body, f"/bulletins/photos/{kept.pk}.jpg" in body) == (True, True)
    assert HEAD not in officer.get(f"{page}edit/").content.decode()
    assert 'value="何沐阳 顾青禾"' in officer.get(f"{page}edit/").content.decode()
    bulletin = issue(world, bulletin, now)
    assert (
        status(town, f"/bulletins/photos/{shown.pk}.jpg"),
        status(town, f"/bulletins/photos/{kept.pk}.jpg"),
    ) == (200, 404)
    public = f"/public/bulletins/photos/{shown.pk}.jpg"
    assert status(anybody, public) == 404
    actions.publish_bulletin(actor=world.leader, bulletin=bulletin, names_checked=True, now=now)
    assert status(anybody, public) == 200
    assert status(anybody, f"/public/bulletins/photos/{kept.pk}.jpg") == 404
    body = anybody.get(f"/public/bulletins/{bulletin.pk}/").content.decode()
    assert (HEAD in body, public in body, str(kept.pk) + ".jpg" in body) == (True, True, False)


def test_by_lines_are_among_the_names_to_be_answered_for(world: World, now: datetime) -> None:
    bulletin = issued(world, now, sort="brief", text="正文", bylines=NAMES)
    assert {"林晓舟", "何沐阳", "顾青禾"} <= set(queries.persons_named(bulletin=bulletin))
