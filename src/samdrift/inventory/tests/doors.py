"""Who may open the addresses of machines. Agents come with a key, and nobody without."""

from samdrift.parties.tests.visitors import (
    FOR_ALL,
    FOR_DESK_READERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
    only,
)

FOR_WHO_HAS_A_KEY = dict.fromkeys(FOR_ALL, 401)
FOR_WHO_READ_MACHINES = only("manager", "controller", "auditor", "agent", "technician", "economist")

DOORS = [
    ("inventering/", "/inventering/", FOR_WHO_HAS_A_KEY),
    ("inventering/<str:key>/", "/inventering/ingen-nyckel/", FOR_WHO_HAS_A_KEY),
    ("maskiner/", "/maskiner/", FOR_WHO_READ_MACHINES),
    ("maskiner/program/", "/maskiner/program/?q=a", FOR_WHO_READ_MACHINES),
    ("maskiner/program/<int:title_id>/", "/maskiner/program/999999999/", FOR_NOBODY_SIGNED_IN),
    ("maskiner/matchning/", "/maskiner/matchning/", FOR_DESK_READERS),
    ("maskiner/matchning/gor/<slug:name>/", "/maskiner/matchning/gor/angra/", FOR_SENDING_ONLY),
    ("maskiner/olasta/", "/maskiner/olasta/", FOR_WHO_READ_MACHINES),
    ("maskiner/olasta/<int:unread_id>/undan/", "/maskiner/olasta/1/undan/", FOR_SENDING_ONLY),
    ("maskiner/nycklar/", "/maskiner/nycklar/", only("manager", "administrator")),
    ("maskiner/nycklar/ta-tillbaka/", "/maskiner/nycklar/ta-tillbaka/", FOR_SENDING_ONLY),
    ("maskiner/<int:machine_id>/", "/maskiner/999999999/", FOR_NOBODY_SIGNED_IN),
    ("maskiner/<int:machine_id>/program/", "/maskiner/999999999/program/", FOR_NOBODY_SIGNED_IN),
    (
        "maskiner/<int:machine_id>/del/<str:name>/",
        "/maskiner/999999999/del/networks/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "maskiner/<int:machine_id>/skillnad/<int:difference_id>/",
        "/maskiner/999999999/skillnad/1/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "maskiner/<int:machine_id>/gor/<slug:name>/",
        "/maskiner/999999999/gor/dela/",
        FOR_SENDING_ONLY,
    ),
]
