"""A household taken through the layers of verification, as far as a test wants it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.factories.access import person_with
from tests.factories.followups import picture
from tests.factories.programmes import ParameterFactory, ProgrammeFactory
from tests.factories.world import World
from tests.kinds.aid.answers import HEAD, new_answers

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.notices.actions import draft_notice, post_notice
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.actions import (
    Filled,
    NewPicture,
    Told,
    ask_in_programme,
    begin_survey,
    hand_in_survey,
    open_file,
    take_layer,
)
from lianshou.kinds.aid.enums import Layer, Mode, Proof
from lianshou.kinds.aid.models import Household, Survey

POOR = {"bank_card": "", "income_wages": "30000", "cause_yuan": "", "covered_yuan": ""}
SIGNED = Told(is_applied=True, is_authorised=True)
VOTES = Told(present=5, votes_for=4, votes_against=1)
LAYERS = ("application", "first_check", "visit", "civil", "deliberation", "notice")


def no_layers(*, but: tuple[str, ...] = (), region: str = "320923") -> None:
    """A region that asks for no layer but the approval (and ``but``): a file is put on file once it is surveyed."""
    places = {one: {"place": but.index(one) + 1 if one in but else 0} for one in LAYERS}
    ParameterFactory(key="aid.layers", region=region, value=places, starts_on=date(2000, 1, 1))


def checker(world: World) -> User:
    """A second officer of the county: who took an application in does not check it."""
    found = User.objects.filter(username="checker").first()
    return found or person_with(Role.OFFICER, world.county, name="韩审", username="checker")


def opened(world: World, now: datetime, *, name: str = "陆小满", number: str = HEAD) -> Household:
    return open_file(actor=world.officer, union=world.guest, name=name, id_number=number, now=now)


def visited(world: World, household: Household, now: datetime, **more: Any) -> Survey:
    """A visit by two with a photograph, handed in; it is the layer of the visit where that is next."""
    survey = begin_survey(actor=world.officer, household=household, mode=Mode.VISIT, now=now)
    filled = Filled(
        answers=new_answers(**POOR) | more,
        mode=Mode.VISIT,
        takers=[world.officer.pk],
        other_takers="李静",
        pictures=[NewPicture(content=picture(), sort=Proof.DOOR)],
        consent=True,
        seen=dict.fromkeys((one.key for one in survey.form.sections), "changed"),
    )
    done: Survey = hand_in_survey(
        actor=world.officer, survey=survey, filled=filled, version=survey.version, now=now
    )
    return done


def climbed(world: World, household: Household, now: datetime, *, to: str = Layer.APPROVAL) -> None:
    """Every layer before ``to`` passed; the public notice is posted, and waited for a month."""
    for layer in LAYERS:
        if layer == to:
            return
        if layer == Layer.VISIT:
            visited(world, household, now)
        elif layer == Layer.NOTICE:
            ask_in_programme(actor=world.officer, household=household, programme=programme_of(world), now=now)
            notice_of(world, now)
            taken(world, household, layer, now + timedelta(days=30))
        else:
            taken(world, household, layer, now)


def taken(world: World, household: Household, layer: str, now: datetime, told: Told | None = None) -> Any:
    usual = {Layer.APPLICATION: SIGNED, Layer.DELIBERATION: VOTES}
    actor = checker(world) if layer == Layer.FIRST_CHECK else world.officer
    said = told or usual.get(Layer(layer)) or Told()
    return take_layer(actor=actor, household=household, layer=layer, told=said, now=now)


def programme_of(world: World) -> Programme:
    found = Programme.objects.filter(kind="aid", union=world.county).first()
    made: Programme = found or ProgrammeFactory(kind="aid", union=world.county, title="困难职工帮扶")
    return made


def notice_of(world: World, now: datetime) -> Notice:
    """A notice of the programme, posted now."""
    draft = draft_notice(
        actor=world.officer,
        programme=programme_of(world),
        title="困难职工认定公示",
        text="经评议，现予公示。",
        decides="认定困难职工",
        telephone="0515-00000000",
        now=now,
    )
    return post_notice(actor=world.officer, notice=draft, now=now)
