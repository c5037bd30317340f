"""What is settled is asked once while it stays so, and anew as soon as it does not."""

import pytest
from django.db import transaction

from samdrift.plumbing import contributions
from samdrift.reporting import memory, registry
from samdrift.reporting.models import RecordChange
from samdrift.reporting.ports import SettledSource
from samdrift.servicedesk.models import Group, TicketEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """Return who answers what the groups are called, and how often it was really asked."""

    class Asked:
        times = 0

        def __call__(self, reads=(Group,)):
            def names():
                self.times += 1
                return tuple(Group.objects.values_list("name", flat=True))

            return memory.in_process("tests.groups", reads, names)

    return Asked()


def group(name):
    return Group.objects.create(key=name.lower(), name=name, line=1)


def test_what_has_not_changed_is_not_asked_again(asked, django_assert_num_queries):
    group("Nord")
    with memory.settled():
        asked()

    with django_assert_num_queries(1), memory.settled():
        found = [asked(), asked()]

    assert found == [("Nord",)] * 2
    assert asked.times == 1


def test_what_has_changed_is_asked_anew_the_next_time(asked):
    group("Nord")
    with memory.settled():
        asked()

    group("Syd")
    with memory.settled():
        found = asked()

    assert found == ("Nord", "Syd")


def test_whoever_changes_it_asks_within_one_of_their_own(asked):
    with memory.settled():
        before = asked()
        group("Nord")
        with memory.settled(anew=True):
            after = asked()

    assert (before, after) == ((), ("Nord",))


def test_within_another_the_states_are_not_asked_for_again(asked, django_assert_num_queries):
    group("Nord")
    with memory.settled():
        asked()

    with django_assert_num_queries(1), memory.settled():
        before = asked()
        with memory.settled():
            within = asked()

    assert (before, within) == (("Nord",), ("Nord",))


def test_what_was_seen_of_a_change_taken_back_is_not_told_again(asked):
    with transaction.atomic():
        group("Nord")
        with memory.settled():
            asked()
        transaction.set_rollback(True)

    with memory.settled():
        found = asked()

    assert found == ()


def test_outside_it_and_of_what_nobody_watches_is_asked_each_time(asked):
    asked()
    asked()
    RecordChange.objects.filter(table_name=TicketEvent._meta.db_table).delete()
    for _ in range(2):
        with memory.settled():
            asked((Group, TicketEvent))

    assert asked.times == 4


def test_states_are_asked_for_together_once_they_have_been_asked_for(
    asked, django_assert_num_queries
):
    for reads in ((Group,), (Group, RecordChange)):
        with memory.settled():
            asked(reads)

    with django_assert_num_queries(2), memory.settled():
        asked((Group, RecordChange))
        asked()


def test_all_that_is_held_so_is_watched():
    offered = tuple(contributions.offered(SettledSource))

    assert {each.key for each in offered} == {
        "api.tokens",
        "mandates.held",
        "parties.held",
        "servicedesk.helpers",
        "servicelevels.agreements",
        "switchboard.extensions",
    }
    tables = {model._meta.db_table for each in offered for model in each.reads}
    assert not tables & registry.unwatched()
    assert tables <= set(RecordChange.objects.values_list("table_name", flat=True))
