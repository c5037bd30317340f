"""Who may open the addresses of the cost model."""

from samdrift.parties.tests.visitors import FOR_IMPORTERS, only

FOR_WHO_PAYS = only("manager", "controller", "economist", "auditor")

DOORS = [
    ("kostnadsmodell/", "/kostnadsmodell/", FOR_WHO_PAYS),
    ("kostnadsmodell/ny/", "/kostnadsmodell/ny/", FOR_IMPORTERS),
    ("kostnadsmodell/plats/<slug:key>/", "/kostnadsmodell/plats/stab/", FOR_IMPORTERS),
    ("kostnadsmodell/tank-om/", "/kostnadsmodell/tank-om/", FOR_IMPORTERS),
    ("kostnadsmodell/tank-om/<slug:key>/", "/kostnadsmodell/tank-om/stab/", FOR_IMPORTERS),
    ("kostnadsmodell/<int:run_id>/", "/kostnadsmodell/{cost_run}/", FOR_WHO_PAYS),
    (
        "kostnadsmodell/<int:run_id>/allt.csv",
        "/kostnadsmodell/{cost_run}/allt.csv",
        only("manager", "controller", "auditor"),
    ),
    (
        "kostnadsmodell/<int:run_id>/<slug:key>/",
        "/kostnadsmodell/{cost_run}/stab/",
        FOR_WHO_PAYS,
    ),
]
