"""Accounts by SCIM: they come, change and end as their own organisation says, and no other's."""

import json
from copy import deepcopy

import pytest
from django.contrib.auth.models import User
from django.test import Client

from samdrift.directory.models import Person
from samdrift.parties import queries as parties
from samdrift.parties import services as ways_in
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation
from samdrift.plumbing import clock
from samdrift.provisioning import reading, services
from samdrift.provisioning.errors import CannotProvision
from samdrift.provisioning.models import Feed, Provisioned, ProvisionedGroup
from samdrift.provisioning.views import endpoint
from samdrift.servicedesk.tests.given import MONDAY

KARIN = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName": "karin@vimmerby.se",
    "externalId": "42",
    "name": {"givenName": "Karin", "familyName": "Ek"},
    "emails": [{"value": "karin@vimmerby.se", "type": "work", "primary": True}],
    "phoneNumbers": [{"value": "070-174 06 35", "type": "mobile"}],
    "active": True,
}
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class System:
    """Another system with the token of an organisation."""

    def __init__(self, code, name):
        Organisation.objects.create(code=code, name=name, role=OrganisationRole.MEMBER, position=1)
        at = clock.now()
        self.token = services.add_feed(name=name, organisation=code, by="admin", at=at)
        self.client = Client(headers={"Authorization": f"Bearer {self.token}"})

    def ask(self, method, path, body=None, **query):
        answer = self.client.generic(
            method,
            f"/scim/v2/{path}",
            b"" if body is None else json.dumps(body),
            "application/scim+json",
            query_params=query,
        )
        assert answer.headers["Content-Type"] == "application/scim+json"
        return answer.status_code, json.loads(answer.content) if answer.content else None

    def add(self, **told):
        status, body = self.ask("POST", "Users", KARIN | told)
        assert status == 201
        return body["id"]

    def patch(self, path, *operations):
        return self.ask("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)})


@pytest.fixture
def vimmerby(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    monkeypatch.setattr(endpoint, "GUESSES", endpoint.Throttle(30))
    return System("VIM", "Vimmerby")


@pytest.fixture
def hultsfred(vimmerby):
    return System("HUL", "Hultsfred")


def in_groups(system, *keys, name="Servicedesk"):
    members = [{"value": key} for key in keys]
    status, body = system.ask("POST", "Groups", {"displayName": name, "members": members})
    assert status == 201
    return body["id"]


def signing_in(key):
    """Return as whom somebody signs in, and a client that they have signed in with."""
    user = User.objects.get(pk=Provisioned.objects.get(key=key).person.user_id)
    client = Client()
    client.force_login(user)
    ways_in.note_session(
        user_id=user.pk, session_key=client.session.session_key, browser="", way="", at=MONDAY
    )
    return user, client


def test_somebody_is_added_found_and_told_as_they_were_sent(vimmerby):
    key = vimmerby.add()

    status, told = vimmerby.ask("GET", f"Users/{key}")

    person = Person.objects.get()
    assert (person.name, person.email, person.mobile) == (
        "Karin Ek", "karin@vimmerby.se", "46701740635",
    )  # fmt: skip
    assert person.organisation_id == "VIM"
    assert (status, told["userName"], told["externalId"]) == (200, "karin@vimmerby.se", "42")
    assert (told["active"], told["name"]["givenName"]) == (True, "Karin")
    assert told["meta"]["location"].endswith(f"/scim/v2/Users/{key}")
    for written, number in (
        ('userName eq "KARIN@vimmerby.se"', 1),
        ('externalId eq "42"', 1),
        ('emails.value eq "karin@vimmerby.se"', 1),
        ('userName eq "annan"', 0),
    ):
        _status, page = vimmerby.ask("GET", "Users", filter=written)
        assert (page["totalResults"], len(page["Resources"])) == (number, number)
    assert vimmerby.ask("GET", "Users", count="0")[1]["totalResults"] == 1
    assert vimmerby.ask("POST", "Users", KARIN)[0] == 409
    assert Person.objects.count() == 1
    assert Feed.objects.get().used_at == MONDAY


def test_whoever_is_in_the_directory_already_is_meant_and_keeps_what_is_not_told(vimmerby):
    known = Person.objects.create(
        key="ad-1", name="K Ek", kind="employee", organisation_id="VIM", title="Lärare",
        email="Karin@vimmerby.se",
    )  # fmt: skip

    vimmerby.add()

    known.refresh_from_db()
    assert (known.key, known.name, known.title) == ("ad-1", "Karin Ek", "Lärare")
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "value": {"active": False}},
        {"op": "replace", "path": "ACTIVE", "value": False},
        None,
    ],
)
def test_whoever_is_shut_there_is_out_here_at_once_and_may_come_back(vimmerby, operation):
    key = vimmerby.add()
    group = in_groups(vimmerby, key)
    pk = ProvisionedGroup.objects.get(key=group).pk
    services.give_role(group_id=pk, role="auditor", at=MONDAY)
    user, client = signing_in(key)
    assert client.get("/vem-kan-se/").status_code == 200

    if operation is None:
        assert vimmerby.ask("DELETE", f"Users/{key}")[0] == 204
        assert vimmerby.ask("GET", f"Users/{key}")[0] == 404
    else:
        status, told = vimmerby.patch(f"Users/{key}", operation)
        assert (status, told["active"]) == (200, False)

    assert client.get("/losenord/").status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    assert not Person.objects.get().is_active
    if operation:
        back = {"op": "replace", "path": "active", "value": True}
        assert vimmerby.patch(f"Users/{key}", back)[1]["active"]
        user.refresh_from_db()
        assert user.is_active


def test_a_group_gives_its_role_while_one_is_in_it_and_lets_other_roles_be(vimmerby):
    karin, per = vimmerby.add(), vimmerby.add(userName="per", emails=[], displayName="Per Ek")
    group = in_groups(vimmerby, karin)
    row = ProvisionedGroup.objects.get()
    services.give_role(group_id=row.pk, role="agent", at=MONDAY)
    user, _client = signing_in(karin)
    assert parties.roles_of(user.pk) == {"agent"}
    wanted = ways_in.Wanted(("agent", "elected"), "VIM")
    ways_in.change_person(user_id=user.pk, wanted=wanted, by="admin", at=MONDAY)

    vimmerby.patch(f"Groups/{group}", {"op": "add", "path": "members", "value": [{"value": per}]})
    gone = {"op": "remove", "path": f'members[value eq "{karin}"]'}
    status, told = vimmerby.patch(f"Groups/{group}", gone)

    assert (status, [each["value"] for each in told["members"]]) == (200, [per])
    assert parties.roles_of(user.pk) == {"elected"}
    assert parties.roles_of(signing_in(per)[0].pk) == {"agent"}
    assert vimmerby.ask("DELETE", f"Groups/{group}")[0] == 204
    assert parties.roles_of(signing_in(per)[0].pk) == {"employee"}


def test_one_organisations_token_knows_nothing_of_anothers_people(vimmerby, hultsfred):
    key = vimmerby.add()
    group = in_groups(vimmerby, key)
    before = Provisioned.objects.values().get(), Person.objects.values().get()

    shut = {"op": "replace", "path": "active", "value": False}
    for method, path, body in (
        ("GET", f"Users/{key}", None),
        ("PUT", f"Users/{key}", KARIN),
        ("DELETE", f"Users/{key}", None),
        ("GET", f"Groups/{group}", None),
        ("DELETE", f"Groups/{group}", None),
        ("POST", "Groups", {"displayName": "Vår", "members": [{"value": key}]}),
    ):
        assert hultsfred.ask(method, path, body)[0] == 404
    assert hultsfred.patch(f"Users/{key}", shut)[0] == 404
    assert hultsfred.ask("GET", "Users")[1]["totalResults"] == 0
    assert (Provisioned.objects.values().get(), Person.objects.values().get()) == before
    assert ProvisionedGroup.objects.count() == 1


def test_without_an_open_token_nothing_is_answered(vimmerby):
    for sent in ("", "Bearer fel", f"Basic {vimmerby.token}"):
        answer = Client(headers={"Authorization": sent}).get("/scim/v2/Users")
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert vimmerby.token not in str(Feed.objects.values().get())
    services.shut_feed(feed_id=Feed.objects.get().pk)

    assert vimmerby.ask("GET", "Users")[0] == 401
    for _wrong in range(40):
        last = Client(headers={"Authorization": "Bearer fel"}).get("/scim/v2/Users")
    assert last.status_code == 429
    assert Client().get("/scim/v2/Users").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "Users", {"userName": "x"}, 400),
        ("POST", "Users", KARIN | {"active": "kanske"}, 400),
        ("POST", "Users", KARIN | {"emails": "x"}, 400),
        ("POST", "Users", KARIN | {"userName": "x" * 255}, 400),
        ("POST", "Users", [], 400),
        ("GET", "Users?filter=userName+co+%22x%22", None, 400),
        ("GET", "Users?filter=password+eq+%22x%22", None, 400),
        ("GET", "Users/inte-en-nyckel", None, 404),
        ("POST", "ServiceProviderConfig", {}, 405),
        ("PATCH", "Users/{key}", {"Operations": []}, 400),
        ("PATCH", "Users/{key}", {"Operations": [{"op": "byt", "path": "active"}]}, 400),
        ("PATCH", "Users/{key}", {"Operations": [{"op": "add", "path": "a[b", "value": 1}]}, 400),
        ("PATCH", "Users/{key}", {"Operations": [{"op": "remove"}]}, 400),
        ("POST", "Groups", {"members": []}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_as_scim_says_it_and_changes_nothing(
    vimmerby, method, path, body, status
):
    key = vimmerby.add()
    before = Person.objects.values().get()

    told = vimmerby.ask(method, path.replace("{key}", key), body)

    assert told[0] == status
    assert told[1]["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert told[1]["status"] == str(status)
    assert Person.objects.values().get() == before


def test_the_last_who_administers_is_not_shut_out_by_another_system(vimmerby):
    key = vimmerby.add()
    in_groups(vimmerby, key)
    group = ProvisionedGroup.objects.get()
    services.give_role(group_id=group.pk, role="agent", at=MONDAY)
    user, _client = signing_in(key)
    wanted = ways_in.Wanted(("administrator",), "VIM")
    ways_in.change_person(user_id=user.pk, wanted=wanted, by="admin", at=MONDAY)

    assert vimmerby.ask("PUT", f"Users/{key}", KARIN | {"active": False})[0] == 409
    user.refresh_from_db()
    assert user.is_active
    assert Person.objects.get().is_active


def test_what_we_can_is_told_to_whoever_asks(vimmerby):
    _status, told = vimmerby.ask("GET", "ServiceProviderConfig")
    assert (told["patch"]["supported"], told["bulk"]["supported"]) == (True, False)
    _status, kinds = vimmerby.ask("GET", "ResourceTypes")
    assert [each["endpoint"] for each in kinds["Resources"]] == ["/Users", "/Groups"]
    _status, schemas = vimmerby.ask("GET", "Schemas")
    assert "userName" in [each["name"] for each in schemas["Resources"][0]["attributes"]]


SHOWN = {
    "userName": "k",
    "name": {"givenName": "K"},
    "emails": [{"value": "a@b.se", "type": "work"}],
    "members": [{"value": "1"}, {"value": "2"}],
}


@pytest.mark.parametrize(
    ("operation", "name", "then"),
    [
        ({"op": "add", "path": "name.familyName", "value": "E"}, "name",
         {"givenName": "K", "familyName": "E"}),
        ({"op": "replace", "path": 'emails[type eq "work"].value', "value": "c@d.se"}, "emails",
         [{"value": "c@d.se", "type": "work"}]),
        ({"op": "add", "path": 'emails[type eq "home"].value', "value": "c@d.se"}, "emails",
         [{"value": "a@b.se", "type": "work"}, {"type": "home", "value": "c@d.se"}]),
        ({"op": "remove", "path": "members", "value": [{"value": "1"}]}, "members",
         [{"value": "2"}]),
        ({"op": "remove", "path": "members"}, "members", None),
        ({"op": "add", "path": "members", "value": [{"value": "2"}, {"value": "3"}]}, "members",
         [{"value": "1"}, {"value": "2"}, {"value": "3"}]),
        ({"op": "replace", "value": {"name.givenName": "L", "username": "l"}}, "userName", "l"),
        ({"op": "replace", "path": f"{reading.ENTERPRISE}:department", "value": "X"}, "userName",
         "k"),
    ],
)  # fmt: skip
def test_a_patch_does_what_it_asks_and_leaves_what_it_is_given(operation, name, then):
    before = deepcopy(SHOWN)

    told = reading.patched(SHOWN, {"Operations": [operation]})

    assert told.get(name) == then
    assert before == SHOWN


@pytest.mark.parametrize(
    "body", [{"Operations": [1]}, {"Operations": "x"}, {}, {"Operations": [{}] * 1001}]
)
def test_what_is_no_patch_is_refused(body):
    with pytest.raises(CannotProvision):
        reading.patched(SHOWN, body)


def test_feeds_are_added_shut_and_their_groups_given_roles_on_the_page(vimmerby):
    in_groups(vimmerby, vimmerby.add())
    wanted = ways_in.Wanted(("administrator",))
    user_id = ways_in.add_person(name="admin", wanted=wanted, by="x", at=MONDAY)
    admin, page = Client(), "/inloggning/scim/"
    admin.force_login(User.objects.get(pk=user_id))
    assert admin.post(page, {"name": "Vimmerby", "organisation": "VIM"}).status_code == 422
    token = admin.post(page, {"name": "Entra", "organisation": "VIM"}).context["token"]
    assert token not in admin.get(page).content.decode()
    (group,) = admin.get(page).context["groups"]
    for role in ("administrator", "agent"):
        admin.post(f"{page}grupp/{group.id}/", {"role": role})
    assert ProvisionedGroup.objects.get().role == "agent"

    admin.post(f"{page}{Feed.objects.get(name='Entra').pk}/stang/")

    told = Client(headers={"Authorization": f"Bearer {token}"}).get("/scim/v2/Users")
    assert told.status_code == 401
