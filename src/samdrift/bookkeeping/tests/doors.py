"""Who may open the addresses of what is booked here."""

from samdrift.parties.tests.visitors import (
    FOR_IMPORTERS,
    FOR_NOBODY_SIGNED_IN,
    FOR_SENDING_ONLY,
    only,
)

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
    ("bokforing/<int:year>/forslag/", "/bokforing/2015/forslag/", FOR_WHO_READS),
    ("bokforing/<int:year>/periodiseringar/", "/bokforing/2015/periodiseringar/", FOR_WHO_READS),
    ("bokforing/<int:year>/skillnader/", "/bokforing/2015/skillnader/", FOR_NOBODY_SIGNED_IN),
    ("bokforing/mallar/", "/bokforing/mallar/", FOR_WHO_READS),
    (
        "bokforing/mallar/<int:template_id>/avsluta/",
        "/bokforing/mallar/1/avsluta/",
        FOR_SENDING_ONLY,
    ),
    (
        "bokforing/verifikation/<int:voucher_id>/mall/",
        "/bokforing/verifikation/{posted}/mall/",
        FOR_IMPORTERS,
    ),
]
