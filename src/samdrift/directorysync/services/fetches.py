"""Fetches: asked for, carried out whole or not at all, answered where they stop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from samdrift.directorysync import entries, ldap, queries
from samdrift.directorysync.choices import FetchState, Sort, What
from samdrift.directorysync.comparing import known
from samdrift.directorysync.comparing.plan import Plan, plan
from samdrift.directorysync.comparing.words import Names
from samdrift.directorysync.errors import CannotFetch
from samdrift.directorysync.models import EntryDifference, Fetch, Source
from samdrift.directorysync.ports import Passed, Told
from samdrift.directorysync.services import departments, writing
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.jobs.ports import Cancelled, Tell
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.models import Mailbox

FETCH = "directorysync.fetch"
KEPT = timedelta(days=365)
"""So long it is told who differed how; the numbers stay."""
_STILL_IN = "Kan fortfarande logga in här."
_LONGEST_NOTE = 300


@transaction.atomic
def ask(*, source_key: str, is_trial: bool, by: str, at: datetime) -> Fetch:
    """Ask for a directory to be fetched, or only for what that would change.

    Raises CannotFetch where it has no branches, or is being fetched.
    """
    source = Source.objects.select_for_update().get(key=source_key)
    if not source.branches.exists():
        raise CannotFetch("Säg först vilka grenar av katalogen som ska läsas.")
    _require_rest(source)
    fetch = Fetch.objects.create(source=source, is_trial=is_trial, asked_by=by, asked_at=at)
    return _asked(fetch, by, at)


@transaction.atomic
def answer(*, fetch_id: int, may_go_on: bool, by: str, at: datetime) -> Fetch:
    """Let a fetch that stopped be carried out after all, or drop it.

    As many may vanish as it told of, and no more. Raises CannotFetch where it waits no longer.
    """
    fetch = Fetch.objects.select_for_update().get(pk=fetch_id)
    if fetch.state != FetchState.HALTED:
        raise CannotFetch("Hämtningen väntar inte längre på svar.")
    if may_go_on:
        _require_rest(Source.objects.select_for_update().get(pk=fetch.source_id))
    fetch.state = FetchState.SETTLED if may_go_on else FetchState.DROPPED
    fetch.save(update_fields=["state"])
    if not may_go_on:
        return fetch
    allows = {
        sort: told[What.VANISHED] for sort, told in fetch.counts.items() if told.get(What.VANISHED)
    }
    following = Fetch.objects.create(
        source_id=fetch.source_id,
        is_trial=False,
        asked_by=by,
        asked_at=at,
        allows=allows,
        follows=fetch,
    )
    return _asked(following, by, at)


def _asked(fetch: Fetch, by: str, at: datetime) -> Fetch:
    key = queries.job_key(fetch.pk)
    jobs.ask(key=key, kind=FETCH, told={"fetch": fetch.pk}, asked_by=by, at=at)
    return fetch


def _require_rest(source: Source) -> None:
    if queries.is_being_fetched(source.pk):
        raise CannotFetch("Katalogen hämtas redan. Vänta tills det är klart.")


def carry_out(*, fetch_id: int, at: datetime, tell: Tell) -> None:
    """Read a directory, and do what was asked, in one transaction; done once it is not done again.

    What goes wrong is told by the fetch itself, and then nothing was changed.
    """
    fetch = Fetch.objects.select_related("source").get(pk=fetch_id)
    if fetch.state != FetchState.ASKED:
        return
    try:
        told, passed = _read(fetch, tell)
        with transaction.atomic():
            _take(fetch_id, told, passed, at)
    except CannotFetch as refusal:
        _end(fetch_id, FetchState.FAILED, at, problem=str(refusal))
    except Cancelled:
        _end(fetch_id, FetchState.DROPPED, at)
        raise


def _read(fetch: Fetch, tell: Tell) -> tuple[tuple[Told, ...], tuple[Passed, ...]]:
    asked = queries.asked(fetch.source)
    expected = max(queries.last_number(fetch.source_id), 1)
    name = fetch.source.name
    tell(name, 0, expected)
    raws = ldap.read(asked, lambda number: tell(name, number, max(expected, number)))
    return entries.told(raws)


def _take(fetch_id: int, told: Sequence[Told], passed: Sequence[Passed], at: datetime) -> None:
    fetch = Fetch.objects.select_for_update().get(pk=fetch_id)
    if fetch.state != FetchState.ASKED:
        return  # Another worker took it up meanwhile, and has done it.
    source = Source.objects.select_for_update().get(pk=fetch.source_id)
    found = plan(source.pk, told, passed)
    fetch.read = {str(sort): number for sort, number in found.read.items()}
    fetch.counts = found.counts
    _note(fetch, found, told)
    departments.note(source.pk, told)
    if any(number > fetch.allows.get(sort, 0) for sort, number in found.too_many.items()):
        fetch.state = FetchState.HALTED
        fetch.problem = _halted(found)
    elif fetch.is_trial:
        fetch.state = FetchState.SHOWN
    else:
        fetch.state = FetchState.TAKEN
        writing.write(source.pk, found, at=at)
    fetch.ended_at = at
    fetch.save()
    if fetch.state == FetchState.HALTED:
        _write_to_keeper(fetch, source, at)


def _halted(found: Plan) -> str:
    parts = [
        f"{number} av {found.present.get(sort, 0)} {Sort(sort).label.lower()}"
        for sort, number in sorted(found.too_many.items())
    ]
    return f"{' och '.join(parts)} finns inte längre i katalogen."


def _note(fetch: Fetch, found: Plan, told: Sequence[Told]) -> None:
    """Write down every difference, in words that can be read for ever."""
    names = Names(found.lines, told, known.references(fetch.source_id))
    leave = [
        line.row_id
        for line in found.lines
        if line.sort == Sort.PERSON and line.what in (What.VANISHED, What.SHUT) and line.row_id
    ]
    signed_in = queries.who_sign_in(leave)
    rows = [
        EntryDifference(
            fetch=fetch,
            sort=line.sort,
            what=line.what,
            name=line.name,
            dn=line.dn,
            changes=names.changes(line),
            note=_STILL_IN if line.sort == Sort.PERSON and line.row_id in signed_in else "",
        )
        for line in found.lines
    ]
    rows += [
        EntryDifference(
            fetch=fetch,
            sort=each.sort,
            what=What.PASSED,
            name=each.dn.partition(",")[0][:200],
            dn=each.dn[:1000],
            note=each.why[:_LONGEST_NOTE],
        )
        for each in found.passed
    ]
    EntryDifference.objects.bulk_create(rows, batch_size=known.BATCH)


@transaction.atomic
def _end(fetch_id: int, state: FetchState, at: datetime, *, problem: str = "") -> None:
    fetch = Fetch.objects.select_for_update().get(pk=fetch_id)
    if fetch.state != FetchState.ASKED:
        return
    fetch.state, fetch.ended_at, fetch.problem = state, at, problem
    fetch.save()
    if problem:
        _write_to_keeper(fetch, Source.objects.get(pk=fetch.source_id), at)


def _write_to_keeper(fetch: Fetch, source: Source, at: datetime) -> None:
    """Write to whoever keeps a directory that its fetch of the night stopped or did not go."""
    boxes = Mailbox.objects.filter(is_open=True).exclude(smtp_host="")
    box = boxes.order_by("key").first()
    if not source.keeper_address or box is None or fetch.asked_by != queries.NIGHT:
        return
    outbox.post(
        outbox.Draft(
            to=(source.keeper_address,),
            subject=f"Samdrift: hämtningen av {source.name} behöver ett svar",
            text=f"{fetch.problem}\n\nIngenting har ändrats. Se Katalogen.",
            reference="directorysync",
            is_automatic=True,
        ),
        mailbox_key=box.key,
        at=at,
    )


def ask_of_the_night(*, at: datetime) -> int:
    """Ask for the directories that are fetched at night and have not been tonight."""
    due = queries.due_tonight(at=at)
    for key in due:
        ask(source_key=key, is_trial=False, by=queries.NIGHT, at=at)
    return len(due)


def forget_old(*, at: datetime) -> None:
    """Forget who differed in fetches of long ago; how many stays."""
    EntryDifference.objects.filter(fetch__ended_at__lt=at - KEPT).delete()
