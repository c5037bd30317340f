"""Who may open the addresses of operation."""

from samdrift.parties.tests.visitors import (
    FOR_ADMINISTRATORS,
    FOR_ALL,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
)

DOORS = [
    ("drift/", "/drift/", FOR_ADMINISTRATORS),
    ("drift/arbeten/", "/drift/arbeten/", FOR_ADMINISTRATORS),
    ("drift/arbeten/<int:job_id>/", "/drift/arbeten/999999999/", FOR_NOBODY_SIGNED_IN),
    (
        "drift/arbeten/<int:job_id>/avbryt/",
        "/drift/arbeten/999999999/avbryt/",
        FOR_SENDING_ONLY,
    ),
    ("drift/arbeten/<int:job_id>/igen/", "/drift/arbeten/999999999/igen/", FOR_SENDING_ONLY),
    ("halsa/", "/halsa/", FOR_ALL),
    ("halsa/redo/", "/halsa/redo/", FOR_ALL),
    ("metrics", "/metrics", FOR_ALL),
]
