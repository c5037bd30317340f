"""Who may open the addresses of directories."""

from samdrift.parties.tests.visitors import FOR_NOBODY_SIGNED_IN, FOR_SENDING_ONLY, only

FOR_KEEPERS = only("manager", "administrator")

DOORS = [
    ("katalogen/", "/katalogen/", FOR_KEEPERS),
    ("katalogen/ny/", "/katalogen/ny/", FOR_KEEPERS),
    ("katalogen/kalla/<slug:key>/", "/katalogen/kalla/ingen/", FOR_NOBODY_SIGNED_IN),
    ("katalogen/kalla/<slug:key>/gren/", "/katalogen/kalla/ingen/gren/", FOR_SENDING_ONLY),
    (
        "katalogen/kalla/<slug:key>/gren-bort/",
        "/katalogen/kalla/ingen/gren-bort/",
        FOR_SENDING_ONLY,
    ),
    (
        "katalogen/kalla/<slug:key>/avdelningar/",
        "/katalogen/kalla/ingen/avdelningar/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "katalogen/kalla/<slug:key>/avdelningar/<int:department_id>/",
        "/katalogen/kalla/ingen/avdelningar/1/",
        FOR_NOBODY_SIGNED_IN,
    ),
    ("katalogen/kalla/<slug:key>/hamta/", "/katalogen/kalla/ingen/hamta/", FOR_SENDING_ONLY),
    ("katalogen/hamtning/<int:fetch_id>/", "/katalogen/hamtning/999999999/", FOR_NOBODY_SIGNED_IN),
    (
        "katalogen/hamtning/<int:fetch_id>/avbryt/",
        "/katalogen/hamtning/999999999/avbryt/",
        FOR_SENDING_ONLY,
    ),
    (
        "katalogen/hamtning/<int:fetch_id>/svara/",
        "/katalogen/hamtning/999999999/svara/",
        FOR_SENDING_ONLY,
    ),
]
