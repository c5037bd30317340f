"""Letters fetched from a mailbox's server, and moved there once they are ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from imapclient import IMAPClient

from samdrift.plumbing.mail import intake, servers
from samdrift.plumbing.mail.errors import CannotReach
from samdrift.plumbing.mail.models import Mailbox

MOST_BYTES = 60 * 2**20
"""How large a letter is fetched whole."""
MOST_AT_ONCE = 500
_BATCH_BYTES = 20 * 2**20
_BATCH = 25
_TOO_LARGE = "Brevet är {size} MB, större än vad som hämtas. Det ligger kvar i mappen på servern."


def fetch(mailbox: Mailbox, *, at: datetime) -> int:
    """Fetch the letters of a mailbox. Return how many were new.

    A letter is moved only when it is ours: its bytes on disk and its row committed. Whoever is
    killed in between finds it again, and knows it again. A problem is noted on the mailbox, and
    raised as CannotReach.
    """
    try:
        with servers.imap(mailbox) as session:
            new = _fetch(session, mailbox, at=at)
    except CannotReach as problem:
        note_problem(mailbox, str(problem), at=at)
        raise
    note_problem(mailbox, "", at=at)
    Mailbox.objects.filter(pk=mailbox.pk).update(fetched_at=at)
    return new


def note_problem(mailbox: Mailbox, problem: str, *, at: datetime) -> None:
    """Note how it stands with a mailbox; since when is kept while the problem stays."""
    row = Mailbox.objects.filter(pk=mailbox.pk)
    if not problem:
        row.exclude(problem="").update(problem="", problem_since=None)
    elif not row.exclude(problem="").update(problem=problem):
        row.update(problem=problem, problem_since=at)


def _fetch(session: IMAPClient, mailbox: Mailbox, *, at: datetime) -> int:
    answer = session.select_folder(mailbox.folder)
    validity = int(answer.get(b"UIDVALIDITY", 0))
    if validity != mailbox.uid_validity:
        # The server has numbered anew: everything is looked at again, and known again.
        mailbox.uid_validity, mailbox.last_uid = validity, 0
    if mailbox.done_folder and not session.folder_exists(mailbox.done_folder):
        session.create_folder(mailbox.done_folder)
    new = 0
    for uids, sizes in _batches(session, mailbox):
        new += _take(session, mailbox, uids, sizes, at=at)
        mailbox.last_uid = max(mailbox.last_uid, *uids)
        Mailbox.objects.filter(pk=mailbox.pk).update(
            uid_validity=validity, last_uid=mailbox.last_uid
        )
        _set_aside(session, mailbox, uids)
    return new


def _batches(session: IMAPClient, mailbox: Mailbox) -> Iterator[tuple[list[int], dict[int, int]]]:
    """Yield letters a few at a time, together not larger than what is held in memory."""
    if mailbox.done_folder:
        wanted = session.search(["UNDELETED"])
    else:
        found = session.search(["UID", f"{mailbox.last_uid + 1}:*"])
        wanted = [uid for uid in found if uid > mailbox.last_uid]
    uids = sorted(wanted)[:MOST_AT_ONCE]
    if not uids:
        return
    told = session.fetch(uids, ["RFC822.SIZE"])
    sizes = {uid: int(told.get(uid, {}).get(b"RFC822.SIZE", 0)) for uid in uids}
    batch: list[int] = []
    for uid in uids:
        if batch and (len(batch) >= _BATCH or _sum(batch, sizes) + sizes[uid] > _BATCH_BYTES):
            yield batch, sizes
            batch = []
        batch.append(uid)
    yield batch, sizes


def _sum(uids: Sequence[int], sizes: dict[int, int]) -> int:
    return sum(sizes[uid] for uid in uids)


def _take(
    session: IMAPClient, mailbox: Mailbox, uids: list[int], sizes: dict[int, int], *, at: datetime
) -> int:
    """Receive a batch; of one that is too large only the headers, which go to quarantine."""
    large = [uid for uid in uids if sizes[uid] > MOST_BYTES]
    small = [uid for uid in uids if uid not in large]
    new = 0
    if small:
        whole = session.fetch(small, ["BODY.PEEK[]"])
        for uid in small:
            raw = whole.get(uid, {}).get(b"BODY[]")
            if raw is not None:
                new += intake.receive(mailbox, bytes(raw), at=at)
    for uid in large:
        told = session.fetch([uid], ["BODY.PEEK[HEADER]"])
        raw = told.get(uid, {}).get(b"BODY[HEADER]") or b""
        trouble = _TOO_LARGE.format(size=sizes[uid] // 2**20)
        new += intake.receive(mailbox, bytes(raw), at=at, trouble=trouble)
    return new


def _set_aside(session: IMAPClient, mailbox: Mailbox, uids: list[int]) -> None:
    """Move what is ours out of the way; without a folder to move to, mark it as read."""
    if not mailbox.done_folder:
        session.add_flags(uids, [rb"\Seen"], silent=True)
        return
    if session.has_capability("MOVE"):
        session.move(uids, mailbox.done_folder)
        return
    session.copy(uids, mailbox.done_folder)
    session.delete_messages(uids, silent=True)
    session.expunge(uids if session.has_capability("UIDPLUS") else None)


EVERY = timedelta(minutes=1)
"""How often the worker fetches."""
