"""Who may open the addresses of mandates, and of emergencies."""

from samdrift.parties.tests.visitors import FOR_SENDING_ONLY, only

DOORS = [
    (
        "tillfalliga-behorigheter/",
        "/tillfalliga-behorigheter/",
        only("administrator", "manager", "economist"),
    ),
    (
        "tillfalliga-behorigheter/<int:mandate_id>/avsluta/",
        "/tillfalliga-behorigheter/1/avsluta/",
        FOR_SENDING_ONLY,
    ),
    ("nodoppning/", "/nodoppning/", only("agent", "technician", "manager", "auditor")),
    ("nodoppning/avsluta/", "/nodoppning/avsluta/", FOR_SENDING_ONLY),
]
