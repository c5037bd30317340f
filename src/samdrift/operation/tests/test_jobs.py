"""Long work as whoever runs the product sees it."""

from samdrift.plumbing import clock
from samdrift.plumbing.jobs import beats, services
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.models import Job


def ask(key="hamtning-1"):
    return services.ask(key=key, kind="t.t", told={"n": 1}, asked_by="eva", at=clock.now())


def test_jobs_are_listed_by_state_and_tell_what_happened(admin):
    job = ask()
    mine = services.claim(at=clock.now())
    beats.tell(mine.pk, 1, beats.Beat("Läser", 1, 30, 60, 120.0))

    assert "hamtning-1" in admin.get("/drift/arbeten/?lage=running").content.decode()
    assert (
        "Inget arbete är i det läget." in admin.get("/drift/arbeten/?lage=failed").content.decode()
    )
    page = admin.get(f"/drift/arbeten/{job.pk}/").content.decode()
    assert "omkring 2 minuter kvar" in page
    assert page.index("Begärt") < page.index("Påbörjat")

    services.end(mine, State.FAILED, at=clock.now(), result={}, problem="Filen är borta.")
    page = admin.get(f"/drift/arbeten/{job.pk}/").content.decode()
    assert "Filen är borta." in page
    assert "Gör om" in page


def test_a_job_that_waits_is_stopped_at_once_and_can_be_asked_for_again(admin):
    job = ask()

    admin.post(f"/drift/arbeten/{job.pk}/avbryt/")
    job.refresh_from_db()
    assert (job.state, job.told) == (State.CANCELLED, {"n": 1})
    last = job.events.last()
    assert (last.kind, last.by) == ("cancelled", "Sofia Rask")

    admin.post(f"/drift/arbeten/{job.pk}/igen/")
    job.refresh_from_db()
    assert (job.state, job.told, job.asked_by) == (State.WAITING, {"n": 1}, "Sofia Rask")
    assert [each.kind for each in job.events.all()] == ["asked", "cancelled", "asked"]


def test_what_is_done_is_neither_stopped_nor_done_again(admin):
    job = ask()
    services.end(services.claim(at=clock.now()), State.DONE, at=clock.now(), result={})

    told = admin.post(f"/drift/arbeten/{job.pk}/igen/", follow=True).content.decode()
    assert "Bara det som misslyckats eller avbrutits kan göras om." in told
    told = admin.post(f"/drift/arbeten/{job.pk}/avbryt/", follow=True).content.decode()
    assert "Arbetet är redan slut." in told

    assert Job.objects.get().state == State.DONE
