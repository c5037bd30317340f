"""Who may open the addresses of the portal and of the status page."""

from samdrift.parties.tests.visitors import ANONYMOUS, FOR_ALL, VISITORS

# In the portal only the employee of the test is known as a person; the rest are told so.
FOR_REQUESTERS = dict.fromkeys(VISITORS, 403) | {ANONYMOUS: 302, "employee": 200}
FOR_NO_REQUESTER = FOR_REQUESTERS | {"employee": 404}
# What is only sent says so before it asks who somebody is.
SENT_IN_THE_PORTAL = dict.fromkeys(VISITORS, 405) | {ANONYMOUS: 302}

DOORS = [
    ("hjalp/boka/", "/hjalp/boka/", FOR_REQUESTERS),
    ("hjalp/boka/<int:booking_id>/", "/hjalp/boka/999999999/", FOR_NO_REQUESTER),
    (
        "hjalp/boka/<int:booking_id>/bokad-tid.ics",
        "/hjalp/boka/999999999/bokad-tid.ics",
        FOR_NO_REQUESTER,
    ),
    (
        "hjalp/boka/<int:booking_id>/<slug:name>/",
        "/hjalp/boka/999999999/avboka/",
        SENT_IN_THE_PORTAL,
    ),
    ("hjalp/omdome/<str:token>/", "/hjalp/omdome/falsk/", dict.fromkeys(VISITORS, 410)),
    (
        "hjalp/arenden/<str:number>/fil/<int:file_id>/",
        "/hjalp/arenden/{secret}/fil/{file}/",
        FOR_REQUESTERS,
    ),
    (
        "hjalp/arenden/<str:number>/fil/<int:file_id>/",
        "/hjalp/arenden/{ticket}/fil/{file}/",
        FOR_NO_REQUESTER,
    ),
    ("hjalp/", "/hjalp/", FOR_REQUESTERS),
    ("hjalp/att-godkanna/", "/hjalp/att-godkanna/", FOR_REQUESTERS),
    ("hjalp/bestall/", "/hjalp/bestall/", FOR_REQUESTERS),
    ("hjalp/anmal/", "/hjalp/anmal/", FOR_REQUESTERS),
    ("hjalp/anmal/<str:number>/tack/", "/hjalp/anmal/{secret}/tack/", FOR_REQUESTERS),
    ("hjalp/forslag/", "/hjalp/forslag/?q=dator", FOR_REQUESTERS),
    ("hjalp/arenden/", "/hjalp/arenden/", FOR_REQUESTERS),
    ("hjalp/sok/", "/hjalp/sok/?q=dator", FOR_REQUESTERS),
    ("hjalp/arenden/<str:number>/", "/hjalp/arenden/{secret}/", FOR_REQUESTERS),
    ("hjalp/arenden/<str:number>/", "/hjalp/arenden/{ticket}/", FOR_NO_REQUESTER),
    ("hjalp/arenden/<str:number>/", "/hjalp/arenden/finns-inte/", FOR_NO_REQUESTER),
    (
        "hjalp/arenden/<str:number>/<slug:name>/",
        "/hjalp/arenden/{secret}/svara/",
        SENT_IN_THE_PORTAL,
    ),
    ("hjalp/guider/", "/hjalp/guider/", FOR_REQUESTERS),
    ("hjalp/guider/<slug:key>/", "/hjalp/guider/byt-losenord/", FOR_REQUESTERS),
    ("hjalp/guider/<slug:key>/", "/hjalp/guider/utkast/", FOR_NO_REQUESTER),
    ("hjalp/guider/<slug:key>/svar/", "/hjalp/guider/byt-losenord/svar/", SENT_IN_THE_PORTAL),
    ("tillganglighet/", "/tillganglighet/", FOR_ALL),
    ("status/", "/status/", FOR_ALL),
    ("status/flode.xml", "/status/flode.xml", FOR_ALL),
    ("status/<int:disturbance_id>/", "/status/999999999/", dict.fromkeys(VISITORS, 404)),
    ("status/<int:disturbance_id>/folj/", "/status/1/folj/", dict.fromkeys(VISITORS, 405)),
    ("status/bekrafta/<str:token>/", "/status/bekrafta/falsk/", FOR_ALL),
    ("status/sluta/<str:token>/", "/status/sluta/falsk/", FOR_ALL),
]
