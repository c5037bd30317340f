"""Who there is at django-helpdesk before it has any tickets; prints how they are let in."""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Make helpers and queues, as many as told; print a session, a token and their ids.

    Those that are there from before are taken as they are.
    """
    django.setup()
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from helpdesk.models import Queue  # noqa: PLC0415
    from rest_framework.authtoken.models import Token  # noqa: PLC0415

    helpers, queues = map(int, sys.argv[1:])
    users = get_user_model().objects
    found = [
        users.get_or_create(
            username=f"helper{place}", defaults={"is_staff": True, "is_superuser": place == 0}
        )[0]
        for place in range(helpers)
    ]
    made = [
        Queue.objects.get_or_create(slug=f"grupp{place}", defaults={"title": f"Grupp {place}"})[0]
        for place in range(queues)
    ]
    browser = Client()
    browser.force_login(found[0])
    told = {
        "session": browser.cookies["sessionid"].value,
        "token": Token.objects.get_or_create(user=found[0])[0].key,
        "helpers": [each.pk for each in found],
        "queues": [each.pk for each in made],
    }
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()
