"""Who may open which address: every route of the product by every role, with what is answered."""

import pytest
from django.contrib.auth.models import User
from django.urls import URLPattern, get_resolver

from samdrift.annualreport.models import (
    Adoption,
    ChapterDraft,
    ChapterVersion,
    Edition,
    Explanation,
    PrintedFigure,
)
from samdrift.goals.models import Target
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership, PersonChange
from samdrift.plumbing.exchange.models import ImportRun
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.jobs.tests.given import MOMENT

ANONYMOUS, GUEST = "anonymous", None
ROLES = tuple(PersonRole.values)
VISITORS = (ANONYMOUS, GUEST, *ROLES)
IMPORTERS = APPROVERS = ("manager", "controller")

SPAN = "span=2015-12-31/2016-01-01"
HOLDINGS = f"question=assets.holdings&{SPAN}"
BOXHOLM = f"{HOLDINGS}&kind=computer&organisation=BOX"
VIMMERBY = f"{HOLDINGS}&kind=computer&organisation=VIM"
SERVERS = f"{HOLDINGS}&kind=server&location=Hallen"
ABSENCES = "question=staff.absences&span=2015-01-01/2016-01-01&group=all"

CLOSED = "servicedesk.resolution-times&{0}year=2015&{0}column=tickets"
CHANGED = f"table={CLOSED.format('')}&row=2015&then-table={CLOSED.format('then-')}&then-row=2014"


def only(*roles, others=404):
    """Answer some roles 200 and the other roles a page that is not there; an employee has none."""
    shut = {ANONYMOUS: 302, GUEST: 403, "employee": 302}
    return dict.fromkeys(ROLES, others) | dict.fromkeys(roles, 200) | shut


FOR_SIGNED_IN = only(*ROLES)
FOR_WHO_OPENS_RECORDS = only(*(set(ROLES) - {"administrator"}))
FOR_NO_SINGLE_MEMBER = only(*(set(ROLES) - {"administrator", "economist"}))
FOR_WHO_SEES_PERSONS = only("manager", "controller", "auditor")
FOR_IMPORTERS = only(*IMPORTERS)
FOR_WHO_READS_STATISTICS = only(
    "manager", "controller", "agent", "technician", "economist", "auditor"
)
FOR_ADMINISTRATORS = only("administrator")
FOR_NOBODY_SIGNED_IN = only()
FOR_SENDING_ONLY = ONLY_SENT = only() | dict.fromkeys(set(ROLES) - {"employee"}, 405)
FOR_WRITERS = FOR_IMPORTERS
FOR_ALL = dict.fromkeys(VISITORS, 200)
FOR_ALL_WHO_SIGN_IN = FOR_ALL | {ANONYMOUS: 302}
# What is sent: who approves is led on; to everybody else the address is not there.
SENDINGS = [
    ("/ar/2015/utgavor/granska/", {}),
    ("/ar/2015/utgavor/1/faststall/", {"decided_on": "2016-04-12", "paragraph": "14"}),
    (
        "/ar/2015/avstamning/tryckta/",
        {
            "form": "file",
            "scale": "tkr",
            "text": "table,row,column,printed\nledger.income-statement,result,2015,4",
        },
    ),
    ("/ar/2015/avstamning/tryckta/{printed}/", {"act": "explain", "reason": "Tryckfel."}),
    ("/ar/2015/avstamning/tryckta/{printed}/", {"act": "withdraw"}),
    ("/ar/2015/avstamning/tryckta/{printed}/", {"act": "remove"}),
    ("/ar/2015/mal/", {"key_figure": "tickets", "direction": "at-most", "value": "2"}),
    ("/ar/2015/mal/", {"act": "remove", "key_figure": "tickets"}),
    ("/ar/2015/nytt-kapitel/", {"title": "Eget", "within": ""}),
    ("/ar/2015/kapitel/summary/", {"title": "Kort", "body": "Ett.", "based_on": "0"}),
    ("/ar/2015/kapitel/summary/flytta/", {"direction": "down"}),
    ("/ar/2015/kapitel/summary/versioner/1/aterstall/", {}),
    ("/ar/2015/kapitel/summary/ta-bort/", {}),
]
# What is sent about people: who administers is led on; to everybody else it is not there.
ABOUT_PEOPLE = [
    ("/personer/ny/", {"given_name": "Kim", "name": "kim", "roles": ["elected"]}),
    ("/personer/{person}/", {"given_name": "Kim", "roles": ["elected"]}),
    ("/personer/{person}/engangslank/", {}),
    ("/personer/{person}/stang-av/", {}),
    ("/personer/{person}/oppna/", {}),
]  # fmt: skip

# Route, address, what each visitor is answered. A route without a line fails a test below.
DOORS = [
    ("", "/", only() | dict.fromkeys(set(ROLES) - {"employee"}, 302)),
    ("ar/<int:year>/", "/ar/2015/", FOR_SIGNED_IN),
    ("ar/<int:year>/rapport/", "/ar/2015/rapport/", FOR_SIGNED_IN),
    ("ar/<int:year>/mal/", "/ar/2015/mal/", FOR_SIGNED_IN),
    ("ar/<int:year>/medlem/<str:code>/", "/ar/2015/medlem/VIM/", FOR_SIGNED_IN),
    ("ar/<int:year>/medlem/<str:code>/", "/ar/2015/medlem/INGEN/", FOR_NOBODY_SIGNED_IN),
    ("sok/", "/sok/?q=datorer", FOR_SIGNED_IN),
    ("komponenter/", "/komponenter/", FOR_ADMINISTRATORS),
    ("personer/", "/personer/", FOR_ADMINISTRATORS),
    ("personer/ny/", "/personer/ny/", FOR_ADMINISTRATORS),
    ("personer/<int:user_id>/", "/personer/{person}/", FOR_ADMINISTRATORS),
    ("personer/<int:user_id>/", "/personer/999999999/", FOR_NOBODY_SIGNED_IN),
    ("personer/<int:user_id>/stang-av/", "/personer/{person}/stang-av/", FOR_SENDING_ONLY),
    ("personer/<int:user_id>/oppna/", "/personer/{person}/oppna/", FOR_SENDING_ONLY),
    ("personer/<int:user_id>/engangslank/", "/personer/{person}/engangslank/", FOR_SENDING_ONLY),
    ("losenord/", "/losenord/", FOR_ALL_WHO_SIGN_IN),
    (
        "valj-losenord/<int:user_id>/<str:token>/",
        "/valj-losenord/{person}/falsk/",
        dict.fromkeys(VISITORS, 410),
    ),
    (
        "ar/<int:year>/arsredovisning.<str:form>",
        "/ar/2015/arsredovisning.html",
        FOR_SIGNED_IN,
    ),
    ("ar/<int:year>/rapport/sok/", "/ar/2015/rapport/sok/?q=dator", FOR_SIGNED_IN),
    ("ar/<int:year>/kapitel/", "/ar/2015/kapitel/", FOR_SIGNED_IN),
    ("ar/<int:year>/nytt-kapitel/", "/ar/2015/nytt-kapitel/", ONLY_SENT),
    ("ar/<int:year>/kapitel/<str:key>/", "/ar/2015/kapitel/summary/", FOR_WRITERS),
    ("ar/<int:year>/kapitel/<str:key>/", "/ar/2015/kapitel/nothing/", FOR_NOBODY_SIGNED_IN),
    ("ar/<int:year>/kapitel/<str:key>/utkast/", "/ar/2015/kapitel/summary/utkast/", ONLY_SENT),
    ("ar/<int:year>/kapitel/<str:key>/infoga/", "/ar/2015/kapitel/summary/infoga/", FOR_WRITERS),
    ("ar/<int:year>/kapitel/<str:key>/flytta/", "/ar/2015/kapitel/summary/flytta/", ONLY_SENT),
    ("ar/<int:year>/kapitel/<str:key>/ta-bort/", "/ar/2015/kapitel/summary/ta-bort/", ONLY_SENT),
    (
        "ar/<int:year>/kapitel/<str:key>/versioner/",
        "/ar/2015/kapitel/summary/versioner/",
        FOR_SIGNED_IN,
    ),
    (
        "ar/<int:year>/kapitel/<str:key>/versioner/<int:number>/aterstall/",
        "/ar/2015/kapitel/summary/versioner/1/aterstall/",
        ONLY_SENT,
    ),
    ("ar/<int:year>/utgavor/", "/ar/2015/utgavor/", FOR_SIGNED_IN),
    ("ar/<int:year>/utgavor/granska/", "/ar/2015/utgavor/granska/", ONLY_SENT),
    (
        "ar/<int:year>/utgavor/<int:number>/faststall/",
        "/ar/2015/utgavor/1/faststall/",
        ONLY_SENT,
    ),
    ("ar/<int:year>/utgavor/skillnader/", "/ar/2015/utgavor/skillnader/", FOR_SIGNED_IN),
    ("ar/<int:year>/avstamning/", "/ar/2015/avstamning/", FOR_SIGNED_IN),
    ("ar/<int:year>/avstamning/tryckta/", "/ar/2015/avstamning/tryckta/", ONLY_SENT),
    (
        "ar/<int:year>/avstamning/tryckta/<int:printed_id>/",
        "/ar/2015/avstamning/tryckta/{printed}/",
        FOR_SIGNED_IN,
    ),
    ("ar/<int:year>/tabeller/", "/ar/2015/tabeller/", FOR_SIGNED_IN),
    (
        "ar/<int:year>/tabeller/<str:table_id>/",
        "/ar/2015/tabeller/staff.sick-leave/",
        FOR_SIGNED_IN,
    ),
    (
        "ar/<int:year>/tabeller/<str:table_id>.<tableformat:form>",
        "/ar/2015/tabeller/staff.sick-leave.csv",
        FOR_SIGNED_IN,
    ),
    (
        "figur/",
        "/figur/?table=staff.sick-leave&year=2015&row=all&column=absent-days",
        FOR_SIGNED_IN,
    ),
    (
        "forandring/",
        f"/forandring/?{CHANGED}",
        FOR_SIGNED_IN,
    ),
    ("poster/", f"/poster/?{VIMMERBY}", FOR_WHO_OPENS_RECORDS),
    ("poster/", f"/poster/?{BOXHOLM}", FOR_NO_SINGLE_MEMBER),
    ("poster/", f"/poster/?{SERVERS}", FOR_NO_SINGLE_MEMBER),
    ("poster/", f"/poster/?{HOLDINGS}&kind=computer", FOR_NO_SINGLE_MEMBER),
    ("poster/", f"/poster/?{ABSENCES}", FOR_WHO_SEES_PERSONS),
    ("poster/fil/", f"/poster/fil/?{VIMMERBY}&form=csv", FOR_WHO_OPENS_RECORDS),
    ("poster/fil/", f"/poster/fil/?{BOXHOLM}&form=csv", FOR_NO_SINGLE_MEMBER),
    ("poster/fil/", f"/poster/fil/?{BOXHOLM}&form=xlsx", FOR_NO_SINGLE_MEMBER),
    ("poster/fil/", f"/poster/fil/?{ABSENCES}&form=csv", FOR_NOBODY_SIGNED_IN),
    ("poster/fil/", f"/poster/fil/?{ABSENCES}&form=xlsx", FOR_NOBODY_SIGNED_IN),
    ("arenden/statistik/", "/arenden/statistik/", FOR_WHO_READS_STATISTICS),
    (
        "arenden/statistik/fil/",
        "/arenden/statistik/fil/?period=2015&tabell=servicedesk.inflow&form=csv",
        FOR_WHO_READS_STATISTICS,
    ),
    ("vaxel/", "/vaxel/", FOR_WHO_READS_STATISTICS),
    ("inlasning/", "/inlasning/", FOR_IMPORTERS),
    ("inlasning/historik/", "/inlasning/historik/", FOR_IMPORTERS),
    ("inlasning/<int:number>/", "/inlasning/{run}/", FOR_IMPORTERS),
    ("inlasning/<int:number>/", "/inlasning/999999999/", FOR_NOBODY_SIGNED_IN),
    ("inlasning/<int:number>/angra/", "/inlasning/{run}/angra/", FOR_SENDING_ONLY),
    ("inlasning/paket/<slug:token>/", "/inlasning/paket/kvitto/", FOR_IMPORTERS),
    ("inlasning/paket/<slug:token>/", "/inlasning/paket/annat/", FOR_NOBODY_SIGNED_IN),
    ("inlasning/paket/<slug:token>/las-in/", "/inlasning/paket/kvitto/las-in/", FOR_SENDING_ONLY),
    ("inlasning/paket/<slug:token>/avbryt/", "/inlasning/paket/kvitto/avbryt/", FOR_SENDING_ONLY),
    (
        "inlasning/paket/<slug:token>/fel.<str:form>",
        "/inlasning/paket/kvitto/fel.xlsx",
        FOR_NOBODY_SIGNED_IN,
    ),
    ("logga-in/", "/logga-in/", FOR_ALL),
    ("logga-ut/", "/logga-ut/", dict.fromkeys(VISITORS, 405)),
    ("utseende/", "/utseende/", FOR_ALL),
]


def routes(patterns, before=""):
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def test_every_route_has_its_line():
    assert {route for route, _, _ in DOORS} == set(routes(get_resolver().url_patterns))


@pytest.mark.parametrize("visitor", VISITORS)
def test_everybody_is_answered_as_the_lines_say(year, approved, person, client, visitor):
    if visitor != ANONYMOUS:
        client.force_login(person(visitor))

    told = {"token": "kvitto", "source": "ett-ar.zip", "is_loose": False}
    jobs.ask(key="preview-kvitto", kind="exchange.preview", told=told, asked_by="", at=MOMENT)
    run = ImportRun.objects.get().pk
    somebody = User.objects.create_user("somebody").pk

    answers = {}
    for _, address, _ in DOORS:
        answer = client.get(address.format(run=run, printed=approved, person=somebody))
        answers[address] = answer.status_code
        if answer.streaming:  # Read to its end, which closes its file and not the database.
            b"".join(answer.streaming_content)

    assert answers == {address: expected[visitor] for _, address, expected in DOORS}


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


def without_a_door(visitor):
    """Return what somebody is answered where there is nothing for them."""
    if visitor == ANONYMOUS:
        return 302
    if visitor == "employee":
        return 302
    return 403 if visitor == GUEST else 404


def written():
    """Return how much has been approved, printed, signed, set and written."""
    kept = (Edition, Adoption, PrintedFigure, Explanation, Target, ChapterVersion, ChapterDraft)
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
