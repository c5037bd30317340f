"""A desk with tokens for its people, and whoever asks with them."""

import json

from django.contrib.auth.models import User

from samdrift.api import services
from samdrift.api.choices import Scope
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.letters_given import PostedDesk


class OpenDesk(PostedDesk):
    """A service desk whose agent Jonas and employee Karin have tokens."""

    def __init__(self):
        super().__init__()
        self.karin.user = User.objects.create(username="karin")
        self.karin.save()
        Membership.objects.create(user=self.karin.user, role=PersonRole.EMPLOYEE)

    def token(self, username="jonas", scopes=tuple(Scope.values)):
        name = f"{username} {' '.join(scopes)}"
        return services.give_token(
            name=name[:100], username=username, scopes=scopes, by="root", at=MONDAY
        )


class Caller:
    """Another system, with a token."""

    def __init__(self, client, token):
        self._client, self._token = client, token

    def __call__(self, method, path, told=None, **headers):
        return self._client.generic(
            method,
            f"/api/v1{path}",
            json.dumps(told) if told is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self._token}"} | headers,
        )
