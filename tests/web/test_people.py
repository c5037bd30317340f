"""The pages about people: listed, added, changed, invited, shut out; and one's own password."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import PASSWORD
from tests.web.test_pages import words

from samdrift.parties import services
from samdrift.parties.services import Wanted
from samdrift.plumbing.clock import now
from samdrift.plumbing.components import pieces
from samdrift.plumbing.demonstration import mark_as_demo

NEW = "korrekt-häst-batteri"


@pytest.fixture
def administrator(signed_in):
    return signed_in("administrator")


def given(name, *roles, code=""):
    wanted = Wanted(roles, code, name.capitalize(), "Lind")
    services.save_user(name=name, password=PASSWORD, wanted=wanted, by="test", at=now())
    return User.objects.get(username=name)


def test_people_are_listed_with_role_organisation_and_standing(administrator):
    given("eva", "economist", "elected", code="VIM")

    page = words(administrator.get("/personer/"))

    assert "Eva Lind eva Medlemmens ekonom, Förtroendevald Vimmerby Kan logga in" in page


def test_people_are_narrowed_and_the_choice_stays_on_the_page(administrator):
    given("eva", "economist", code="VIM")
    given("sven", "manager")

    page = administrator.get("/personer/?q=lind&roll=economist&organisation=VIM")

    assert [line.name for line in page.context["lines"]] == ["eva"]
    assert 'value="lind"' in page.content.decode()
    assert '<option value="economist" selected>' in page.content.decode()
    assert "Ingen person passar in" in words(administrator.get("/personer/?q=ingen+alls"))


def test_a_long_list_is_turned_without_dropping_the_choice(administrator):
    for number in range(52):
        User.objects.create_user(f"p{number:02}")

    page = administrator.get("/personer/?q=p")
    rest = administrator.get("/personer/" + page.context["next_href"])

    assert "q=p&after=" in page.context["next_href"]
    assert len(page.context["lines"]) == 50
    assert [line.name for line in rest.context["lines"]] == ["p50", "p51"]
    assert rest.context["next_href"] == ""


def test_a_longer_list_asks_no_more_questions(administrator, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        administrator.get("/personer/")
    for number in range(40):
        given(f"p{number:02}", "elected")
    with django_assert_max_num_queries(15):
        administrator.get("/personer/")


def test_somebody_is_added_invited_and_signs_in(administrator, client):
    told = {"given_name": "Kim", "name": "kim", "roles": ["elected", "auditor"]}
    page = administrator.post("/personer/ny/", told).headers["Location"]
    assert "Väntar på lösenord" in words(administrator.get(page))

    invitation = administrator.post(f"{page}engangslank/")
    link = invitation.context["link"].partition("testserver")[2]
    assert "no-store" in invitation.headers["Cache-Control"]
    invited = Client()
    assert "Hej Kim. Ditt användarnamn är kim." in words(invited.get(link))
    chosen = invited.post(link, {"new": NEW, "again": NEW})

    assert "Lösenordet är valt" in words(chosen)
    assert invited.get(link).status_code == 410
    answer = Client().post("/logga-in/", {"name": "kim", "password": NEW})
    assert answer.status_code == 302
    history = words(administrator.get(page))
    assert "Valde lösenord personen själv" in history
    assert "Tillagd administrator" in history
    assert link not in administrator.get(page).content.decode()


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"name": ""}, "Skriv ett användarnamn."),
        ({"roles": []}, "Välj minst en roll."),
        ({"name": "administrator"}, "Användarnamnet finns redan."),
        ({"roles": ["economist"]}, "Välj vilken medlem ekonomen hör till."),
        ({"roles": ["king"]}, "king"),
    ],
)
def test_a_person_that_cannot_be_is_told_at_the_field_and_what_was_typed_stays(
    administrator, told, wrong
):
    before = User.objects.count()
    sent = {"given_name": "Kim", "name": "kim", "roles": ["elected"]} | told

    page = administrator.post("/personer/ny/", sent)

    assert page.status_code == 422
    assert wrong in words(page)
    assert 'value="Kim"' in page.content.decode()
    assert User.objects.count() == before


def test_a_change_shows_at_once_and_in_the_history(administrator):
    eva = given("eva", "elected")
    sent = {"given_name": "Eva", "family_name": "Ek", "roles": ["manager"], "organisation": "BOX"}

    administrator.post(f"/personer/{eva.pk}/", sent)

    page = words(administrator.get(f"/personer/{eva.pk}/"))
    assert "Eva Ek Kan logga in Chef, Boxholm" in page
    assert "Namn ändrat från Eva Lind till Eva Ek administrator" in page
    assert "Roller ändrade från Förtroendevald till Chef administrator" in page
    assert "Organisation ändrad från ingen till Boxholm administrator" in page


def test_who_is_shut_out_is_out_at_the_next_click(administrator):
    eva = given("eva", "manager")
    other = Client()
    other.force_login(eva)
    assert other.get("/ar/2015/").status_code == 200

    administrator.post(f"/personer/{eva.pk}/stang-av/")

    assert other.get("/ar/2015/").status_code == 302
    assert "Avstängd" in words(administrator.get(f"/personer/{eva.pk}/"))
    administrator.post(f"/personer/{eva.pk}/oppna/")
    assert "Väntar på lösenord" in words(administrator.get(f"/personer/{eva.pk}/"))


def test_a_lost_role_is_lost_at_the_next_click(administrator):
    eva = given("eva", "manager")
    other = Client()
    other.force_login(eva)
    assert other.get("/inlasning/").status_code == 200

    administrator.post(f"/personer/{eva.pk}/", {"given_name": "Eva", "roles": ["elected"]})

    assert other.get("/inlasning/").status_code == 404


def test_the_last_administrator_is_told_why_nothing_changed(administrator):
    me = User.objects.get(username="administrator")
    sent = {"given_name": "A", "roles": ["manager"]}

    changed = administrator.post(f"/personer/{me.pk}/", sent)
    shut = administrator.post(f"/personer/{me.pk}/stang-av/")

    assert (changed.status_code, shut.status_code) == (409, 409)
    assert "Inget har ändrats Du kan inte ta rollen administratör från dig själv." in words(changed)
    assert "Inget har ändrats Du kan inte stänga av dig själv." in words(shut)


def test_who_is_shut_out_gets_no_link(administrator):
    eva = given("eva", "manager")
    administrator.post(f"/personer/{eva.pk}/stang-av/")

    page = administrator.post(f"/personer/{eva.pk}/engangslank/")

    assert page.status_code == 409
    assert "/valj-losenord/" not in page.content.decode()


def test_changing_ones_password_ends_the_sessions_elsewhere(signed_in):
    here = signed_in("elected")
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(username="elected"))

    page = here.post("/losenord/", {"old": PASSWORD, "new": NEW, "again": NEW})

    assert "Lösenordet är bytt" in words(page)
    assert here.get("/ar/2015/").status_code == 200
    assert elsewhere.get("/ar/2015/").status_code == 302


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"old": "fel"}, "Det nuvarande lösenordet stämmer inte."),
        ({"again": "annat"}, "De två nya lösenorden är inte lika."),
        ({"new": "kort", "again": "kort"}, "Det här lösenordet är för kort."),
        ({"old": ""}, "Skriv lösenordet du har nu."),
    ],
)
def test_a_password_that_is_not_changed_says_why_and_keeps_none_of_them(signed_in, told, wrong):
    here = signed_in("elected")

    page = here.post("/losenord/", {"old": PASSWORD, "new": NEW, "again": NEW} | told)

    assert page.status_code == 422
    assert wrong in words(page)
    assert NEW not in page.content.decode()
    assert User.objects.get(username="elected").check_password(PASSWORD)


def test_two_unlike_passwords_of_an_invited_person_are_told(administrator):
    told = {"given_name": "Kim", "name": "kim", "roles": ["elected"]}
    page = administrator.post("/personer/ny/", told).headers["Location"]
    link = administrator.post(f"{page}engangslank/").context["link"].partition("testserver")[2]

    unlike = Client().post(link, {"new": NEW, "again": "annat"})
    weak = Client().post(link, {"new": "kort", "again": "kort"})

    assert "De två nya lösenorden är inte lika." in words(unlike)
    assert (unlike.status_code, weak.status_code) == (422, 422)
    assert Client().get(link).status_code == 200


def test_an_employee_is_led_to_the_portal_and_may_change_password(signed_in):
    employee = signed_in("employee")

    page = employee.get("/ar/2015/")

    assert (page.status_code, page.headers["Location"]) == (302, "/hjalp/")
    assert employee.get("/losenord/").status_code == 200


def test_a_demo_says_so_on_every_page_and_in_what_is_carried_away(manager, own_home):
    sentence = "Enskilda poster, personer, priser och ärenden är påhittade."
    table = "/ar/2015/tabeller/assets.computers"
    assert sentence not in manager.get("/ar/2015/").content.decode()

    mark_as_demo()

    for address in ("/ar/2015/", "/logga-in/", "/finns-inte/", f"{table}/", f"{table}.md"):
        assert sentence in manager.get(address).content.decode(), address
    assert sentence in manager.get("/ar/2015/arsredovisning.html").content.decode()


def test_the_page_of_pieces_shows_every_example_of_every_piece_in_both_themes(administrator):
    page = administrator.get("/komponenter/").content.decode()

    wanted = [
        f"{name}.{each}" for name in pieces.names() for each in pieces.contract(name).examples
    ]
    shown = re.findall(r'data-example="([^"]+)"', page)
    assert sorted(shown) == sorted([*wanted, *wanted])
    assert page.count('class="specimen" data-bs-theme="dark"') == len(pieces.names())
    for name in pieces.names():
        for example in pieces.contract(name).examples.values():
            shown = example.get("words") or example["items"][0]["words"]
            assert page.count(html.escape(shown)) >= 2


def test_in_a_demo_everybody_may_see_the_pieces(manager, own_home):
    assert manager.get("/komponenter/").status_code == 404

    mark_as_demo()

    assert manager.get("/komponenter/").status_code == 200
