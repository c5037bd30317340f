"""Agents that send at the same moment: no machine twice, no word lost, nobody stuck."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from samdrift.inventory.models import Component, Difference, Installation, Machine, Title
from samdrift.inventory.reading import messages
from samdrift.inventory.services import taking
from samdrift.inventory.tests.given import a_computer, an_organisation, later

pytestmark = pytest.mark.django_db(transaction=True)

UUID = "4c4c4544-0034-3010-8048-b6c04f503732"
PROGRAMS = [{"name": f"Program {at}", "version": "1"} for at in range(60)]


def at_once(sendings):
    """Send each at the same moment, every one with a connection of its own."""

    def send(told):
        moment, content = told
        try:
            message = messages.read(content)
            return taking.take_in(message, organisation_code="KIN", at=moment)[0].fate
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(send, sendings))


def test_the_same_new_machine_told_of_eight_times_at_once_is_one():
    an_organisation()
    content = a_computer("PC-1", uuid=UUID, softwares=PROGRAMS)

    fates = at_once([(later(), content)] * 8)

    assert sorted(fates) == ["new", *["unchanged"] * 7]
    assert (Machine.objects.count(), Difference.objects.count()) == (1, 1)
    assert Installation.objects.filter(until=None).count() == 60


def test_different_tellings_of_a_machine_at_once_all_count_and_the_last_stands():
    an_organisation()
    tellings = [
        a_computer("PC-1", uuid=UUID, softwares=PROGRAMS, monitors=[{"serial": f"M{at}"}])
        for at in range(8)
    ]

    at_once([(later(seconds=at), each) for at, each in enumerate(tellings)])

    assert Machine.objects.count() == 1
    assert Component.objects.filter(section="monitors").count() == 8
    assert Component.objects.filter(section="monitors", until=None).count() == 1
    assert Difference.objects.count() == 8


def test_many_new_machines_with_the_same_new_programs_at_once_share_their_titles():
    an_organisation()
    tellings = [
        a_computer(f"PC-{at}", serial=f"SERIE{at}", softwares=PROGRAMS[:: (-1) ** at])
        for at in range(24)
    ]

    fates = at_once([(later(), each) for each in tellings])

    assert fates == ["new"] * 24
    assert (Machine.objects.count(), Title.objects.count()) == (24, 60)
    assert Installation.objects.filter(until=None).count() == 24 * 60
