"""Every page of the product is looked at in a browser: shown there by name, or excused by name."""

from collections import defaultdict
from urllib.parse import urlsplit

from django.urls import get_resolver, resolve
from tests.web import showing
from tests.web.test_doors import DOORS, routes

EXCUSED = {
    # What leads on, and is never looked at.
    "": "leads to the newest year, or the desk",
    "investeringar/": "leads to the newest year",
    "bokforing/": "leads to the newest year",
    "bokforing/fil/<int:paper_id>/": "a file",
    "granskning/<int:year>/granskningsfil.zip": "a file",
    **dict.fromkeys(
        (
            "bokforing/<int:year>/ny/",
            "bokforing/<int:year>/perioder/",
            "bokforing/<int:year>/forslag/",
            "bokforing/<int:year>/periodiseringar/",
            "bokforing/<int:year>/skillnader/",
            "granskning/stickprov/<int:sample_id>/",
        ),
        "is of books kept here, or taken in again, which the demo has none of: walked past instead",
    ),
    "budget/": "leads to the newest year",
    "inventarier/hitta/": "leads to the thing of a tag",
    "senaste/<str:key>/": "leads to a page of the newest year",
    "inlasning/paket/<slug:token>/": "is looked at where a package is sent",
    "logga-in/med/<slug:key>/": "leads to a provider",
    "logga-in/svar/<slug:key>/": "takes a provider's answer, and leads on",
    "logga-in/kod/": "is asked for between two steps, and walked past where one signs in",
    "logga-in/starkare/": "is for whose role demands more, and walked past where one signs in",
    # Files.
    "ar/<int:year>/arsredovisning.<str:form>": "a file",
    "ar/<int:year>/tabeller/<str:table_id>.<tableformat:form>": "a file",
    "poster/fil/": "a file",
    "fakturor/<int:number>/paminnelse/": "a file",
    "kostnadsmodell/<int:run_id>/allt.csv": "a file",
    "andringar/kalender/<str:token>.ics": "a file",
    "arenden/statistik/fil/": "a file",
    "arenden/<str:number>/fil/<int:file_id>/": "a file",
    "hjalp/arenden/<str:number>/fil/<int:file_id>/": "a file",
    "hjalp/boka/<int:booking_id>/bokad-tid.ics": "a file",
    "status/flode.xml": "a file",
    "arenden/namnd/antal/": "a number, told in every frame",
    "inventarier/fil/<slug:form>/": "a file",
    "debitering/verifikationer/<int:year>-<int:number>/<slug:kind>/": "a file",
    "fakturor/<int:number>/e-faktura/": "a file",
    "fakturor/<int:number>/pdf/": "a file",
    "inventarier/plan/orderlista/": "a file",
    "inventarier/miljo/fil/": "a file",
    "inventarier/jamfor/<int:list_id>/fil/": "a file",
    "inventarier/bestallningar/orderlista/": "a file",
    "inventarier/falt/arbetare.js": "a script that keeps the field's pages",
    "inventarier/falt/saker/": "things, told to the field's page",
    "inventarier/falt/lage/": "how the field's page stands, told to it",
    "inventarier/las-in/<int:import_id>/fel/": "a file",
    "gallring/<int:wiping_id>/protokoll.<str:form>": "a file",
    "gallring/de-som-slutat/<int:protocol_id>.csv": "a file",
    "inventarier/papper/<int:paper_id>/": "a file",
    "inlasning/paket/<slug:token>/fel.<str:form>": "a file",
    "kostnader/<str:code>/<int:year>/allt.zip": "a file",
    "personuppgifter/register.csv": "a file",
    "ar/<int:year>/bokforing.se": "a file",
    "anlaggningar/registret.csv": "a file",
    "ar/<int:year>/bokslut/poster.<str:kind>": "a file",
    "ar/<int:year>/bokslut/avstamning/<int:pk>/": "a file",
    "anlaggningar/manader/<int:year>-<int:number>.<str:kind>": "a file",
    # For machines, which look at no page.
    "halsa/": "answers machines",
    "halsa/redo/": "answers machines",
    "metrics": "answers machines",
    "scim/v2/ServiceProviderConfig": "answers machines",
    "scim/v2/ResourceTypes": "answers machines",
    "scim/v2/Schemas": "answers machines",
    "scim/v2/Users": "answers machines",
    "scim/v2/Users/<str:key>": "answers machines",
    "scim/v2/Groups": "answers machines",
    "scim/v2/Groups/<str:key>": "answers machines",
    # For agents, which look at no page.
    "inventering/": "answers agents",
    "inventering/<str:key>/": "answers agents",
    # Pieces that pages ask for, and which are looked at there.
    "arenden/personer/": "a piece of the page where a call is taken down",
    "arenden/puls/": "a piece of the desk",
    "arenden/samtal/": "a piece of the desk",
    "hjalp/forslag/": "a piece of the portal",
}
"""Addresses that answer and are no pages to look at by themselves, with the reason of each."""


def looked_at():
    """Return the routes of every page that is shown; any number or key leads to the same."""
    any_key = defaultdict(lambda: "1")
    paths = [path for pages in showing.PAGES.values() for path in pages.values()]
    return {resolve(urlsplit(path.format_map(any_key)).path).route for path in paths}


def test_every_page_is_looked_at_or_excused_by_name():
    only_sent = {route for route, _, answers in DOORS if 405 in answers.values()}
    there = {route for route, _ in routes(get_resolver().url_patterns)}
    pages = {route for route in there - only_sent if not route.startswith("api/")}

    assert pages - looked_at() == EXCUSED.keys()


def test_nothing_is_excused_that_is_looked_at():
    assert looked_at() & EXCUSED.keys() == set()
