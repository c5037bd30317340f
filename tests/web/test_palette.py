"""Going anywhere: what is found by words and by numbers, and by whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.budget import MOST_QUESTIONS, asked_of
from tests.web.test_pages import words


def hits(client, asked, **more):
    page = client.get("/sok/", {"q": asked, "ar": "2015"} | more)
    return [(hit.title, hit.kind) for hit in page.context["hits"]]


def led_to(client, asked):
    """Return the page that the first hit leads to."""
    page = client.get("/sok/", {"q": asked, "ar": "2015"})
    return client.get(page.context["hits"][0].href)


@pytest.mark.parametrize(
    ("asked", "title", "kind"),
    [
        ("avstämning", "Avstämning", "Sida"),
        ("INLÄS", "Inläsning", "Sida"),
        ("byt lösenord", "Byt lösenord", "Sida"),
        ("telefoni", "Telefoni", "Tabell"),
        ("assets.computers", "Datorer och surfplattor", "Tabell"),
        ("sjukfrånvaro", "Sjukfrånvaro", "Tal"),
        ("årets resultat", "Årets resultat", "Tal"),
        ("datorer vimmerby", "Datorer, Vimmerby", "Tal"),
        ("vimmerby", "Vimmerby", "Medlem"),
        ("VIM", "Vimmerby", "Medlem"),
        ("1920", "1920 Bank", "Konto"),
        ("bank", "1920 Bank", "Konto"),
        ("A 1", "A 1", "Verifikation"),
        ("ver a2", "A 2", "Verifikation"),
        ("dator-007", "dator-007", "Inventarie"),
        ("DATOR-007", "dator-007", "Inventarie"),
        ("3", "3", "Ärende"),
        ("#3", "3", "Ärende"),
    ],
)
def test_what_is_asked_for_stands_first_and_opens(manager, asked, title, kind):
    assert hits(manager, asked)[0] == (title, kind)
    assert led_to(manager, asked).status_code == 200


def test_the_very_number_stands_alone_and_a_beginning_among_others(manager):
    assert hits(manager, "dator-007") == [("dator-007", "Inventarie")]
    beginning = hits(manager, "dator-00")
    assert len(beginning) == 6
    assert {kind for _, kind in beginning} == {"Inventarie"}


def test_a_ticket_and_an_asset_are_led_to_alone(manager):
    assert "ärende 3" in words(led_to(manager, "3")).casefold()
    assert "Vimmerby Telefon 1 Dator" in words(led_to(manager, "3"))
    assert "dator-008" not in words(led_to(manager, "dator-007"))


def test_a_member_economist_finds_the_members_own_records_and_no_others(signed_in):
    economist = signed_in("economist")

    assert hits(economist, "dator-007") == [("dator-007", "Inventarie")]
    assert ("server-1", "Inventarie") in hits(economist, "server-1")
    assert ("mobil-1", "Inventarie") not in hits(economist, "mobil-1")
    assert ("2", "Ärende") not in hits(economist, "2")
    assert hits(economist, "3")[0] == ("3", "Ärende")


def test_who_opens_no_records_finds_none(signed_in):
    administrator = signed_in("administrator")

    kinds = {
        kind
        for asked in ("dator-007", "3", "1920", "A 1")
        for _, kind in hits(administrator, asked)
    }

    assert kinds & {"Inventarie", "Ärende", "Konto", "Verifikation"} == set()


def test_a_forged_address_of_anothers_ticket_lists_nothing(signed_in):
    economist = signed_in("economist")

    page = economist.get(
        "/poster/?question=servicedesk.ticket&span=2015-03-02/2015-03-03&organisation=VIM&ticket=2"
    )

    assert page.context["list"].rows == ()


def test_people_are_found_by_who_administers_them_alone(signed_in, person):
    person("elected")

    assert ("elected", "En person") in hits(signed_in("administrator"), "elected")
    assert ("elected", "En person") not in hits(signed_in("manager"), "elected")


def test_only_the_pages_of_the_role_are_found(signed_in):
    elected = signed_in("elected")

    assert hits(elected, "inläsning") == []
    assert hits(elected, "personer") == []
    assert ("Mål och kontroll", "Sida") in hits(elected, "kontroll")


def test_the_part_has_the_same_hits_as_the_page(manager):
    page = manager.get("/sok/", {"q": "datorer", "ar": "2015"})
    part = manager.get("/sok/", {"q": "datorer", "ar": "2015", "del": "1"})

    assert "<html" not in part.content.decode()
    assert part.content.decode().count('role="option"') == len(page.context["hits"]) + 1
    assert [hit.href for hit in page.context["hits"]] == [hit.href for hit in part.context["hits"]]


@pytest.mark.parametrize(
    "asked", ["", "   ", "zzz", "%", "' OR 1=1 --", "\N{NO-BREAK SPACE}", "x" * 9000]
)
def test_what_nothing_is_called_finds_nothing_and_breaks_nothing(manager, asked):
    page = manager.get("/sok/", {"q": asked, "ar": "2015"})

    assert page.status_code == 200
    assert page.context["hits"] == ()


@pytest.mark.parametrize("told", ["", "nu", "99999999", "-1", "٢٠١٥"])
def test_a_year_that_is_none_is_the_newest(manager, told):
    page = manager.get("/sok/", {"q": "telefoni", "ar": told})

    assert page.context["hits"][0].href.startswith("/ar/2015/tabeller/")


def test_text_that_is_searched_for_is_never_markup(manager):
    for more in ({}, {"del": "1"}):
        page = manager.get("/sok/", {"q": "<b>fet</b>", "ar": "2015"} | more)
        assert "<b>fet" not in page.content.decode()


@pytest.mark.parametrize(
    "asked", ["datorer", "datorer vimmerby", "1920", "A 1", "dator-0", "zzz", "48213"]
)
def test_a_search_keeps_its_budget_of_questions(manager, asked):
    with CaptureQueriesContext(connection) as captured:
        manager.get("/sok/", {"q": asked, "ar": "2015", "del": "1"})

    assert len(asked_of(captured)) <= MOST_QUESTIONS, asked_of(captured)
