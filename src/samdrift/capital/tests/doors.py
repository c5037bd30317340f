"""Who may open the addresses of fixed assets."""

from samdrift.parties.tests.visitors import FOR_IMPORTERS, only

FOR_WHO_READS = only("manager", "controller", "auditor", "elected")

DOORS = [
    ("anlaggningar/", "/anlaggningar/", FOR_WHO_READS),
    ("anlaggningar/registret.csv", "/anlaggningar/registret.csv", FOR_WHO_READS),
    ("anlaggningar/ny/", "/anlaggningar/ny/", FOR_IMPORTERS),
    ("anlaggningar/plan/", "/anlaggningar/plan/", FOR_WHO_READS),
    ("anlaggningar/manader/", "/anlaggningar/manader/", FOR_WHO_READS),
    (
        "anlaggningar/manader/<int:year>-<int:number>.<str:kind>",
        "/anlaggningar/manader/2015-2.si",
        FOR_WHO_READS,
    ),
    ("anlaggningar/grupper/", "/anlaggningar/grupper/", FOR_WHO_READS),
    ("anlaggningar/grupper/ny/", "/anlaggningar/grupper/ny/", FOR_IMPORTERS),
    ("anlaggningar/grupper/<slug:key>/", "/anlaggningar/grupper/teknik/", FOR_IMPORTERS),
    ("anlaggningar/<int:number>/", "/anlaggningar/1/", FOR_WHO_READS),
    ("anlaggningar/<int:number>/andra/", "/anlaggningar/1/andra/", FOR_IMPORTERS),
    ("anlaggningar/<int:number>/tillbaka/", "/anlaggningar/1/tillbaka/", FOR_IMPORTERS),
    (
        "anlaggningar/<int:number>/<slug:happening>/",
        "/anlaggningar/1/impaired/",
        FOR_IMPORTERS,
    ),
]
