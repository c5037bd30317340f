"""Who may open the addresses of what is booked here."""

from samdrift.parties.tests.visitors import FOR_IMPORTERS, FOR_SENDING_ONLY, only

FOR_WHO_READS = only("manager", "controller", "auditor")
LED_ON = FOR_WHO_READS | dict.fromkeys(("manager", "controller", "auditor"), 302)
"""To the newest year."""

DOORS = [
    ("bokforing/", "/bokforing/", LED_ON),
    ("bokforing/<int:year>/", "/bokforing/2015/", FOR_WHO_READS),
    ("bokforing/<int:year>/perioder/", "/bokforing/2015/perioder/", FOR_WHO_READS),
    ("bokforing/<int:year>/ny/", "/bokforing/2015/ny/", FOR_IMPORTERS),
    (
        "bokforing/verifikation/<int:voucher_id>/",
        "/bokforing/verifikation/{posted}/",
        FOR_WHO_READS,
    ),
    (
        "bokforing/verifikation/<int:voucher_id>/filer/",
        "/bokforing/verifikation/{posted}/filer/",
        FOR_SENDING_ONLY,
    ),
    ("bokforing/fil/<int:paper_id>/", "/bokforing/fil/{posted_paper}/", FOR_WHO_READS),
]
