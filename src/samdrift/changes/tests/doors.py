"""Who may open the addresses of changes."""

from samdrift.parties.tests.visitors import (
    FOR_DESK_READERS,
    FOR_DESK_WORKERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
    VISITORS,
    only,
)

DOORS = [
    ("andringar/", "/andringar/", FOR_DESK_READERS),
    ("andringar/ny/", "/andringar/ny/", FOR_DESK_WORKERS),
    ("andringar/rad/", "/andringar/rad/", FOR_DESK_READERS),
    ("andringar/kalender/", "/andringar/kalender/", FOR_DESK_READERS),
    ("andringar/kalender/prenumerera/", "/andringar/kalender/prenumerera/", FOR_SENDING_ONLY),
    (
        "andringar/kalender/<str:token>.ics",
        "/andringar/kalender/falsk.ics",
        dict.fromkeys(VISITORS, 404),
    ),
    ("andringar/regler/", "/andringar/regler/", only("manager")),
    ("andringar/regler/<slug:name>/", "/andringar/regler/ny-regel/", FOR_SENDING_ONLY),
    ("andringar/uppfoljning/<int:year>/", "/andringar/uppfoljning/2015/", FOR_DESK_READERS),
    ("andringar/<str:number>/", "/andringar/C-99/", FOR_NOBODY_SIGNED_IN),
    ("andringar/<str:number>/skriv-om/", "/andringar/C-99/skriv-om/", FOR_NOBODY_SIGNED_IN),
    ("andringar/<str:number>/<slug:name>/", "/andringar/C-99/propose/", FOR_SENDING_ONLY),
]
