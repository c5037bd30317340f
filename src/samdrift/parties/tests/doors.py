"""Who may open the addresses of signing in, of passwords and of people."""

from samdrift.parties.tests.visitors import (
    FOR_ADMINISTRATORS,
    FOR_ALL,
    FOR_ALL_WHO_SIGN_IN,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
    FOR_SIGNED_IN,
    VISITORS,
)

# What is sent about people: who administers is led on; to everybody else it is not there.
ABOUT_PEOPLE = [
    ("/personer/ny/", {"given_name": "Kim", "name": "kim", "roles": ["elected"]}),
    ("/personer/{person}/", {"given_name": "Kim", "roles": ["elected"]}),
    ("/personer/{person}/engangslank/", {}),
    ("/personer/{person}/stang-av/", {}),
    ("/personer/{person}/oppna/", {}),
]


DOORS = [
    ("personer/", "/personer/", FOR_ADMINISTRATORS),
    ("personer/ny/", "/personer/ny/", FOR_ADMINISTRATORS),
    ("personer/behorigheter/", "/personer/behorigheter/", FOR_ADMINISTRATORS),
    ("personer/behorigheter/krav/", "/personer/behorigheter/krav/", FOR_SENDING_ONLY),
    ("personer/<int:user_id>/logga-ut/", "/personer/{person}/logga-ut/", FOR_SENDING_ONLY),
    ("logga-in/igen/", "/logga-in/igen/", FOR_ALL_WHO_SIGN_IN),
    ("logga-in/starkare/", "/logga-in/starkare/", dict.fromkeys(VISITORS, 302)),
    ("personer/<int:user_id>/", "/personer/{person}/", FOR_ADMINISTRATORS),
    ("personer/<int:user_id>/", "/personer/999999999/", FOR_NOBODY_SIGNED_IN),
    ("personer/<int:user_id>/stang-av/", "/personer/{person}/stang-av/", FOR_SENDING_ONLY),
    ("personer/<int:user_id>/oppna/", "/personer/{person}/oppna/", FOR_SENDING_ONLY),
    ("personer/<int:user_id>/engangslank/", "/personer/{person}/engangslank/", FOR_SENDING_ONLY),
    ("vem-kan-se/", "/vem-kan-se/", FOR_SIGNED_IN),
    ("losenord/", "/losenord/", FOR_ALL_WHO_SIGN_IN),
    (
        "valj-losenord/<int:user_id>/<str:token>/",
        "/valj-losenord/{person}/falsk/",
        dict.fromkeys(VISITORS, 410),
    ),
    ("logga-in/", "/logga-in/", FOR_ALL),
    ("logga-ut/", "/logga-ut/", dict.fromkeys(VISITORS, 405)),
    ("utseende/", "/utseende/", FOR_ALL),
]
