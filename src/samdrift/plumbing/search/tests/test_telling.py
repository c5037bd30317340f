"""What the index is told, what it forgets, and how it is written anew."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from samdrift.plumbing.jobs import queries as standings
from samdrift.plumbing.jobs import worker
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.models import Job
from samdrift.plumbing.jobs.ports import JobKind, Task
from samdrift.plumbing.search import queries, rows, services, work
from samdrift.plumbing.search.models import Entry
from samdrift.plumbing.search.ports import Searchable, SearchableSource
from samdrift.plumbing.search.tests.given import ALL, NOW, case, keys, told

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def source(monkeypatch):
    """Return a source that tells of a list of cases, which a test may change."""
    things = []

    def documents(after, limit):
        return sorted((each for each in things if each.key > after), key=lambda it: it.key)[:limit]

    offer = SearchableSource("t.cases", "Ärenden", "case", documents, lambda: len(things))
    offered = work.contributions.offered
    told = lambda asked: iter([offer]) if asked is SearchableSource else offered(asked)  # noqa: E731
    monkeypatch.setattr(work.contributions, "offered", told)
    return things


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

    assert queries.find("skärm", scope=ALL).hits[0].created == NOW


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
    source += [case(number, "Skärm") for number in range(1, 452)]
    told(case(900, "Skärm borta"), Searchable("guide", "g", "Skärm", NOW))
    job = work.ask_for_rebuild(asked_by="eva", at=LATER)

    assert worker.work_once()

    standing = standings.standings(job.key)[job.key]
    assert (standing.state, standing.result) == (State.DONE, {"indexed": 451, "forgotten": 1})
    assert queries.find("skärm", scope=ALL, kinds=("case",)).count == 451
    assert keys("skärm", kinds=("guide",)) == ["g"]


def test_work_that_was_broken_off_goes_on_where_it_was(source, monkeypatch):
    source += [case(number, "Skärm") for number in range(1, 452)]
    written = []
    index = services.index
    monkeypatch.setattr(
        services, "index", lambda them, at: written.append(index(them, at=at)) or written[-1]
    )

    def breaks(item, done, whole):
        assert (item, whole) == ("Ärenden", 451)
        if done == 400:
            raise ZeroDivisionError

    told_to = {"since": LATER.isoformat()}
    with pytest.raises(ZeroDivisionError):
        work.rebuild(Task("k", told_to, "", LATER, breaks))
    work.rebuild(Task("k", told_to, "", LATER, lambda *_: None))

    assert written == [200, 200, 0, 0, 51]


def test_what_changed_while_it_was_written_anew_is_as_it_changed(source):
    source += [case(1, "Skärm")]
    told_to = {"since": NOW.isoformat()}
    services.index([case(1, "Skrivare")], at=LATER)

    work.rebuild(Task("k", told_to, "", LATER, lambda *_: None))

    assert keys("skrivare") == ["1"]


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
