"""Who may open which address: every route of the product by every role, with what is answered."""

import pytest
from django.contrib.auth.models import User
from django.urls import URLPattern, get_resolver
from tests.web.desks import attach, draft_guide, person_with, published_guide, register

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
FOR_TABLES_OF_THE_YEAR = only() | dict.fromkeys(
    ("manager", "controller", "auditor", "economist", "agent", "technician", "employee"), 302
)
FOR_NOBODY_SIGNED_IN = only()
FOR_SENDING_ONLY = ONLY_SENT = only() | dict.fromkeys(set(ROLES) - {"employee"}, 405)
FOR_WRITERS = FOR_IMPORTERS
FOR_WHO_READ_TICKETS = only("manager", "controller", "auditor", "agent", "technician", "economist")
FOR_WHO_READ_EVERY_TICKET = only("manager", "controller", "auditor", "agent", "technician")
FOR_WHO_WORK_TICKETS = only("manager", "agent", "technician")
FOR_WHO_READ_SECRETS = only("manager")
# In the portal only the employee of the test is known as a person; the rest are told so.
FOR_REQUESTERS = dict.fromkeys(VISITORS, 403) | {ANONYMOUS: 302, "employee": 200}
FOR_NO_REQUESTER = FOR_REQUESTERS | {"employee": 404}
# What is only sent says so before it asks who somebody is.
SENT_IN_THE_PORTAL = dict.fromkeys(VISITORS, 405) | {ANONYMOUS: 302}
FOR_CHANGE_READERS = only("manager", "controller", "agent", "technician", "auditor")
FOR_CHANGE_WORKERS = only("manager", "agent", "technician")
FOR_ALL = dict.fromkeys(VISITORS, 200)
FOR_ALL_WHO_SIGN_IN = FOR_ALL | {ANONYMOUS: 302}
FOR_DESK = only("manager", "agent", "technician", "controller", "auditor")
FOR_WORKERS = only("manager", "agent", "technician")
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

# The interface of other systems asks everybody for a token, whoever has signed in.
THE_INTERFACE = [
    ("openapi.json", "openapi.json", 200),
    ("api-info", "api-info", 200),
    ("", "", 404),
    ("<path:rest>", "nothing", 404),
    ("tickets", "tickets", 401),
    ("tickets/<number>", "tickets/10001", 401),
    ("tickets/<number>/messages", "tickets/10001/messages", 405),
    ("tickets/<number>/solution", "tickets/10001/solution", 405),
    ("tickets/<number>/verification", "tickets/10001/verification", 405),
    ("tickets/<number>/reopening", "tickets/10001/reopening", 405),
    ("tickets/<number>/opinion", "tickets/10001/opinion", 405),
    ("tickets/<number>/files/<place>", "tickets/10001/files/1", 401),
    ("persons", "persons?words=karin", 401),
    ("guides", "guides", 401),
    ("guides/<key>", "guides/byt-losenord", 401),
]

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
    (
        "senaste/<str:key>/",
        "/senaste/reporting.tables/",
        FOR_TABLES_OF_THE_YEAR,
    ),
    ("senaste/<str:key>/", "/senaste/servicedesk.desk/", FOR_NOBODY_SIGNED_IN),
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
    *(
        (f"api/v1/{route}", f"/api/v1/{address}", dict.fromkeys(VISITORS, status))
        for route, address, status in THE_INTERFACE
    ),
    ("hjalp/omdome/<str:token>/", "/hjalp/omdome/falsk/", dict.fromkeys(VISITORS, 410)),
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
    ("arenden/", "/arenden/", FOR_WHO_READ_TICKETS),
    ("arenden/nytt/", "/arenden/nytt/", FOR_WHO_WORK_TICKETS),
    ("arenden/personer/", "/arenden/personer/?q=ka", FOR_WHO_WORK_TICKETS),
    ("arenden/person/<int:person_id>/", "/arenden/person/{karin}/", FOR_WHO_WORK_TICKETS),
    (
        "arenden/person/<int:person_id>/<slug:name>/",
        "/arenden/person/{karin}/anteckna/",
        FOR_SENDING_ONLY,
    ),
    ("arenden/puls/", "/arenden/puls/", FOR_WHO_READ_TICKETS),
    ("arenden/puls/", "/arenden/puls/?ticket={secret}", FOR_WHO_READ_SECRETS),
    ("arenden/flera/", "/arenden/flera/", FOR_SENDING_ONLY),
    ("arenden/angra/<slug:batch>/", "/arenden/angra/abc/", FOR_SENDING_ONLY),
    ("arenden/utkast/", "/arenden/utkast/", FOR_SENDING_ONLY),
    ("arenden/textblock/", "/arenden/textblock/", FOR_WHO_WORK_TICKETS),
    ("arenden/guider/", "/arenden/guider/", FOR_WHO_WORK_TICKETS),
    ("arenden/guider/ny/", "/arenden/guider/ny/", FOR_WHO_WORK_TICKETS),
    ("arenden/guider/<slug:key>/", "/arenden/guider/utkast/", FOR_WHO_WORK_TICKETS),
    ("arenden/min-dag/", "/arenden/min-dag/", FOR_WHO_WORK_TICKETS),
    ("arenden/vyer/", "/arenden/vyer/", FOR_SENDING_ONLY),
    ("arenden/vyer/<int:view_id>/ta-bort/", "/arenden/vyer/1/ta-bort/", FOR_SENDING_ONLY),
    ("arenden/<str:number>/", "/arenden/{ticket}/", FOR_WHO_READ_TICKETS),
    ("arenden/<str:number>/", "/arenden/{secret}/", FOR_WHO_READ_SECRETS),
    ("arenden/<str:number>/", "/arenden/1/", FOR_WHO_READ_EVERY_TICKET),
    ("arenden/<str:number>/", "/arenden/finns-inte/", FOR_NOBODY_SIGNED_IN),
    ("arenden/<str:number>/<slug:name>/", "/arenden/{ticket}/svara/", FOR_SENDING_ONLY),
    (
        "arenden/<str:number>/fil/<int:file_id>/",
        "/arenden/{secret}/fil/{file}/",
        FOR_WHO_READ_SECRETS,
    ),
    (
        "arenden/<str:number>/fil/<int:file_id>/",
        "/arenden/{ticket}/fil/{file}/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "hjalp/arenden/<str:number>/fil/<int:file_id>/",
        "/hjalp/arenden/{secret}/fil/{file}/",
        FOR_REQUESTERS,
    ),
    (
        "hjalp/arenden/<str:number>/fil/<int:file_id>/",
        "/hjalp/arenden/{ticket}/fil/{file}/",
        FOR_NO_REQUESTER,
    ),
    ("hjalp/", "/hjalp/", FOR_REQUESTERS),
    ("hjalp/anmal/", "/hjalp/anmal/", FOR_REQUESTERS),
    ("hjalp/anmal/<str:number>/tack/", "/hjalp/anmal/{secret}/tack/", FOR_REQUESTERS),
    ("hjalp/forslag/", "/hjalp/forslag/?q=dator", FOR_REQUESTERS),
    ("hjalp/arenden/", "/hjalp/arenden/", FOR_REQUESTERS),
    ("hjalp/arenden/<str:number>/", "/hjalp/arenden/{secret}/", FOR_REQUESTERS),
    ("hjalp/arenden/<str:number>/", "/hjalp/arenden/{ticket}/", FOR_NO_REQUESTER),
    ("hjalp/arenden/<str:number>/", "/hjalp/arenden/finns-inte/", FOR_NO_REQUESTER),
    (
        "hjalp/arenden/<str:number>/<slug:name>/",
        "/hjalp/arenden/{secret}/svara/",
        SENT_IN_THE_PORTAL,
    ),
    ("hjalp/guider/", "/hjalp/guider/", FOR_REQUESTERS),
    ("hjalp/guider/<slug:key>/", "/hjalp/guider/byt-losenord/", FOR_REQUESTERS),
    ("hjalp/guider/<slug:key>/", "/hjalp/guider/utkast/", FOR_NO_REQUESTER),
    ("hjalp/guider/<slug:key>/svar/", "/hjalp/guider/byt-losenord/svar/", SENT_IN_THE_PORTAL),
    ("problem/", "/problem/", FOR_DESK),
    ("problem/nytt/", "/problem/nytt/", FOR_WORKERS),
    ("problem/lanka/", "/problem/lanka/?arende=inget", FOR_NOBODY_SIGNED_IN),
    ("problem/<int:number>/", "/problem/999999999/", FOR_NOBODY_SIGNED_IN),
    ("problem/<int:number>/<slug:name>/", "/problem/1/los/", ONLY_SENT),
    ("storningar/", "/storningar/", FOR_DESK),
    ("storningar/ny/", "/storningar/ny/", FOR_WORKERS),
    ("storningar/lanka/", "/storningar/lanka/?arende=inget", FOR_NOBODY_SIGNED_IN),
    ("storningar/<int:disturbance_id>/", "/storningar/999999999/", FOR_NOBODY_SIGNED_IN),
    (
        "storningar/<int:disturbance_id>/andra/",
        "/storningar/999999999/andra/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "storningar/<int:disturbance_id>/rapport/",
        "/storningar/999999999/rapport/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "storningar/<int:disturbance_id>/gor/<slug:name>/",
        "/storningar/1/gor/uppdatera/",
        ONLY_SENT,
    ),
    ("status/", "/status/", FOR_ALL),
    ("status/flode.xml", "/status/flode.xml", FOR_ALL),
    ("status/<int:disturbance_id>/", "/status/999999999/", dict.fromkeys(VISITORS, 404)),
    ("status/<int:disturbance_id>/folj/", "/status/1/folj/", dict.fromkeys(VISITORS, 405)),
    ("status/bekrafta/<str:token>/", "/status/bekrafta/falsk/", FOR_ALL),
    ("status/sluta/<str:token>/", "/status/sluta/falsk/", FOR_ALL),
    ("andringar/", "/andringar/", FOR_CHANGE_READERS),
    ("andringar/ny/", "/andringar/ny/", FOR_CHANGE_WORKERS),
    ("andringar/rad/", "/andringar/rad/", FOR_CHANGE_READERS),
    ("andringar/kalender/", "/andringar/kalender/", FOR_CHANGE_READERS),
    ("andringar/kalender/prenumerera/", "/andringar/kalender/prenumerera/", ONLY_SENT),
    (
        "andringar/kalender/<str:token>.ics",
        "/andringar/kalender/falsk.ics",
        dict.fromkeys(VISITORS, 404),
    ),
    ("andringar/regler/", "/andringar/regler/", only("manager")),
    ("andringar/regler/<slug:name>/", "/andringar/regler/ny-regel/", ONLY_SENT),
    ("andringar/uppfoljning/<int:year>/", "/andringar/uppfoljning/2015/", FOR_CHANGE_READERS),
    # What a change that exists answers each role stands in test_changes.
    ("andringar/<str:number>/", "/andringar/C-99/", FOR_NOBODY_SIGNED_IN),
    ("andringar/<str:number>/skriv-om/", "/andringar/C-99/skriv-om/", FOR_NOBODY_SIGNED_IN),
    ("andringar/<str:number>/<slug:name>/", "/andringar/C-99/propose/", ONLY_SENT),
    ("logga-in/", "/logga-in/", FOR_ALL),
    ("logga-ut/", "/logga-ut/", dict.fromkeys(VISITORS, 405)),
    ("utseende/", "/utseende/", FOR_ALL),
]


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
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def test_every_route_has_its_line():
    assert {route for route, _, _ in DOORS} == set(routes(get_resolver().url_patterns))


@pytest.mark.parametrize("visitor", VISITORS)
def test_everybody_is_answered_as_the_lines_say(
    year, approved, person, client, visitor, files_of_its_own
):
    if visitor != ANONYMOUS:
        client.force_login(person(visitor))

    told = {"token": "kvitto", "source": "ett-ar.zip", "is_loose": False}
    jobs.ask(key="preview-kvitto", kind="exchange.preview", told=told, asked_by="", at=MOMENT)
    run = ImportRun.objects.get().pk
    somebody = User.objects.create_user("somebody").pk

    told = {"run": run, "printed": approved, "person": somebody} | at_the_desk(visitor)
    answers = {}
    for _, address, _ in DOORS:
        answer = client.get(address.format(**told))
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
