"""Who may open the addresses of fixed assets."""

from samdrift.parties.tests.visitors import FOR_IMPORTERS, FOR_SENDING_ONLY, only

FOR_WHO_READS = only("manager", "controller", "auditor", "elected")

LED_ON = FOR_WHO_READS | dict.fromkeys(("manager", "controller", "auditor", "elected"), 302)
"""To the newest year."""

DOORS = [
    ("investeringar/", "/investeringar/", LED_ON),
    ("investeringar/<int:year>/", "/investeringar/2015/", FOR_WHO_READS),
    ("investeringar/rad/<int:investment_id>/", "/investeringar/rad/{investment}/", FOR_WHO_READS),
    (
        "investeringar/rad/<int:investment_id>/for-vidare/",
        "/investeringar/rad/{investment}/for-vidare/",
        FOR_SENDING_ONLY,
    ),
    ("lan/", "/lan/", FOR_WHO_READS),
    ("lan/ny/", "/lan/ny/", FOR_IMPORTERS),
    ("lan/<int:loan_id>/", "/lan/{loan}/", FOR_WHO_READS),
    ("lan/<int:loan_id>/skriv/", "/lan/{loan}/skriv/", FOR_IMPORTERS),
    ("lan/leasing/ny/", "/lan/leasing/ny/", FOR_IMPORTERS),
    ("lan/leasing/<int:lease_id>/", "/lan/leasing/{lease}/", FOR_IMPORTERS),
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
