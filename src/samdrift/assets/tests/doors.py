"""Who may open the addresses of the register."""

from samdrift.parties.tests.visitors import (
    FOR_DESK_WORKERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
    only,
)

FOR_READERS = only("manager", "agent", "technician", "controller", "auditor", "economist")

DOORS = [
    ("inventarier/", "/inventarier/", FOR_READERS),
    ("inventarier/fil/<slug:form>/", "/inventarier/fil/csv/", FOR_READERS),
    (
        "inventarier/hitta/",
        "/inventarier/hitta/",
        FOR_READERS
        | dict.fromkeys(
            ("manager", "agent", "technician", "controller", "auditor", "economist"), 302
        ),
    ),
    ("inventarier/lan/", "/inventarier/lan/", FOR_DESK_WORKERS),
    ("inventarier/lan/<slug:name>/", "/inventarier/lan/avboka/", FOR_SENDING_ONLY),
    ("inventarier/leasing/", "/inventarier/leasing/", FOR_READERS),
    (
        "inventarier/leasing/inventarier/",
        "/inventarier/leasing/inventarier/",
        FOR_SENDING_ONLY,
    ),
    ("inventarier/plan/", "/inventarier/plan/", FOR_READERS),
    ("inventarier/plan/orderlista/", "/inventarier/plan/orderlista/", FOR_READERS),
    ("inventarier/bestallningar/", "/inventarier/bestallningar/", FOR_READERS),
    ("inventarier/bestallningar/ny/", "/inventarier/bestallningar/ny/", FOR_DESK_WORKERS),
    (
        "inventarier/bestallningar/av-planen/",
        "/inventarier/bestallningar/av-planen/",
        FOR_SENDING_ONLY,
    ),
    (
        "inventarier/bestallningar/orderlista/",
        "/inventarier/bestallningar/orderlista/",
        FOR_READERS,
    ),
    ("inventarier/bestallningar/modeller/", "/inventarier/bestallningar/modeller/", FOR_READERS),
    (
        "inventarier/bestallningar/modeller/bort/",
        "/inventarier/bestallningar/modeller/bort/",
        FOR_SENDING_ONLY,
    ),
    (
        "inventarier/bestallningar/<int:order_id>/",
        "/inventarier/bestallningar/0/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "inventarier/bestallningar/<int:order_id>/ta-emot/<int:line_id>/",
        "/inventarier/bestallningar/0/ta-emot/0/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "inventarier/bestallningar/<int:order_id>/<slug:name>/",
        "/inventarier/bestallningar/0/godkann/",
        FOR_SENDING_ONLY,
    ),
    ("inventarier/falt/", "/inventarier/falt/", FOR_DESK_WORKERS),
    ("inventarier/falt/arbetare.js", "/inventarier/falt/arbetare.js", FOR_DESK_WORKERS),
    ("inventarier/falt/lage/", "/inventarier/falt/lage/", FOR_DESK_WORKERS),
    ("inventarier/falt/saker/", "/inventarier/falt/saker/?organisation=KIN", FOR_DESK_WORKERS),
    ("inventarier/falt/skicka/", "/inventarier/falt/skicka/", FOR_SENDING_ONLY),
    ("inventarier/jamfor/", "/inventarier/jamfor/", FOR_DESK_WORKERS),
    ("inventarier/jamfor/<int:list_id>/", "/inventarier/jamfor/0/", FOR_NOBODY_SIGNED_IN),
    (
        "inventarier/jamfor/<int:list_id>/fil/",
        "/inventarier/jamfor/0/fil/",
        FOR_NOBODY_SIGNED_IN,
    ),
    ("inventarier/miljo/", "/inventarier/miljo/", FOR_READERS),
    ("inventarier/miljo/fil/", "/inventarier/miljo/fil/?ar=2026", FOR_READERS),
    ("inventarier/nya/", "/inventarier/nya/", FOR_DESK_WORKERS),
    ("inventarier/steg/", "/inventarier/steg/", FOR_DESK_WORKERS),
    ("inventarier/gjort/<slug:stroke>/", "/inventarier/gjort/inget/", FOR_DESK_WORKERS),
    ("inventarier/angra/", "/inventarier/angra/", FOR_SENDING_ONLY),
    ("inventarier/kvitto/<slug:stroke>/", "/inventarier/kvitto/inget/", FOR_NOBODY_SIGNED_IN),
    (
        "inventarier/papper/<int:paper_id>/",
        "/inventarier/papper/0/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "inventarier/papper/<int:paper_id>/bort/",
        "/inventarier/papper/0/bort/",
        FOR_SENDING_ONLY,
    ),
    (
        "inventarier/papper/<slug:stroke>/ny/",
        "/inventarier/papper/inget/ny/",
        FOR_SENDING_ONLY,
    ),
    ("inventarier/etiketter/", "/inventarier/etiketter/", FOR_DESK_WORKERS),
    ("inventarier/lager/", "/inventarier/lager/", FOR_READERS),
    ("inventarier/lager/<slug:name>/", "/inventarier/lager/ny-plats/", FOR_SENDING_ONLY),
    (
        "inventarier/inventering/<int:count_id>/",
        "/inventarier/inventering/0/",
        FOR_NOBODY_SIGNED_IN,
    ),
    ("inventarier/las-in/", "/inventarier/las-in/", FOR_DESK_WORKERS),
    ("inventarier/las-in/<int:import_id>/", "/inventarier/las-in/0/", FOR_NOBODY_SIGNED_IN),
    ("inventarier/las-in/<int:import_id>/fel/", "/inventarier/las-in/0/fel/", FOR_NOBODY_SIGNED_IN),
    (
        "inventarier/las-in/<int:import_id>/<slug:name>/",
        "/inventarier/las-in/0/angra/",
        FOR_SENDING_ONLY,
    ),
    ("inventarier/slag/", "/inventarier/slag/", only("manager")),
    ("inventarier/slag/<str:key>/", "/inventarier/slag/tablet/", only("manager")),
    (
        "inventarier/slag/<str:key>/<slug:name>/",
        "/inventarier/slag/tablet/andra/",
        FOR_SENDING_ONLY,
    ),
    ("inventarier/hor-ihop/", "/inventarier/hor-ihop/", FOR_SENDING_ONLY),
    ("inventarier/hor-inte-ihop/", "/inventarier/hor-inte-ihop/", FOR_SENDING_ONLY),
    ("inventarier/faller/<path:tag>/", "/inventarier/faller/KIN-0/", FOR_NOBODY_SIGNED_IN),
    ("inventarier/skriv/<path:tag>/", "/inventarier/skriv/KIN-0/", FOR_NOBODY_SIGNED_IN),
    ("inventarier/ratta/<path:tag>/", "/inventarier/ratta/KIN-0/", FOR_NOBODY_SIGNED_IN),
    ("inventarier/sak/<path:tag>/", "/inventarier/sak/KIN-0/", FOR_NOBODY_SIGNED_IN),
]
