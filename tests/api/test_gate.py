"""The gate of the API: who is let in, how a write is done once, what an error looks like."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.gateway import Program, token_for
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.kernel.access.models import Post
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.gateway.actions import revoke_token
from lianshou.kernel.gateway.models import StoredAnswer, Token
from lianshou.kernel.programmes.models import Programme

pytestmark = pytest.mark.django_db
PROGRAMME = {
    "kind": "pairing",
    "title": "2027年联手兴家",
    "year": 2027,
    "round": 1,
    "starts_on": "2027-01-01",
    "ends_on": "2027-12-31",
}


def test_list_shows_what_the_account_sees_and_no_more(world: World) -> None:
    answer = Program(token_for(world.officer)).get("unions")
    assert answer.status_code == 200
    names = {one["name"] for one in answer.json()["items"]}
    assert names == {world.county.name, world.township.name, world.host.name, world.guest.name}


@pytest.mark.parametrize(
    ("header", "code"),
    [("", "token_missing"), ("Bearer ls_nobody", "token_unknown"), ("Basic b2ZmaWNlcg==", "token_unknown")],
)
def test_without_a_token_nobody_is_let_in(world: World, header: str, code: str) -> None:
    headers = {"Authorization": header} if header else {}
    answer = Client().get("/api/v1/unions", headers=headers)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == 'Bearer realm="lianshou"'
    assert answer.json()["code"] == code


def test_a_session_opens_nothing(world: World) -> None:
    client = Client()
    client.force_login(world.officer)
    assert client.get("/api/v1/unions").status_code == 401


def test_token_does_no_more_than_its_verbs(world: World) -> None:
    program = Program(token_for(world.officer, verbs=["union.view"]))
    assert program.get("unions").status_code == 200
    assert program.get("programmes").status_code == 403
    assert program.get("calendars").status_code == 403
    assert program.post("programmes", PROGRAMME | {"union": world.county.pk}).json()["code"] == "not_allowed"


def test_token_reaches_no_further_than_its_posts(world: World) -> None:
    second = Post.objects.create(
        user=world.officer, union=world.foreign_county, role="officer", starts_on="2020-01-01"
    )
    both = Program(token_for(world.officer)).get("unions", {"limit": 200}).json()["items"]
    one = Program(token_for(world.officer, posts=[second.pk])).get("unions").json()["items"]
    assert {row["name"] for row in one} == {
        world.foreign_county.name,
        world.foreign_host.name,
        world.foreign_guest.name,
    }
    assert len(both) == len(one) + 4


def test_token_stops_at_once(world: World) -> None:
    secret = token_for(world.officer)
    program, now = Program(secret), timezone.now()
    assert program.get("unions").status_code == 200
    for field, value, code in (
        ("locked_until", now + timedelta(hours=1), "account_locked"),
        ("must_change_password", True, "password_due"),
        ("is_active", False, "account_closed"),
    ):
        usual = getattr(world.officer, field)
        setattr(world.officer, field, value)
        world.officer.save()
        answer = program.get("unions")
        assert (answer.status_code, answer.json()["code"]) == (401, code)
        setattr(world.officer, field, usual)
        world.officer.save()
    revoke_token(actor=world.officer, token=Token.objects.get(), now=now)
    assert program.get("unions").json()["code"] == "token_revoked"


def test_token_whose_time_is_over_opens_nothing(world: World) -> None:
    program = Program(token_for(world.officer))
    Token.objects.update(expires_at=timezone.now())
    assert program.get("unions").json()["code"] == "token_expired"


def test_write_names_the_token_in_the_book(world: World) -> None:
    answer = Program(token_for(world.officer)).post("programmes", PROGRAMME | {"union": world.county.pk})
    assert answer.status_code == 201, answer.content
    entry = Entry.objects.get(verb="programme.created", subject_id=str(answer.json()["id"]))
    token = Token.objects.get()
    assert (entry.door, entry.device, entry.actor_id) == ("api", token.mark, world.officer.pk)
    assert token.prefix in entry.device


def test_write_without_a_key_is_refused(world: World) -> None:
    answer = Program(token_for(world.officer)).post("programmes", PROGRAMME, key="")
    assert (answer.status_code, answer.json()["code"]) == (400, "key_missing")


def test_same_key_gives_the_same_answer_and_does_nothing_twice(world: World) -> None:
    program, body = Program(token_for(world.officer)), PROGRAMME | {"union": world.county.pk}
    first, second = (program.post("programmes", body, key="once") for _turn in range(2))
    assert first.json() == second.json()
    assert first.status_code == second.status_code == 201
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true"
    assert Programme.objects.filter(year=2027).count() == 1
    other = program.post("programmes", body | {"round": 2}, key="once")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")


def test_key_is_forgotten_after_a_day_and_belongs_to_its_token(world: World) -> None:
    body = PROGRAMME | {"union": world.county.pk}
    program = Program(token_for(world.officer))
    assert program.post("programmes", body, key="once").status_code == 201
    assert Program(token_for(world.officer)).post("programmes", body, key="once").status_code == 409
    StoredAnswer.objects.update(at=timezone.now() - timedelta(hours=24))
    assert program.post("programmes", body, key="once").json()["code"] == "round_exists"


def test_refusal_says_its_reason_in_the_language_asked_for(world: World) -> None:
    secret = token_for(world.officer)
    body = PROGRAMME | {"union": world.county.pk, "ends_on": "2026-01-01"}
    told = Program(secret).post("programmes", body).json()
    english = Program(secret, language="en-GB,en;q=0.9").post("programmes", body).json()
    assert told["code"] == english["code"] == "ends_before_start"
    assert told["type"] == "urn:lianshou:problem:ends_before_start"
    assert "结束" in told["detail"]
    assert english["title"] == "Not possible as things stand."


def test_description_speaks_the_language_that_is_asked_for() -> None:
    said = {language: Program(language=language).get("openapi.json").json() for language in ("zh", "en")}
    summaries = {
        language: [one["summary"] for methods in told["paths"].values() for one in methods.values()]
        for language, told in said.items()
    }
    assert [words for words in summaries["zh"] if words.isascii()] == []
    assert [words for words in summaries["en"] if not words.isascii()] == []
    path = said["zh"]["paths"]["/api/v1/unions"]["get"]
    assert (path["summary"], path["parameters"][-1]["name"]) == ("工会名录", "Accept-Language")
    labels = {one["name"]: one.get("description") for one in path["parameters"]}
    assert labels["level"] == "层级"


def test_faults_name_their_places_and_never_what_was_sent(world: World) -> None:
    body = PROGRAMME | {"union": world.foreign_county.pk, "year": "13912345678", "secret": "x"}
    answer = Program(token_for(world.officer)).post("programmes", body)
    assert answer.status_code == 422
    assert {fault["place"] for fault in answer.json()["errors"]} == {"body.year", "body.secret"}
    assert "13912345678" not in answer.content.decode()


def test_foreign_union_fits_no_form(world: World) -> None:
    answer = Program(token_for(world.officer)).post(
        "programmes", PROGRAMME | {"union": world.foreign_county.pk}
    )
    assert answer.status_code == 422
    assert [(one["place"], one["code"]) for one in answer.json()["errors"]] == [
        ("body.union", "invalid_choice")
    ]


@pytest.mark.parametrize(
    ("path", "status"), [("nothing", 404), ("unions/99999999", 404), ("unions?nonsense=1", 422)]
)
def test_error_is_a_problem(world: World, path: str, status: int) -> None:
    answer = Program(token_for(world.officer)).get(path)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_other_methods_are_told_what_there_is(world: World) -> None:
    answer = Client().delete(
        "/api/v1/unions", headers={"Authorization": f"Bearer {token_for(world.officer)}"}
    )
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"


def test_body_that_is_no_json_is_unreadable(world: World) -> None:
    answer = Program(token_for(world.officer)).post("programmes", "{")
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


def test_pages_by_cursor_hold_under_inserts(world: World) -> None:
    program = Program(token_for(world.officer))
    first = program.get("unions", {"limit": 2, "order": "name"}).json()
    UnionFactory(parent=world.county, name="阿公司工会")
    second = program.get("unions", {"limit": 2, "order": "name", "cursor": first["next"]}).json()
    names = [one["name"] for one in first["items"] + second["items"]]
    assert len(set(names)) == 4
    assert second["next"] is None
    other = program.get("unions", {"limit": 2, "order": "-name", "cursor": first["next"]})
    assert (other.status_code, other.json()["errors"][0]["place"]) == (422, "query.cursor")
