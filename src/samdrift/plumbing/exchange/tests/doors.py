"""Who may open the addresses of taking data in."""

from samdrift.parties.tests.visitors import FOR_IMPORTERS, FOR_NOBODY_SIGNED_IN, FOR_SENDING_ONLY

DOORS = [
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
]
