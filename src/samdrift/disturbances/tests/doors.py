"""Who may open the addresses of disturbances."""

from samdrift.parties.tests.visitors import (
    FOR_DESK_READERS,
    FOR_DESK_WORKERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
)

DOORS = [
    ("storningar/", "/storningar/", FOR_DESK_READERS),
    ("storningar/ny/", "/storningar/ny/", FOR_DESK_WORKERS),
    ("storningar/lanka/", "/storningar/lanka/?arende=inget", FOR_NOBODY_SIGNED_IN),
    ("storningar/<int:disturbance_id>/", "/storningar/999999999/", FOR_NOBODY_SIGNED_IN),
    (
        "storningar/<int:disturbance_id>/andra/",
        "/storningar/999999999/andra/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "storningar/<int:disturbance_id>/rapport/",
        "/storningar/999999999/rapport/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "storningar/<int:disturbance_id>/gor/<slug:name>/",
        "/storningar/1/gor/uppdatera/",
        FOR_SENDING_ONLY,
    ),
]
