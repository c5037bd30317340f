"""Jobs asked for, claimed, taken up again, ended and forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.jobs import beats, queries, services, worker
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.models import Job
from samdrift.plumbing.jobs.ports import JobKind
from samdrift.plumbing.jobs.tests.given import MOMENT

LATER = services.LEASE + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def kind(monkeypatch):
    """Return who makes a function the one kind of work that is offered."""

    def make(run):
        offered = worker.contributions.offered
        told = lambda asked: iter([JobKind("t.t", run)]) if asked is JobKind else offered(asked)  # noqa: E731
        monkeypatch.setattr(worker.contributions, "offered", told)

    return make


def ask(key="t", at=MOMENT):
    return services.ask(key=key, kind="t.t", told={"n": 1}, asked_by="eva", at=at)


def standing(key="t"):
    return queries.standings(key)[key]


@pytest.mark.django_db
def test_a_job_is_done_once_however_often_it_is_asked_for(kind):
    kind(lambda task: {"saw": task.told["n"]})
    ask()
    ask()

    assert worker.work_once()
    ask()
    assert not worker.work_once()

    assert (standing().state, standing().result) == (State.DONE, {"saw": 1})


@pytest.mark.django_db
def test_a_job_is_nobody_elses_while_its_worker_is_seen():
    ask()
    mine = services.claim(at=clock.now())
    beats.tell(mine.pk, mine.attempts, beats.Beat("a", 1, 1, 2, 3.0))

    assert services.claim(at=clock.now()) is None
    assert (standing().percent, standing().seconds_left) == (50, 3)
    assert services.claim(at=clock.now() + LATER).attempts == 2


@pytest.mark.django_db
def test_whoever_wakes_up_late_ends_nothing():
    ask()
    late = services.claim(at=MOMENT)
    services.claim(at=MOMENT + LATER)

    assert not services.end(late, State.DONE, at=MOMENT, result={})

    assert standing().state is State.RUNNING


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_given_up_and_can_be_asked_for_again():
    ask()
    for turn in range(services.MOST_ATTEMPTS):
        assert services.claim(at=MOMENT + turn * LATER) is not None

    assert services.claim(at=MOMENT + 3 * LATER) is None
    assert "avbröts flera gånger" in standing().problem
    ask()
    assert (standing().state, standing().problem) == (State.WAITING, "")


@pytest.mark.django_db
def test_a_refusal_is_told_and_a_fault_of_ours_is_not(kind):
    def refuse(_task):
        raise Refusal("Det går inte.")

    kind(refuse)
    ask()
    worker.work_once()
    assert (standing().state, standing().problem) == (State.FAILED, "Det går inte.")

    kind(lambda _task: {"hemligt": 1 / 0})
    ask("annat")
    worker.work_once()
    assert standing("annat").state is State.FAILED
    assert "Felet ligger hos oss" in standing("annat").problem


@pytest.mark.django_db
def test_a_database_that_is_busy_leaves_the_job_to_be_taken_up_again(kind):
    def be_away(_task):
        raise OperationalError("database is locked")

    kind(be_away)
    ask()

    with pytest.raises(OperationalError):
        worker.work_once()

    assert standing().state is State.RUNNING
    assert services.claim(at=clock.now() + LATER) is not None


@pytest.mark.django_db
def test_a_wish_to_cancel_stops_the_work_where_it_is(kind):
    def work(task):
        beats.ask_to_cancel(standing().job)
        task.tell("fil", 1, 2)
        raise AssertionError

    kind(work)
    ask()

    assert worker.work_once()

    assert (standing().state, standing().is_to_stop) == (State.CANCELLED, False)


@pytest.mark.django_db
def test_what_ended_long_ago_is_forgotten(kind):
    kind(lambda _task: {})
    ask()
    worker.work_once()
    ask("waits")

    services.forget_old(at=clock.now() + services.KEPT + timedelta(minutes=1))

    assert [job.key for job in Job.objects.all()] == ["waits"]


@pytest.mark.django_db
def test_a_worker_works_until_it_is_over_through_a_database_that_is_away(kind, monkeypatch):
    kind(lambda _task: {})
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    ask()
    claim = services.claim

    def first_away(*, at):
        monkeypatch.setattr(services, "claim", claim)
        raise OperationalError("gone")

    monkeypatch.setattr(services, "claim", first_away)
    turns = iter([False, False, False, True])
    worker.work(is_over=lambda: next(turns))

    assert standing().state is State.DONE


def test_a_beat_that_cannot_be_read_says_nothing(settings):
    beats.tell(1, 1, beats.Beat("a"))
    (settings.HOME / "jobs" / "1.1.beat").write_text("{")

    assert beats.last(1, 1) == beats.Beat()
    assert beats.last_seen(2, 1) == 0.0


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time by itself"
)
def test_workers_who_claim_at_once_each_get_their_own():
    for number in range(3):
        ask(f"job-{number}")
    barrier = Barrier(4)

    def claim(_):
        barrier.wait(timeout=20)
        try:
            found = services.claim(at=clock.now())
            return found.key if found else None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        told = [key for key in pool.map(claim, range(4)) if key]

    assert len(told) == len(set(told))
    assert told


@pytest.mark.django_db
def test_what_happens_to_a_job_is_told_in_order_until_the_job_is_forgotten():
    ask()
    services.claim(at=MOMENT)
    services.claim(at=MOMENT + LATER)
    job = Job.objects.get()

    assert [each.kind for each in queries.happenings(job.pk)] == [
        "Begärt",
        "Påbörjat",
        "Upptaget igen",
    ]

    job.state, job.ended_at = State.DONE, MOMENT
    job.save()
    services.forget_old(at=MOMENT + services.KEPT + timedelta(days=1))
    assert queries.happenings(job.pk) == ()
