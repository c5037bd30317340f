"""Things of the register, found by whatever stands on them and by whoever may read them."""

import pytest

from samdrift.assets.life import telling
from samdrift.assets.searches import registered
from samdrift.assets.tests import given
from samdrift.plumbing import clock
from samdrift.plumbing.access import Role, Viewer
from samdrift.plumbing.search import finding, services
from samdrift.plumbing.search.ports import Seeker

pytestmark = pytest.mark.django_db
AGENT = Viewer.of(Role.AGENT)


def found(words, viewer=AGENT):
    services.tell_marked(at=clock.now(), most=100)
    seeker = Seeker(viewer, 1)
    among = [each for each in finding.opened(seeker) if each.findable.kind == registered.THING]
    rows = finding.found(words, seeker=seeker, among=among).rows if among else ()
    return [(row.title_text, row.href) for row in rows]


def test_a_thing_is_found_by_model_serial_name_and_what_its_kind_tells():
    given.thing("KIN-7", model="HP EliteBook 840", serial="5CG901XY", name="KIN-PC-7")
    given.thing("KIN-8", "active", kind="printer", values={"queue": "kopiatorn-plan-3"})
    laptop = [("KIN-7", "/inventarier/sak/KIN-7/")]

    assert found("elitebook") == laptop
    assert found("5CG901XY") == laptop
    assert found("KIN-PC-7") == laptop
    assert found("kopiatorn-plan-3") == [("KIN-8", "/inventarier/sak/KIN-8/")]


def test_what_is_written_over_is_found_by_its_new_words_alone():
    row = given.thing("KIN-7", model="HP EliteBook 840")
    found("elitebook")
    wanted = {"model": "Lenovo ThinkPad"}
    writings = [(row, wanted, telling.changes(row, wanted))]
    telling.write(writings, actor=given.CHEF, at=given.AT, day=given.day(3, 2))

    assert found("elitebook") == []
    assert found("thinkpad") == [("KIN-7", "/inventarier/sak/KIN-7/")]


def test_who_has_a_thing_is_not_told_by_the_search():
    given.thing("KIN-7", "held", holder=given.person().pk)

    assert found("karin") == []


def test_a_members_economist_finds_the_members_own_and_an_employee_nothing():
    given.thing("KIN-7", model="HP EliteBook 840")
    given.thing("VIM-7", model="HP EliteBook 840", code="VIM")
    economist = Viewer.of(Role.ECONOMIST, organisation_code="KIN")

    assert found("elitebook", economist) == [("KIN-7", "/inventarier/sak/KIN-7/")]
    assert found("elitebook", Viewer.of(Role.EMPLOYEE)) == []
