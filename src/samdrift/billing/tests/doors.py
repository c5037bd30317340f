"""Who may open the addresses of months, invoices and costs."""

from samdrift.parties.tests.visitors import (
    FOR_IMPORTERS,
    FOR_SENDING_ONLY,
    only,
)

FOR_WHO_PAYS = only("manager", "controller", "economist", "auditor")

DOORS = [
    ("debitering/", "/debitering/", FOR_IMPORTERS),
    ("debitering/matning/", "/debitering/matning/", FOR_IMPORTERS),
    ("debitering/rad/<int:line_id>/", "/debitering/rad/{line}/", FOR_WHO_PAYS),
    ("debitering/<int:year>-<int:number>/", "/debitering/2015-1/", FOR_IMPORTERS),
    (
        "debitering/<int:year>-<int:number>/<slug:name>/",
        "/debitering/2015-1/godkann/",
        FOR_SENDING_ONLY,
    ),
    ("debitering/regler/", "/debitering/regler/", FOR_IMPORTERS),
    ("debitering/betalare/", "/debitering/betalare/", FOR_IMPORTERS),
    ("debitering/betalare/<str:code>/", "/debitering/betalare/VIM/", FOR_IMPORTERS),
    ("debitering/fasta/", "/debitering/fasta/", FOR_IMPORTERS),
    ("debitering/omvandling/", "/debitering/omvandling/", FOR_IMPORTERS),
    ("debitering/tank-om/", "/debitering/tank-om/", FOR_IMPORTERS),
    ("debitering/kontering/", "/debitering/kontering/", FOR_IMPORTERS),
    ("debitering/kontering/<slug:key>/", "/debitering/kontering/arbetsplats/", FOR_IMPORTERS),
    (
        "debitering/verifikationer/<int:year>-<int:number>/<slug:kind>/",
        "/debitering/verifikationer/2015-2/sie/",
        FOR_IMPORTERS,
    ),
    ("fakturor/", "/fakturor/", FOR_WHO_PAYS),
    ("fakturor/fordringar/", "/fakturor/fordringar/", FOR_IMPORTERS),
    ("fakturor/drojsmal/", "/fakturor/drojsmal/", FOR_IMPORTERS),
    ("fakturor/<int:number>/", "/fakturor/1/", FOR_WHO_PAYS),
    ("fakturor/<int:number>/paminn/", "/fakturor/1/paminn/", FOR_SENDING_ONLY),
    (
        "fakturor/<int:number>/paminnelse/",
        "/fakturor/99/paminnelse/",
        only(),
    ),
    ("fakturor/<int:number>/e-faktura/", "/fakturor/1/e-faktura/", FOR_WHO_PAYS),
    ("fakturor/<int:number>/pdf/", "/fakturor/1/pdf/", FOR_WHO_PAYS),
    ("kostnader/<str:code>/", "/kostnader/VIM/", FOR_WHO_PAYS),
    ("kostnader/<str:code>/tank-om/", "/kostnader/VIM/tank-om/", FOR_WHO_PAYS),
    (
        "kostnader/<str:code>/<int:year>/budget/",
        "/kostnader/VIM/2015/budget/",
        only("manager", "controller", "economist"),
    ),
    ("kostnader/<str:code>/<int:year>/", "/kostnader/VIM/2015/", FOR_WHO_PAYS),
    (
        "kostnader/<str:code>/enheter/",
        "/kostnader/VIM/enheter/",
        only("manager", "controller", "economist"),
    ),
    ("kostnader/<str:code>/<int:year>/allt.zip", "/kostnader/VIM/2015/allt.zip", FOR_WHO_PAYS),
    ("kostnader/<str:code>/<int:year>/enheter/", "/kostnader/VIM/2015/enheter/", FOR_WHO_PAYS),
]
