"""What a directory tells, held against what is known, shown and carried out."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User

from samdrift.assets.models import Device, DeviceEvent, Holding
from samdrift.assets.tests import given as things
from samdrift.directory.models import Person, Unit
from samdrift.directorysync.choices import FetchState
from samdrift.directorysync.errors import CannotFetch
from samdrift.directorysync.models import Entry, EntryDifference, Fetch
from samdrift.directorysync.services import fetches, sources
from samdrift.directorysync.tests import given
from samdrift.directorysync.tests.given import AT, TOP, differences
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.jobs import worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(monkeypatch, tmp_path, settings):
    settings.HOME = tmp_path
    return given.Town(monkeypatch)


def test_people_units_and_group_accounts_come_with_who_works_where(town):
    town.unit("Skolan")
    town.unit("Köket", f"OU=Skolan,{TOP}", managedBy=f"CN=Karin,OU=Köket,OU=Skolan,{TOP}")
    town.person("Karin", f"OU=Köket,OU=Skolan,{TOP}", title="Kock", telephoneNumber="0494-19 00 10")
    town.account("info.kinda", displayName="Info", manager=f"CN=Karin,OU=Köket,OU=Skolan,{TOP}")

    fetch = town.fetch()

    karin = Person.objects.get()
    told = (karin.name, karin.words, karin.kind, karin.organisation_id, karin.title, karin.phone)
    assert told == ("Karin", "karin", "employee", "KIN", "Kock", "46494190010")
    assert (karin.unit.name, karin.unit.parent.name) == ("Köket", "Skolan")
    assert karin.unit.manager == karin
    account = Device.objects.get()
    assert (account.tag, account.name, account.values) == (
        "INFO.KINDA", "Info", {"owner": karin.pk}
    )  # fmt: skip
    assert fetch.state == FetchState.TAKEN
    assert fetch.read == {"unit": 2, "person": 1, "account": 1}
    assert fetch.counts == {"unit": {"new": 2}, "person": {"new": 1}, "account": {"new": 1}}


def test_a_group_account_is_counted_as_what_its_municipality_has(town):
    town.account("info.kinda")
    town.fetch()

    held = Holding.objects.get()

    assert (held.kind, held.organisation_id) == ("account.group", "KIN")
    assert (held.in_service, held.out_of_service) == ((AT + timedelta(days=1)).date(), None)


def test_the_same_directory_again_writes_nothing(town):
    town.unit("Skolan")
    town.person("Karin", f"OU=Skolan,{TOP}")
    town.account("info.kinda")
    town.fetch()
    before = list(Person.objects.values()), list(Device.objects.values())

    again = town.fetch()

    assert (again.state, again.counts, differences(again)) == (FetchState.TAKEN, {}, [])
    assert (list(Person.objects.values()), list(Device.objects.values())) == before
    assert DeviceEvent.objects.count() == 1


def test_a_trial_tells_everything_and_changes_nothing(town):
    town.unit("Skolan")
    town.person("Karin", f"OU=Skolan,{TOP}")

    fetch = town.fetch(is_trial=True)

    assert fetch.state == FetchState.SHOWN
    assert differences(fetch) == [("unit", "new", "Skolan", []), ("person", "new", "Karin", [])]
    assert not Person.objects.exists()
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


def test_whoever_changes_name_and_place_stays_the_same_person(town):
    town.unit("Skolan")
    town.unit("Biblioteket")
    karin = town.person("Karin", f"OU=Skolan,{TOP}")
    town.fetch()
    (before,) = Person.objects.values_list("pk", flat=True)
    town.change(
        karin, dn=f"CN=Karin Ek,OU=Biblioteket,{TOP}", displayName="Karin Ek", mail="ek@kinda.test"
    )

    fetch = town.fetch()

    row = Person.objects.get()
    assert (row.pk, row.name, row.unit.name, row.email) == (
        before, "Karin Ek", "Biblioteket", "ek@kinda.test"
    )  # fmt: skip
    changes = [
        ("name", "Karin", "Karin Ek"),
        ("unit", "Skolan", "Biblioteket"),
        ("email", "karin@kinda.example", "ek@kinda.test"),
    ]
    assert differences(fetch) == [("person", "moved", "Karin Ek", changes)]
    assert Entry.objects.get(sort="person").dn == f"CN=Karin Ek,OU=Biblioteket,{TOP}"


def test_a_unit_that_is_renamed_and_moved_keeps_its_people(town):
    town.unit("Norr")
    skolan = town.unit("Skolan")
    town.person("Karin", f"OU=Skolan,{TOP}")
    town.fetch()
    unit = Person.objects.get().unit_id
    town.change(skolan, dn=f"OU=Lyceum,OU=Norr,{TOP}", ou="Lyceum")
    town.change(list(town.entries)[-1], dn=f"CN=Karin,OU=Lyceum,OU=Norr,{TOP}")

    fetch = town.fetch()

    row = Unit.objects.get(pk=unit)
    assert (row.name, row.parent.name) == ("Lyceum", "Norr")
    assert Person.objects.get().unit_id == unit
    assert [each[:3] for each in differences(fetch)] == [("unit", "moved", "Lyceum")]


def test_whoever_is_shut_there_is_no_longer_active_here_and_is_opened_again(town):
    karin = town.person("Karin", userAccountControl="512")
    town.fetch()
    user = User.objects.create_user("karin")
    Person.objects.update(user=user)
    town.change(karin, userAccountControl="514")

    shut = town.fetch()
    was_active = Person.objects.get().is_active
    town.change(karin, userAccountControl="512")
    opened = town.fetch()

    assert (was_active, Person.objects.get().is_active) == (False, True)
    assert differences(shut) == [("person", "shut", "Karin", [])]
    assert shut.differences.get().note == "Kan fortfarande logga in här."
    assert differences(opened) == [("person", "opened", "Karin", [])]


def test_whoever_vanishes_signs_in_no_longer_but_for_the_last_who_administers(town):
    keys = town.people(10)
    town.fetch()
    users = [User.objects.create_user(f"p{number}") for number in range(2)]
    for user, name in zip(users, ("P0", "P1"), strict=True):
        Person.objects.filter(name=name).update(user=user)
    Membership.objects.create(user=users[1], role=PersonRole.ADMINISTRATOR)
    for key in keys[:2]:
        town.entries.pop(key)

    town.fetch()

    assert [User.objects.get(pk=user.pk).is_active for user in users] == [False, True]


def test_an_account_that_is_shut_ends_and_counts_no_longer(town):
    account = town.account("info.kinda")
    town.fetch()
    town.change(account, nsAccountLock="TRUE")

    town.fetch()

    assert Device.objects.get().state_id == "ended"
    assert Holding.objects.get().out_of_service == (AT + timedelta(days=2)).date()


def test_one_in_ten_that_vanishes_is_not_active_and_comes_back_as_the_same(town):
    keys = town.people(10)
    town.fetch()
    entry = town.entries.pop(keys[3])

    gone = town.fetch()
    was_active = Person.objects.get(name="P3").is_active
    town.entries[keys[3]] = entry
    back = town.fetch()

    assert (gone.state, was_active) == (FetchState.TAKEN, False)
    assert differences(gone) == [("person", "vanished", "P3", [])]
    assert Person.objects.get(name="P3").is_active
    assert [each[:3] for each in differences(back)] == [("person", "returned", "P3")]
    assert Person.objects.count() == 10


def test_more_than_a_fifth_that_would_vanish_stops_and_changes_nothing(town):
    keys = town.people(10)
    town.fetch()
    for key in keys[:3]:
        town.entries.pop(key)
    town.change(keys[9], title="Rektor")
    before = list(Person.objects.values())

    fetch = town.fetch()

    assert fetch.state == FetchState.HALTED
    assert fetch.problem == "3 av 10 personer finns inte längre i katalogen."
    assert fetch.counts == {"person": {"vanished": 3, "changed": 1}}
    assert list(Person.objects.values()) == before


def test_a_fifth_sharp_may_vanish(town):
    keys = town.people(10)
    town.fetch()
    for key in keys[:2]:
        town.entries.pop(key)

    assert town.fetch().state == FetchState.TAKEN


def test_what_stopped_is_carried_out_when_somebody_says_so(town):
    keys = town.people(10)
    town.fetch()
    for key in keys[:3]:
        town.entries.pop(key)
    halted = town.fetch()

    fetch = given.done(fetches.answer(fetch_id=halted.pk, may_go_on=True, by="Jonas", at=AT))

    assert (fetch.state, fetch.allows, fetch.follows_id) == (
        FetchState.TAKEN, {"person": 3}, halted.pk
    )  # fmt: skip
    assert Person.objects.filter(is_active=False).count() == 3
    with pytest.raises(CannotFetch, match="väntar inte längre"):
        fetches.answer(fetch_id=halted.pk, may_go_on=True, by="Jonas", at=AT)


def test_more_that_vanish_than_was_answered_for_stop_it_again(town):
    keys = town.people(10)
    town.fetch()
    for key in keys[:3]:
        town.entries.pop(key)
    halted = town.fetch()
    following = fetches.answer(fetch_id=halted.pk, may_go_on=True, by="Jonas", at=AT)
    town.entries.pop(keys[4])

    assert given.done(following).state == FetchState.HALTED
    assert Person.objects.filter(is_active=True).count() == 10


def test_what_stopped_can_be_dropped(town):
    keys = town.people(4)
    town.fetch()
    town.entries.pop(keys[0])
    halted = town.fetch()

    fetches.answer(fetch_id=halted.pk, may_go_on=False, by="Jonas", at=AT)

    assert Fetch.objects.get(pk=halted.pk).state == FetchState.DROPPED
    assert Person.objects.filter(is_active=True).count() == 4


def test_those_who_are_here_already_are_recognised_and_not_doubled(town):
    things.person("karin")
    Unit.objects.create(key="u1", name="Skolan", organisation_id="KIN")
    things.thing("INFO.KINDA", "active", kind="account.group")
    town.unit("skolan")
    town.person("Karin", f"OU=skolan,{TOP}", mail="KARIN@kinda.example", title="Rektor")
    town.account("info.kinda")

    fetch = town.fetch()

    assert (Person.objects.count(), Unit.objects.count(), Device.objects.count()) == (1, 1, 1)
    assert [each[:3] for each in differences(fetch)] == [
        ("unit", "recognised", "skolan"),
        ("person", "recognised", "Karin"),
        ("account", "recognised", "INFO.KINDA"),
    ]
    assert Person.objects.get().unit.key == "u1"


def test_a_unit_of_ours_stays_where_the_directory_says_nothing(town):
    karin = things.person("karin")
    karin.unit = Unit.objects.create(key="u1", name="Ledningen", organisation_id="KIN")
    karin.save()
    town.person("Karin", mail="karin@kinda.example")

    town.fetch()

    assert Person.objects.get().unit.key == "u1"


def test_those_who_are_shut_and_were_never_here_are_passed_by(town):
    town.person("Gammal", userAccountControl="66050")
    town.add("person", f"CN=Tom,{TOP}")
    town.write("x", "person", f"CN=Utan,{TOP}", cn="Utan")

    fetch = town.fetch()

    assert not Person.objects.exists()
    assert [each.note for each in fetch.differences.all()] == [
        "saknar objectGUID eller entryUUID.",
        "saknar namn.",
        "är avstängd, och har inte funnits här.",
    ]


def test_an_account_with_the_tag_of_another_thing_is_passed_by(town):
    things.thing("INFO.KINDA", "stock")
    town.account("info.kinda")

    fetch = town.fetch()

    assert [each.note for each in fetch.differences.all()] == [
        "INFO.KINDA är märkningen på något annat i registret."
    ]
    assert Device.objects.get().kind == things.LAPTOP


def test_the_innermost_branch_says_whose_somebody_is_and_what(town):
    town.branch("VIM", f"OU=Elever,{TOP}", "pupil")
    town.person("Maja", f"OU=7B,OU=Elever,{TOP}")
    town.person("Karin")

    town.fetch()

    assert list(Person.objects.values_list("name", "organisation", "kind")) == [
        ("Karin", "KIN", "employee"),
        ("Maja", "VIM", "pupil"),
    ]


def test_a_directory_that_does_not_answer_is_told_of_and_changes_nothing(town):
    town.people(3)
    town.fetch()
    town.fault = CannotFetch("katalog.test:636 svarar inte.")

    fetch = town.fetch()

    assert (fetch.state, fetch.problem) == (FetchState.FAILED, "katalog.test:636 svarar inte.")
    assert Person.objects.filter(is_active=True).count() == 3


def test_a_directory_is_fetched_once_at_a_time(town):
    fetches.ask(source_key="kommun", is_trial=True, by="Jonas", at=AT)

    with pytest.raises(CannotFetch, match="hämtas redan"):
        fetches.ask(source_key="kommun", is_trial=True, by="Anna", at=AT)

    assert Fetch.objects.count() == 1


def test_the_worker_carries_out_what_is_asked_for(town):
    town.person("Karin")
    fetch = fetches.ask(source_key="kommun", is_trial=False, by="Jonas", at=AT)

    assert worker.work_once()

    assert Fetch.objects.get(pk=fetch.pk).state == FetchState.TAKEN
    assert Person.objects.get().name == "Karin"


def test_a_fetch_that_is_done_is_not_done_again(town):
    town.person("Karin")
    fetch = town.fetch()

    fetches.carry_out(fetch_id=fetch.pk, at=AT, tell=lambda *_: None)

    assert Entry.objects.count() == 1
    assert EntryDifference.objects.count() == 1


def test_a_directory_is_fetched_once_a_night_where_that_is_wished(town):
    wanted = sources.Wanted("Kommun", "ldaps://katalog.test", is_nightly=True)
    sources.keep(key="kommun", wanted=wanted)
    evening = datetime(2026, 3, 2, 22, tzinfo=SWEDEN)

    asked = [fetches.ask_of_the_night(at=evening + timedelta(hours=hours)) for hours in (0, 4, 5)]
    while worker.work_once():
        pass

    assert asked == [0, 1, 0]
    assert fetches.ask_of_the_night(at=evening + timedelta(hours=28)) == 1


def test_who_differed_is_forgotten_after_a_year_and_how_many_stays(town):
    town.person("Karin")
    fetch = town.fetch()

    fetches.forget_old(at=fetch.ended_at + fetches.KEPT)
    was = EntryDifference.objects.count()
    fetches.forget_old(at=fetch.ended_at + fetches.KEPT + timedelta(seconds=1))

    assert (was, EntryDifference.objects.count()) == (1, 0)
    assert Fetch.objects.get().counts == fetch.counts
