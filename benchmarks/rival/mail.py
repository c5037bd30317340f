"""Letters fetched from a mailbox by django-helpdesk's own `get_email`; prints the seconds."""

from __future__ import annotations

import sys
import time

import django


def main() -> None:
    """Take in what is in a mailbox; the time it takes to begin is not counted."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from helpdesk.models import Queue, Ticket  # noqa: PLC0415

    host, port, user, password, wanted = sys.argv[1:]
    queue = Queue.objects.order_by("pk")[0]
    queue.allow_email_submission = True
    queue.email_box_type, queue.email_box_host, queue.email_box_port = "imap", host, int(port)
    queue.email_box_user, queue.email_box_pass = user, password
    queue.email_address, queue.email_box_interval = user, 0
    queue.save()
    before = Ticket.objects.count()
    began = time.perf_counter()
    call_command("get_email", quiet=True)
    seconds = time.perf_counter() - began
    assert Ticket.objects.count() == before + int(wanted), "every letter is a ticket"
    print(seconds)  # noqa: T201


if __name__ == "__main__":
    main()
