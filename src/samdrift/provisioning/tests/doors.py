"""Who may open the addresses of SCIM, and of who speaks it: without a token nobody."""

from samdrift.parties.tests.visitors import FOR_ADMINISTRATORS, FOR_SENDING_ONLY, VISITORS

FOR_TOKENS = dict.fromkeys(VISITORS, 401)

DOORS = [
    ("scim/v2/ServiceProviderConfig", "/scim/v2/ServiceProviderConfig", FOR_TOKENS),
    ("scim/v2/ResourceTypes", "/scim/v2/ResourceTypes", FOR_TOKENS),
    ("scim/v2/Schemas", "/scim/v2/Schemas", FOR_TOKENS),
    ("scim/v2/Users", "/scim/v2/Users", FOR_TOKENS),
    ("scim/v2/Users/<str:key>", "/scim/v2/Users/1", FOR_TOKENS),
    ("scim/v2/Groups", "/scim/v2/Groups", FOR_TOKENS),
    ("scim/v2/Groups/<str:key>", "/scim/v2/Groups/1", FOR_TOKENS),
    ("inloggning/scim/", "/inloggning/scim/", FOR_ADMINISTRATORS),
    (
        "inloggning/scim/<int:feed_id>/stang/",
        "/inloggning/scim/1/stang/",
        FOR_SENDING_ONLY,
    ),
    (
        "inloggning/scim/grupp/<int:group_id>/",
        "/inloggning/scim/grupp/1/",
        FOR_SENDING_ONLY,
    ),
]
