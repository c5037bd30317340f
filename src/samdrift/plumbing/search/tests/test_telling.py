"""What the index is told, what it forgets, and how it is written anew."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from samdrift.plumbing.jobs import queries as standings
from samdrift.plumbing.jobs import worker
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.models import Job
from samdrift.plumbing.jobs.ports import JobKind, Task
from samdrift.plumbing.search import marking, queries, rows, services, work
from samdrift.plumbing.search.models import Entry, Mark
from samdrift.plumbing.search.ports import Searchable, SearchableSource, Watched
from samdrift.plumbing.search.tests.given import ALL, NOW, case, find, keys, told

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


def skarm(user):
    """Return a user as something to be found, by a screen."""
    return Searchable("user", str(user.pk), f"Skärm {user.username}", NOW)


@pytest.fixture
def source(monkeypatch):
    """Return a source that tells of users, whose names are told with a screen."""
    watched = (Watched(User, ("username",)),)

    def things(ids):
        return map(skarm, User.objects.filter(pk__in=ids, is_active=True))

    offer = SearchableSource("t.users", "Användare", "user", User, things, watched)
    offered = work.contributions.offered
    told = lambda asked: iter([offer]) if asked is SearchableSource else offered(asked)  # noqa: E731
    monkeypatch.setattr(work.contributions, "offered", told)
    monkeypatch.setattr(work, "AT_A_TIME", 100)
    return offer


@pytest.fixture
def watched(source):
    """Have the database mark changed users."""
    marking.watch()
    return source


def users(count):
    return User.objects.bulk_create(User(username=f"{number:04}") for number in range(count))


def terms_left():
    """How many entries' terms there are, as each database has them."""
    of_sqlite = "SELECT count(*) FROM search_terms"
    of_postgresql = "SELECT count(*) FROM search_entry WHERE terms <> ''"
    with connection.cursor() as cursor:
        cursor.execute(of_postgresql if connection.vendor == "postgresql" else of_sqlite)
        return cursor.fetchone()[0]


def test_a_thing_told_again_is_found_by_what_it_is_now():
    told(case(1, "Skärm"))
    told(case(1, "Skrivare"))

    assert (keys("skärm"), keys("skrivare")) == ([], ["1"])
    assert (Entry.objects.count(), terms_left()) == (1, 1)


def test_a_thing_told_twice_at_once_is_what_it_was_told_last():
    assert services.index([case(1, "Skärm"), case(1, "Skrivare")], at=NOW) == 1
    assert (keys("skärm"), keys("skrivare")) == ([], ["1"])


def test_nothing_told_is_nothing_done():
    assert services.index([], at=NOW) == 0


def test_what_is_rolled_back_is_not_found():
    with transaction.atomic():
        told(case(1, "Skärm"))
        transaction.set_rollback(True)

    assert keys("skärm") == []


def test_what_is_forgotten_leaves_no_word_behind():
    told(case(1, "Skärm"), case(2, "Skärm"), Searchable("guide", "000000001", "Skärm", NOW))

    assert services.forget("case", ["000000001", "none"]) == 1

    assert keys("skärm", kinds=("case",)) == ["2"]
    assert (Entry.objects.count(), terms_left()) == (2, 2)


def test_the_future_is_now():
    told(case(1, "Skärm", days=-400))

    assert find("skärm", scope=ALL).hits[0].created == NOW


def test_a_very_long_text_is_kept_and_found_as_far_as_it_is_looked_into():
    words = " ".join(f"ord{number}å" for number in range(30_000))
    told(case(1, "Lång", words))

    assert keys("ord5000å") == ["1"]
    assert keys("ord29999å") == []
    assert len(Entry.objects.get().text) == rows.MOST_TEXT


def test_a_text_of_nothing_but_new_words_fits():
    told(case(1, "Lång", " ".join(chr(0x4E00 + n % 20_000) * 79 + str(n) for n in range(1200))))

    assert keys("lång") == ["1"]


def test_the_index_is_written_anew_by_a_worker(source):
    users(251)
    gone = Searchable("user", "99999", "Skärm borta", NOW)
    told(gone, Searchable("guide", "g", "Skärm", NOW))
    job = work.ask_for_rebuild(asked_by="eva", at=LATER)

    assert worker.work_once()

    standing = standings.standings(job.key)[job.key]
    assert (standing.state, standing.result) == (State.DONE, {"indexed": 251, "forgotten": 1})
    assert find("skärm", scope=ALL, kinds=("user",)).count == 251
    assert keys("skärm", kinds=("guide",)) == ["g"]


def test_work_that_was_broken_off_goes_on_where_it_was(source, monkeypatch):
    users(251)
    written = []
    index = services.index
    monkeypatch.setattr(
        services, "index", lambda them, at: written.append(index(them, at=at)) or written[-1]
    )

    def breaks(item, done, whole):
        assert (item, whole) == ("Användare", 251)
        if done == 200:
            raise ZeroDivisionError

    told_to = {"since": LATER.isoformat()}
    with pytest.raises(ZeroDivisionError):
        work.rebuild(Task("k", told_to, "", LATER, breaks))
    work.rebuild(Task("k", told_to, "", LATER, lambda *_: None))

    assert written == [100, 100, 0, 0, 51]


def test_what_changed_while_it_was_written_anew_is_as_it_changed(source):
    (eva,) = users(1)
    told_to = {"since": NOW.isoformat()}
    services.index([Searchable("user", str(eva.pk), "Skrivare", NOW)], at=LATER)

    work.rebuild(Task("k", told_to, "", LATER, lambda *_: None))

    assert keys("skrivare") == [str(eva.pk)]


def catch_up():
    next(offer for offer in work.OFFERS if offer.key == "search.catch-up").run(LATER)


def test_whatever_changes_a_row_the_index_is_told_of_it(watched):
    eva, kim = users(2)
    catch_up()
    assert sorted(keys("skärm")) == sorted([str(eva.pk), str(kim.pk)])

    User.objects.filter(pk=eva.pk).update(username="ny")
    User.objects.filter(pk=kim.pk).delete()
    assert keys("ny") == []
    catch_up()

    assert keys("ny") == [str(eva.pk)]
    assert keys("skärm") == [str(eva.pk)]
    assert not Mark.objects.exists()


def test_what_changed_last_is_told_first(watched):
    first, last = users(2)

    services.tell_marked(at=LATER, most=1)

    assert keys("skärm") == [str(last.pk)]
    assert [int(mark.key) for mark in Mark.objects.all()] == [first.pk]


def test_a_change_of_what_is_not_told_marks_nothing(watched):
    (eva,) = users(1)
    catch_up()

    User.objects.filter(pk=eva.pk).update(first_name="Eva")
    User.objects.filter(pk=eva.pk).update(username=eva.username)

    assert not Mark.objects.exists()


def test_what_is_no_longer_to_be_found_is_forgotten(watched):
    (eva,) = users(1)
    catch_up()

    User.objects.filter(pk=eva.pk).update(is_active=False, username="borta")
    catch_up()

    assert not Entry.objects.exists()


def test_what_is_told_at_once_is_not_told_again(watched):
    (eva,) = users(1)
    assert Mark.objects.count() == 1

    told(skarm(eva))

    assert not Mark.objects.exists()


def test_what_is_rolled_back_is_not_marked(watched):
    with transaction.atomic():
        users(1)
        transaction.set_rollback(True)

    assert not Mark.objects.exists()


def test_watching_again_does_no_more_and_another_way_to_watch_takes_its_place(watched):
    assert not marking.is_unwatched()
    assert not marking.watch()

    object.__setattr__(watched, "watched", (Watched(User, ("first_name",)),))
    assert marking.is_unwatched()
    assert marking.watch()
    users(1)
    catch_up()
    User.objects.update(username="ny")

    assert not Mark.objects.exists()


def test_what_was_there_before_it_was_watched_is_told_by_a_worker(source):
    users(3)

    work.watch(at=LATER)
    work.watch(at=LATER + timedelta(days=1))

    assert [job.kind for job in Job.objects.all()] == [work.REBUILD]


def test_an_empty_database_has_nothing_to_be_told(source):
    work.watch(at=LATER)

    assert not marking.is_unwatched()
    assert not Job.objects.exists()


def test_entries_of_an_older_analyser_are_written_anew_once():
    told(case(1, "Skärm"))
    renew = next(offer for offer in work.OFFERS if offer.key == "search.renew")
    renew.run(LATER)
    assert not Job.objects.exists()

    Entry.objects.update(analyser=0)
    renew.run(LATER)
    renew.run(LATER)

    assert queries.outdated_count() == 1
    assert [job.kind for job in Job.objects.all()] == [work.REBUILD]


def test_the_index_is_kept_quick_by_a_chore():
    told(case(1, "Skärm"))
    optimise = next(offer for offer in work.OFFERS if offer.key == "search.optimise")

    optimise.run(LATER)

    assert keys("skärm") == ["1"]
    assert any(isinstance(offer, JobKind) for offer in work.OFFERS)


def test_a_worker_takes_in_what_was_written_and_nothing_waits_then():
    told(case(1, "Skärm"))

    services.take_in()

    assert keys("skärm") == ["1"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_entry_terms')")
            assert cursor.fetchone() == (0,)
