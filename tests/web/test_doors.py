"""Who may open which address: every route of the product by every role, with what is answered.

Each app tells of its own doors beside its tests, in `tests/doors.py`: `DOORS` holds a route, an
address and what each visitor is answered there.
"""

import importlib
from collections import defaultdict
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver
from tests.web.budget import MOST_QUESTIONS, asked_of
from tests.web.desks import attach, draft_guide, person_with, published_guide, register

import samdrift
from samdrift.agreements.tests import given as agreed
from samdrift.annualreport.models import (
    Adoption,
    ChapterDraft,
    ChapterVersion,
    Edition,
    Explanation,
    PrintedFigure,
    PrintedReport,
)
from samdrift.annualreport.tests.doors import SENDINGS
from samdrift.annualreport.work import make_ready
from samdrift.auditing.tests import given as audited
from samdrift.billing.tests.given import a_month_of
from samdrift.bookkeeping.tests import given as booked
from samdrift.budget.tests import given as budgets
from samdrift.capital.tests import given as fixed
from samdrift.catalogue.tests import given as catalogue
from samdrift.costing.tests import given as costs
from samdrift.goals.models import Target
from samdrift.parties.models import Membership, PersonChange
from samdrift.parties.tests.doors import ABOUT_PEOPLE
from samdrift.parties.tests.visitors import ANONYMOUS, APPROVERS, GUEST, VISITORS, without_a_door
from samdrift.plumbing.exchange.models import ImportRun
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.jobs.tests.given import MOMENT
from samdrift.reporting.tests.doors import BOXHOLM


def told_by_apps():
    """Return what stands beside the tests of every app: its package, and its doors."""
    house = Path(samdrift.__file__).parent
    for path in sorted(house.rglob("tests/doors.py")):
        package = ".".join(["samdrift", *path.parent.parent.relative_to(house).parts])
        yield package, importlib.import_module(f"{package}.tests.doors").DOORS


DOORS_OF = dict(told_by_apps())
DOORS = [door for doors in DOORS_OF.values() for door in doors]


def at_the_desk(visitor):
    """Have a ticket of a member's and a secret one of the employee's, and two guides."""
    user = User.objects.filter(username="employee").first() if visitor == "employee" else None
    karin = person_with("karin", "Karin", organisation="VIM", user=user)
    ticket = register("Skrivaren svarar inte", organisation="VIM")
    secret = register("Hot mot en skola", organisation="VIM", person=karin, is_secret=True)
    published_guide("Byt lösenord")
    draft_guide("Utkast")
    file = attach(secret, "hot.png", b"\x89PNG\r\n\x1a\n")
    told = {"ticket": ticket.number, "secret": secret.number, "file": file}
    return told | {"karin": karin.pk}


def routes(patterns, before=""):
    """Return every route below some patterns, with the module that answers it."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback.__module__
        else:
            yield from routes(pattern.url_patterns, route)


HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer says, at least in its beginning, whoever asks and whatever is answered."""


def unsaid(answer):
    """Return the headers that an answer lacks or that say less, and cookies that say too little."""
    lacking = {
        name: answer.headers.get(name)
        for name, begins in HEADERS.items()
        if not answer.headers.get(name, "").startswith(begins)
    }
    open_to_scripts = [
        name for name, cookie in answer.cookies.items() if cookie.value and not cookie["httponly"]
    ]
    return [*lacking, *open_to_scripts]


def test_every_route_has_its_line():
    there = {route for route, _ in routes(get_resolver().url_patterns)}

    assert {route for route, _, _ in DOORS} == there


def test_every_line_stands_beside_the_tests_of_whoever_answers():
    answering = dict(routes(get_resolver().url_patterns))
    standing = {route: package for package, doors in DOORS_OF.items() for route, _, _ in doors}

    strange = {
        route: package
        for route, package in standing.items()
        if answering[route].startswith("samdrift.")  # A library answers for the interface.
        and not answering[route].startswith(f"{package}.")
    }

    assert strange == {}


@pytest.mark.parametrize("visitor", VISITORS)
def test_everybody_is_answered_as_the_lines_say_with_few_questions(
    year, approved, person, client, visitor, files_of_its_own
):
    if visitor != ANONYMOUS:
        client.force_login(person(visitor))

    told = {"token": "kvitto", "source": "ett-ar.zip", "is_loose": False}
    jobs.ask(key="preview-kvitto", kind="exchange.preview", told=told, asked_by="", at=MOMENT)
    run = ImportRun.objects.get().pk
    somebody = User.objects.create_user("somebody").pk

    told = {"run": run, "printed": approved, "person": somebody} | at_the_desk(visitor)
    option = catalogue.workplace()
    told["price_list"] = catalogue.published(option).pk
    told["line"] = a_month_of("computer.pupil", option)
    costs.model(option.service_id, accounts="3010")
    told["cost_run"] = costs.reckoned().pk
    told["agreement"] = agreed.signed().pk
    fixed.bought(fixed.group())
    told["posted"], told["posted_paper"] = booked.at_work()
    told["sample"] = audited.drawn().pk
    told["loan"], told["lease"] = fixed.borrowed().pk, fixed.leased().pk
    told["investment"] = fixed.planned("2015", budget=1).pk
    budgets.planned(budgets.begun(), 1)
    make_ready(at=MOMENT)
    answers, questions, headers = {}, {}, {}
    for _, address, _ in DOORS:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address.format(**told))
            if answer.streaming:  # Read to its end, which closes its file and not the database.
                b"".join(answer.streaming_content)
        answers[address], questions[address] = answer.status_code, len(asked_of(asked))
        headers[address] = unsaid(answer)

    assert answers == {address: expected[visitor] for _, address, expected in DOORS}
    assert {address: n for address, n in questions.items() if n > MOST_QUESTIONS} == {}
    assert {address: missing for address, missing in headers.items() if missing} == {}


REFUSED = frozenset({302, 403, 404, 405})
WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.mark.parametrize(
    "visitor", [ANONYMOUS, GUEST, "employee", "elected", "economist", "administrator"]
)
def test_who_may_not_open_an_address_may_not_send_to_it_either(
    year, approved, person, client, visitor
):
    if visitor != ANONYMOUS:
        client.force_login(person(visitor))
    somebody = User.objects.create_user("somebody").pk
    told = {"run": 1, "printed": approved, "person": somebody} | at_the_desk(visitor)
    any_other = defaultdict(lambda: 1, told)
    shut = {
        address.format_map(any_other)
        for _, address, expected in DOORS
        if expected[visitor] in REFUSED - {405}
    }
    answers, written = {}, {}
    for address in sorted(shut):
        with CaptureQueriesContext(connection) as asked:
            answers[address] = client.post(address, {"name": "x", "text": "x"}).status_code
        statements = [each["sql"] for each in asked.captured_queries]
        written[address] = [sql for sql in statements if sql.startswith(WRITES)]

    assert len(shut) > 60
    assert {address: n for address, n in answers.items() if n not in REFUSED} == {}
    assert {address: sql for address, sql in written.items() if sql} == {}


@pytest.mark.parametrize("visitor", VISITORS)
def test_only_who_approves_may_send_and_the_rest_change_nothing(
    year, approved, person, client, visitor
):
    if visitor != ANONYMOUS:
        client.force_login(person(visitor))
    before = written()

    answers = {
        client.post(address.format(printed=approved), told).status_code
        for address, told in SENDINGS
    }

    if visitor in APPROVERS:
        assert answers <= {302, 409}
        assert written() != before
        return
    assert answers == {without_a_door(visitor)}
    assert written() == before


def written():
    """Return how much has been approved, printed, signed, set and written."""
    printed = (PrintedFigure, PrintedReport, Explanation)
    kept = (Edition, Adoption, *printed, Target, ChapterVersion, ChapterDraft)
    return [model.objects.count() for model in kept]


@pytest.mark.parametrize("visitor", VISITORS)
def test_only_who_administers_may_send_about_people_and_the_rest_change_nothing(
    year, person, client, visitor
):
    if visitor != ANONYMOUS:
        client.force_login(person(visitor))
    somebody = User.objects.create_user("somebody", is_active=True).pk
    before = list(User.objects.order_by("pk").values()), list(Membership.objects.values())

    answers = {
        client.post(address.format(person=somebody), told).status_code
        for address, told in ABOUT_PEOPLE
    }

    after = list(User.objects.order_by("pk").values()), list(Membership.objects.values())
    if visitor == "administrator":
        assert answers == {302, 200}
        assert PersonChange.objects.filter(user_id=somebody).count() >= 4
        return
    assert answers == {without_a_door(visitor)}
    assert [{**each, "last_login": None} for each in after[0]] == [
        {**each, "last_login": None} for each in before[0]
    ]
    assert after[1] == before[1]


def test_an_anonymous_visitor_is_led_to_sign_in_and_back(year, client):
    assert client.get("/ar/2015/").headers["Location"] == "/logga-in/?next=/ar/2015/"


def test_a_refusal_and_what_is_not_there_look_the_same(signed_in):
    economist = signed_in("economist")

    refused = economist.get(f"/poster/?{BOXHOLM}")
    absent = economist.get("/poster/?question=assets.nothing&span=2015-12-31/2016-01-01")

    def without_the_address(page):
        text = page.content.decode()
        start = text.index('<footer class="foot">')
        return text[:start].split("csrfmiddlewaretoken")[0], page.status_code

    assert without_the_address(refused) == without_the_address(absent)


def test_whoever_has_no_role_is_told_so_and_sees_no_figure(year, person, client):
    client.force_login(person(GUEST))

    page = client.get("/ar/2015/").content.decode()

    assert "Du har ingen roll än" in page
    assert "/figur/" not in page
    assert "/tabeller/" not in page


def test_a_figure_that_tells_of_persons_is_shown_without_its_records(signed_in):
    elected = signed_in("elected")

    page = elected.get("/figur/?table=staff.sick-leave&year=2015&row=all&column=absent-days")

    assert page.status_code == 200
    assert "Posterna är inte dina att öppna." in page.content.decode()
    assert "P01-1" not in page.content.decode()
    assert "/poster/" not in page.content.decode()


def test_a_report_that_is_carried_away_holds_no_address_its_reader_may_not_open(signed_in):
    elected = signed_in("elected")

    file = elected.get("/ar/2015/arsredovisning.html").content.decode()

    assert "question=staff.absences" not in file
