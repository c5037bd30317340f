"""The year as each of its readers meets it, and what they want of it: targets, set and reached."""

import pytest
from tests.web.test_pages import addresses, words

from samdrift.annualreport.audience import OWNERS, WHOLE_YEAR, audience_of
from samdrift.goals import queries
from samdrift.goals.models import Target
from samdrift.plumbing.access import Role, Viewer

TARGETS = "/ar/2015/mal/"
AT_LEAST = {"key_figure": "tickets", "direction": "at-least", "value": "3"}


def test_the_manager_meets_the_whole_year(manager):
    page = words(manager.get("/ar/2015/"))

    assert "Datorer 121 121" in page
    assert "Mobilabonnemang" in page


def test_an_elected_member_meets_goals_and_result_in_words_before_any_table(signed_in):
    page = signed_in("elected").get("/ar/2015/")

    told = words(page)
    assert "Året 2015 Årets resultat blev 2 tkr" in told
    assert "Datorer 121" not in told
    assert "Sjukfrånvaro" in told
    doors = addresses(page, "/figur/")
    assert doors
    assert {page.client.get(door).status_code for door in doors} == {200}


def test_a_members_economist_meets_what_the_member_has(signed_in):
    page = signed_in("economist").get("/ar/2015/")

    told = words(page)
    assert "Vimmerby 2015 Det Vimmerby har den 31 december" in told
    assert "Datorer 120 120" in told
    assert "saknas för Vimmerby (har inte lämnat uppgift)" in told
    doors = addresses(page, "/figur/")
    own = page.context["groups"][0].rows
    assert {row.now.address.row_key for row in own} == {"VIM"}
    opened = [page.client.get(door) for door in doors]
    assert {answer.status_code for answer in opened} == {200}


def test_the_page_of_a_member_is_what_its_economist_meets(manager):
    page = manager.get("/ar/2015/medlem/BOX/")

    assert "Boxholm 2015" in words(page)
    assert "Datorer 1 1" in words(page)
    assert "saknas för Vimmerby" not in words(page)


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        ((Role.MANAGER, Role.ELECTED), WHOLE_YEAR),
        ((Role.AUDITOR,), WHOLE_YEAR),
        ((Role.ELECTED,), OWNERS),
        ((Role.ADMINISTRATOR, Role.ELECTED), OWNERS),
        ((Role.AGENT,), WHOLE_YEAR),
    ],
)
def test_of_several_roles_the_one_that_sees_most_decides(roles, wanted):
    assert audience_of(Viewer.of(*roles)) == wanted


def test_an_economist_who_is_elected_too_meets_the_members_year():
    viewer = Viewer.of(Role.ECONOMIST, Role.ELECTED, organisation_code="VIM")

    assert audience_of(viewer).member_code == "VIM"


def test_without_a_target_nothing_is_reached_or_not(manager):
    page = words(manager.get("/ar/2015/"))

    assert "Nått" not in page
    assert "Inget nyckeltal har något målvärde än." in words(manager.get(TARGETS))


def test_a_target_is_set_shown_and_opens_to_all_that_was_set(manager):
    manager.post(TARGETS, AT_LEAST)
    manager.post(TARGETS, AT_LEAST | {"value": "2"})

    overview = manager.get("/ar/2015/")
    assert "Stängda ärenden Mål: minst 2 Nått 2 1 +1 minst 2 Nått" in words(overview)
    assert "1 av 1 målvärde är nått." in words(manager.get(TARGETS))
    (door,) = set(addresses(overview, "/poster/?question=goals.targets"))
    history = words(manager.get(door))
    assert "Minst 3 Satt manager" in history
    assert "Minst 2 Satt manager" in history


@pytest.mark.parametrize(
    ("told", "standing"),
    [
        ({"value": "3"}, "minst 3 Ej nått"),
        ({"value": "3", "direction": "at-most"}, "högst 3 Nått"),
        ({"value": "1", "direction": "at-most"}, "högst 1 Ej nått"),
        ({"key_figure": "within-an-hour", "value": "65 %"}, "minst 65 % Ej nått"),
        ({"key_figure": "within-an-hour", "value": "49,5"}, "minst 49,5 % Nått"),
        ({"key_figure": "result", "value": "1 tkr"}, "minst 1 tkr Nått"),
        ({"key_figure": "result", "value": "\N{MINUS SIGN}1 000,5"}, "Nått"),
        ({"key_figure": "mobiles", "value": "5"}, "minst 5 Går inte att säga"),
    ],
)
def test_a_figure_stands_to_its_target(manager, told, standing):
    assert manager.post(TARGETS, AT_LEAST | told).status_code == 302

    assert standing in words(manager.get("/ar/2015/"))


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"value": ""}, "Skriv ett målvärde."),
        ({"value": "många"}, "Skriv talet med siffror"),
        ({"value": "1e9"}, "Skriv talet med siffror"),
        ({"value": "٣"}, "Skriv talet med siffror"),
        ({"key_figure": "luck"}, "luck"),
        ({"direction": "about"}, "about"),
    ],
)
def test_a_target_that_cannot_be_is_told_and_sets_nothing(manager, told, wrong):
    page = manager.post(TARGETS, AT_LEAST | told)

    assert page.status_code == 422
    assert wrong in words(page)
    assert not Target.objects.exists()


def test_a_target_is_taken_away_and_that_stays_in_the_history(manager):
    manager.post(TARGETS, AT_LEAST)
    manager.post(TARGETS, AT_LEAST)
    manager.post(TARGETS, {"act": "remove", "key_figure": "tickets"})
    manager.post(TARGETS, {"act": "remove", "key_figure": "tickets"})

    assert queries.targets(2015) == {}
    told = queries.told_targets(year=2015, key_figure="tickets")
    assert [(each.value, each.is_removal, each.set_by) for each in told] == [
        (3000, False, "manager"),
        (3000, True, "manager"),
    ]
    assert manager.post(TARGETS, {"act": "remove", "key_figure": "luck"}).status_code == 404


def test_an_auditor_reads_the_targets_and_is_offered_none_to_set(signed_in):
    page = signed_in("auditor").get(TARGETS)

    assert "Sätt ett målvärde" not in words(page)
