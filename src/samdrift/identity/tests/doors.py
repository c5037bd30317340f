"""Who may open the addresses of signing in by a provider's word, and of providers."""

from samdrift.parties.tests.visitors import (
    FOR_ADMINISTRATORS,
    FOR_ALL,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
    VISITORS,
)

NOWHERE = dict.fromkeys(VISITORS, 404)

DOORS = [
    ("logga-in/med/", "/logga-in/med/", FOR_ALL),
    ("logga-in/med/<slug:key>/", "/logga-in/med/ingen/", NOWHERE),
    ("logga-in/svar/<slug:key>/", "/logga-in/svar/ingen/", NOWHERE),
    ("logga-ut/fran/<slug:key>/", "/logga-ut/fran/ingen/", dict.fromkeys(VISITORS, 405)),
    ("inloggning/", "/inloggning/", FOR_ADMINISTRATORS),
    ("inloggning/ny/", "/inloggning/ny/", FOR_ADMINISTRATORS),
    ("inloggning/tjanst/<slug:key>/", "/inloggning/tjanst/ingen/", FOR_NOBODY_SIGNED_IN),
    ("inloggning/tjanst/<slug:key>/regel/", "/inloggning/tjanst/ingen/regel/", FOR_SENDING_ONLY),
    (
        "inloggning/tjanst/<slug:key>/regel-bort/",
        "/inloggning/tjanst/ingen/regel-bort/",
        FOR_SENDING_ONLY,
    ),
]
