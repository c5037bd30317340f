"""Who may open the addresses of the second step, and of one's own sign-in."""

from samdrift.parties.tests.visitors import (
    ANONYMOUS,
    FOR_ALL,
    FOR_ALL_WHO_SIGN_IN,
    FOR_SENDING_ONLY,
    VISITORS,
)

SENT_BY_ALL = dict.fromkeys(VISITORS, 405) | {ANONYMOUS: 302}

DOORS = [
    ("logga-in/kod/", "/logga-in/kod/", dict.fromkeys(VISITORS, 302)),
    ("logga-in/nyckel/", "/logga-in/nyckel/", FOR_ALL),
    ("min-inloggning/nyckel/", "/min-inloggning/nyckel/", dict.fromkeys(VISITORS, 302)),
    (
        "min-inloggning/nyckel/<int:passkey_id>/bort/",
        "/min-inloggning/nyckel/1/bort/",
        SENT_BY_ALL,
    ),
    ("min-inloggning/", "/min-inloggning/", FOR_ALL_WHO_SIGN_IN),
    ("min-inloggning/kodapp/", "/min-inloggning/kodapp/", dict.fromkeys(VISITORS, 302)),
    ("min-inloggning/reservkoder/", "/min-inloggning/reservkoder/", SENT_BY_ALL),
    ("min-inloggning/ta-bort/", "/min-inloggning/ta-bort/", SENT_BY_ALL),
    ("min-inloggning/avsluta/", "/min-inloggning/avsluta/", SENT_BY_ALL),
    (
        "personer/<int:user_id>/utan-kodapp/",
        "/personer/{person}/utan-kodapp/",
        FOR_SENDING_ONLY,
    ),
]
