"""What is told to another system by SCIM: people, groups, and what we can (RFC 7643, 7644)."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from samdrift.provisioning.models import Provisioned, ProvisionedGroup

type Json = dict[str, Any]

CORE = "urn:ietf:params:scim:schemas:core:2.0"
MESSAGES = "urn:ietf:params:scim:api:messages:2.0"
MOST_LISTED = 200


def address(*parts: str) -> str:
    """Return where a resource is."""
    return "/".join((f"{settings.BASE_URL}/scim/v2", *parts))


def user(row: Provisioned) -> Json:
    """Return somebody as a resource."""
    person, key = row.person, str(row.key)
    phones = (("work", person.phone), ("mobile", person.mobile))
    name = {"givenName": row.given_name, "familyName": row.family_name, "formatted": person.name}
    return {
        "schemas": [f"{CORE}:User"],
        "id": key,
        "externalId": row.external_id,
        "userName": row.user_name,
        "displayName": person.name,
        "name": name,
        "title": person.title,
        "active": person.is_active,
        "emails": [{"value": person.email, "type": "work", "primary": True}]
        if person.email
        else [],
        "phoneNumbers": [
            {"value": f"+{digits}", "type": kind} for kind, digits in phones if digits
        ],
        "meta": {"resourceType": "User", "location": address("Users", key)},
    }


def group(row: ProvisionedGroup) -> Json:
    """Return a group as a resource."""
    key = str(row.key)
    return {
        "schemas": [f"{CORE}:Group"],
        "id": key,
        "externalId": row.external_id,
        "displayName": row.name,
        "members": [
            {
                "value": str(each.key),
                "display": each.user_name,
                "$ref": address("Users", str(each.key)),
            }
            for each in row.members.all()
        ],
        "meta": {"resourceType": "Group", "location": address("Groups", key)},
    }


def listed(resources: list[Json], *, total: int, start: int) -> Json:
    """Return a page of resources."""
    return {
        "schemas": [f"{MESSAGES}:ListResponse"],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": resources,
    }


def refusal(detail: str, *, status: int, kind: str = "") -> Json:
    """Return why something was not done."""
    told = {"schemas": [f"{MESSAGES}:Error"], "status": str(status), "detail": detail}
    return told | ({"scimType": kind} if kind else {})


def configuration() -> Json:
    """Return what we can: patches and filters; not much at once, and no passwords."""
    no = {"supported": False}
    return {
        "schemas": [f"{CORE}:ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST_LISTED},
        "changePassword": no,
        "sort": no,
        "etag": no,
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer",
                "description": "A token of one organisation",
            }
        ],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": address("ServiceProviderConfig"),
        },
    }


def resource_types() -> list[Json]:
    """Return of what kinds resources are."""
    return [
        {
            "schemas": [f"{CORE}:ResourceType"],
            "id": name,
            "name": name,
            "endpoint": f"/{name}s",
            "schema": f"{CORE}:{name}",
            "meta": {"resourceType": "ResourceType", "location": address("ResourceTypes", name)},
        }
        for name in ("User", "Group")
    ]


def schemas() -> list[Json]:
    """Return which attributes we keep of each kind; what else is sent is let be."""
    email = [_attribute("value"), _attribute("type"), _attribute("primary", "boolean")]
    of_user = [
        _attribute("userName", is_needed=True, uniqueness="server"),
        _attribute("externalId"),
        _attribute("displayName"),
        _attribute("name", "complex", inside=[_attribute("givenName"), _attribute("familyName")]),
        _attribute("title"),
        _attribute("active", "boolean"),
        _attribute("emails", "complex", is_list=True, inside=email),
        _attribute("phoneNumbers", "complex", is_list=True, inside=email[:2]),
    ]
    of_group = [
        _attribute("displayName", is_needed=True, uniqueness="server"),
        _attribute("externalId"),
        _attribute("members", "complex", is_list=True, inside=[_attribute("value")]),
    ]
    return [
        {
            "schemas": [f"{CORE}:Schema"],
            "id": f"{CORE}:{name}",
            "name": name,
            "attributes": attributes,
            "meta": {
                "resourceType": "Schema",
                "location": address("Schemas", f"{CORE}:{name}"),
            },
        }
        for name, attributes in (("User", of_user), ("Group", of_group))
    ]


def _attribute(
    name: str,
    kind: str = "string",
    *,
    is_needed: bool = False,
    is_list: bool = False,
    uniqueness: str = "none",
    inside: list[Json] | None = None,
) -> Json:
    told: Json = {
        "name": name,
        "type": kind,
        "multiValued": is_list,
        "required": is_needed,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": uniqueness,
    }
    return told | ({"subAttributes": inside} if inside else {})
