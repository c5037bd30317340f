"""Who may open the addresses of agreements."""

from samdrift.parties.tests.visitors import FOR_IMPORTERS, FOR_SENDING_ONLY, only

FOR_WHO_PAYS = only("manager", "controller", "economist", "auditor")

DOORS = [
    ("overenskommelser/", "/overenskommelser/", FOR_WHO_PAYS),
    ("overenskommelser/ny/", "/overenskommelser/ny/", FOR_IMPORTERS),
    ("overenskommelser/bestall/<str:code>/", "/overenskommelser/bestall/VIM/", FOR_WHO_PAYS),
    (
        "overenskommelser/bestallning/<int:order_id>/",
        "/overenskommelser/bestallning/1/",
        FOR_SENDING_ONLY,
    ),
    ("overenskommelser/<int:agreement_id>/", "/overenskommelser/{agreement}/", FOR_WHO_PAYS),
    (
        "overenskommelser/<int:agreement_id>/skriv/",
        "/overenskommelser/{agreement}/skriv/",
        FOR_IMPORTERS,
    ),
    ("overenskommelser/<int:agreement_id>/steg/", "/overenskommelser/1/steg/", FOR_SENDING_ONLY),
]
