"""Who may open the addresses of the service desk."""

from samdrift.parties.tests.visitors import (
    FOR_DESK_READERS,
    FOR_DESK_WORKERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
    FOR_STATISTICS_READERS,
    only,
)

FOR_WHO_READ_TICKETS = only("manager", "controller", "auditor", "agent", "technician", "economist")
FOR_WHO_READ_SECRETS = only("manager")
FOR_WHO_RUN_THE_DESK = only("manager", "administrator")

DOORS = [
    ("arenden/statistik/", "/arenden/statistik/", FOR_STATISTICS_READERS),
    (
        "arenden/statistik/fil/",
        "/arenden/statistik/fil/?period=2015&tabell=servicedesk.inflow&form=csv",
        FOR_STATISTICS_READERS,
    ),
    ("arenden/", "/arenden/", FOR_WHO_READ_TICKETS),
    ("arenden/nytt/", "/arenden/nytt/", FOR_DESK_WORKERS),
    ("arenden/personer/", "/arenden/personer/?q=ka", FOR_DESK_WORKERS),
    ("arenden/person/<int:person_id>/", "/arenden/person/{karin}/", FOR_DESK_WORKERS),
    (
        "arenden/person/<int:person_id>/<slug:name>/",
        "/arenden/person/{karin}/anteckna/",
        FOR_SENDING_ONLY,
    ),
    ("arenden/puls/", "/arenden/puls/", FOR_WHO_READ_TICKETS),
    ("arenden/puls/", "/arenden/puls/?ticket={secret}", FOR_WHO_READ_SECRETS),
    ("arenden/samtal/", "/arenden/samtal/", FOR_DESK_WORKERS),
    ("arenden/samtal/anknytning/", "/arenden/samtal/anknytning/", FOR_SENDING_ONLY),
    ("arenden/flera/", "/arenden/flera/", FOR_SENDING_ONLY),
    ("arenden/angra/<slug:batch>/", "/arenden/angra/abc/", FOR_SENDING_ONLY),
    ("arenden/utkast/", "/arenden/utkast/", FOR_SENDING_ONLY),
    ("arenden/textblock/", "/arenden/textblock/", FOR_DESK_WORKERS),
    ("arenden/guider/", "/arenden/guider/", FOR_DESK_WORKERS),
    ("arenden/guider/ny/", "/arenden/guider/ny/", FOR_DESK_WORKERS),
    ("arenden/guider/<slug:key>/", "/arenden/guider/utkast/", FOR_DESK_WORKERS),
    ("arenden/post/", "/arenden/post/", FOR_DESK_WORKERS),
    ("arenden/post/avsandare/", "/arenden/post/avsandare/", FOR_WHO_RUN_THE_DESK),
    ("arenden/post/brev/<int:letter>/", "/arenden/post/brev/999999/", FOR_NOBODY_SIGNED_IN),
    (
        "arenden/post/brev/<int:letter>/<slug:name>/",
        "/arenden/post/brev/1/kasta/",
        FOR_SENDING_ONLY,
    ),
    ("arenden/post/igen/<int:delivery>/", "/arenden/post/igen/1/", FOR_SENDING_ONLY),
    ("arenden/post/ny-brevlada/", "/arenden/post/ny-brevlada/", FOR_WHO_RUN_THE_DESK),
    (
        "arenden/post/brevlada/<slug:key>/servrar/",
        "/arenden/post/brevlada/ingen/servrar/",
        FOR_NOBODY_SIGNED_IN,
    ),
    ("arenden/post/brevlada/<slug:key>/", "/arenden/post/brevlada/ingen/", FOR_NOBODY_SIGNED_IN),
    (
        "arenden/post/brevlada/<slug:key>/prova/",
        "/arenden/post/brevlada/ingen/prova/",
        FOR_SENDING_ONLY,
    ),
    ("arenden/servicedesk/", "/arenden/servicedesk/", FOR_WHO_RUN_THE_DESK),
    ("arenden/servicedesk/grupp/", "/arenden/servicedesk/grupp/", FOR_WHO_RUN_THE_DESK),
    (
        "arenden/servicedesk/grupp/<int:group_id>/",
        "/arenden/servicedesk/grupp/999999999/",
        FOR_NOBODY_SIGNED_IN,
    ),
    (
        "arenden/servicedesk/<slug:name>/",
        "/arenden/servicedesk/prioriteter/",
        FOR_SENDING_ONLY,
    ),
    ("arenden/namnd/", "/arenden/namnd/", FOR_DESK_WORKERS),
    ("arenden/namnd/antal/", "/arenden/namnd/antal/", FOR_DESK_WORKERS),
    ("arenden/paminnelser/", "/arenden/paminnelser/", FOR_DESK_WORKERS),
    (
        "arenden/paminnelser/<int:reminder>/<slug:name>/",
        "/arenden/paminnelser/1/klar/",
        FOR_SENDING_ONLY,
    ),
    ("arenden/klocka/<slug:name>/", "/arenden/klocka/stoppa/", FOR_SENDING_ONLY),
    ("arenden/borta/", "/arenden/borta/", FOR_DESK_WORKERS),
    ("arenden/borta/<int:away_id>/ta-bort/", "/arenden/borta/1/ta-bort/", FOR_SENDING_ONLY),
    ("arenden/regler/", "/arenden/regler/", FOR_WHO_RUN_THE_DESK),
    ("arenden/regler/ny/", "/arenden/regler/ny/", FOR_WHO_RUN_THE_DESK),
    ("arenden/regler/<int:rule_id>/", "/arenden/regler/999999/", FOR_NOBODY_SIGNED_IN),
    ("arenden/regler/<int:rule_id>/<slug:name>/", "/arenden/regler/1/upp/", FOR_SENDING_ONLY),
    ("arenden/min-dag/", "/arenden/min-dag/", FOR_DESK_WORKERS),
    ("arenden/vyer/", "/arenden/vyer/", FOR_SENDING_ONLY),
    ("arenden/vyer/<int:view_id>/ta-bort/", "/arenden/vyer/1/ta-bort/", FOR_SENDING_ONLY),
    ("arenden/<str:number>/", "/arenden/{ticket}/", FOR_WHO_READ_TICKETS),
    ("arenden/<str:number>/", "/arenden/{secret}/", FOR_WHO_READ_SECRETS),
    ("arenden/<str:number>/", "/arenden/1/", FOR_DESK_READERS),
    ("arenden/<str:number>/", "/arenden/finns-inte/", FOR_NOBODY_SIGNED_IN),
    ("arenden/<str:number>/<slug:name>/", "/arenden/{ticket}/svara/", FOR_SENDING_ONLY),
    (
        "arenden/<str:number>/fil/<int:file_id>/",
        "/arenden/{secret}/fil/{file}/",
        FOR_WHO_READ_SECRETS,
    ),
    (
        "arenden/<str:number>/fil/<int:file_id>/",
        "/arenden/{ticket}/fil/{file}/",
        FOR_NOBODY_SIGNED_IN,
    ),
]
