"""What was answered before, given again while the records are in the very state it was read from.

ADR 18 tells why it can never be out of date. Outside a snapshot nothing is remembered.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from django.db import DatabaseError, connection, models, transaction
from django.utils import translation

from samdrift.reporting import snapshot, watching
from samdrift.reporting.models import KeptAnswer

MOST_IN_PROCESS = 2_000
"""How many answers a process holds ready; the longest unused goes first."""
MOST_KEPT = 5_000
"""How many answers the database keeps, once those that no longer hold are gone."""
MOST_SLIPS = 100
"""With more slips than this a table's are added together by whoever meets them."""
OF_NO_YEAR = 0
"""The shelf of what is asked of all years, such as which there are."""
_PATIENCE_SECONDS = 5.0
"""How long Python's SQLite waits for who else writes, where nothing else is set."""
_SOURCES = (".py", ".csv", ".mo")
_PACKAGE = Path(__file__).resolve().parents[1]
_SETTLED: ContextVar[_States | None] = ContextVar("samdrift_settled", default=None)
_ASKED_OF: set[str] = set()
"""The tables whose state this process has asked for within `settled`: they are asked together."""

type Reads = tuple[type[models.Model], ...]
type _States = dict[str, watching.State | None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in words of its own, of the records of which models.

    `reads` names every model the answer depends on; without any it is never remembered, and None
    says that it depends on its words and the program alone. Answers that are asked for together
    stand on one shelf, which is the year they tell of, and are fetched together with those of the
    year before and of no year; one without a shelf is fetched alone.
    """

    words: str
    reads: Reads | None
    shelf: int | None = None

    @property
    def key(self) -> str:
        """What it is known by; words may be shown in several languages."""
        return _digest((self.words, translation.get_language() or ""))


@dataclass(frozen=True, slots=True)
class Form[Answer]:
    """How an answer is written down, and read again to be just what it was."""

    write: Callable[[Answer], str]
    read: Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class _Noted:
    """An answer just read from the records, to be kept once the snapshot is over."""

    key: str
    shelf: int | None
    state: str
    reads: Reads | None
    answer: object
    text: Callable[[], str] | None


def kept[Answer](
    question: Question, ask: Callable[[], Answer], form: Form[Answer] | None = None
) -> Answer:
    """Return what the records answer, without asking them where they have not changed since.

    Without a form an answer is held in this process only. One that was refused is asked again.
    """
    state = _state(question.reads) if snapshot.is_open() else ""
    if not state:
        return ask()
    key = question.key
    return snapshot.remembered(
        ("reporting.kept", key), lambda: _kept(question, key, state, ask, form)
    )


def _kept[Answer](
    question: Question,
    key: str,
    state: str,
    ask: Callable[[], Answer],
    form: Form[Answer] | None,
) -> Answer:
    """Return the answer of this state, asked once within a snapshot and so noted once."""
    answer = _HELD.get(key, state)
    if answer is None and form is not None:
        text = _text(question, key, state)
        answer = None if text is None else form.read(text)
        if answer is not None:
            _HELD.put(question.reads, key, state, answer)
    if answer is None:
        answer = ask()
        text_of = None if form is None else _writer(form, answer)
        _note(_Noted(key, question.shelf, state, question.reads, answer, text_of))
    return answer  # type: ignore[return-value]  # The key says which question it answers.


@contextmanager
def settled(*, anew: bool = False) -> Iterator[None]:
    """Have what `in_process` returns be held here too, by the state its records had at first.

    Others may change them meanwhile, as after any question. Within another it goes by the states
    that were asked for there; whoever has changed what is settled asks anew.
    """
    around = None if anew else _SETTLED.get()
    token = _SETTLED.set({} if around is None else around)
    try:
        yield
    finally:
        _SETTLED.reset(token)


def in_process[Answer](words: str, reads: Reads, ask: Callable[[], Answer]) -> Answer:
    """Return what is small and asked for by most pages, held by each process and nowhere else.

    It is asked once within a snapshot, also where nobody can tell the state of its records.
    """
    if not snapshot.is_open() and (states := _SETTLED.get()) is not None:
        return _settled(Question(words, reads), reads, ask, states)
    return snapshot.remembered(
        ("reporting.in-process", words), lambda: kept(Question(words, reads), ask)
    )


def _settled[Answer](
    question: Question, reads: Reads, ask: Callable[[], Answer], states: _States
) -> Answer:
    """Return what is held in this state, else ask; what is written meanwhile is another state."""
    tables = {model._meta.db_table for model in reads}
    if not tables <= states.keys():
        _ASKED_OF.update(tables)
        states |= dict.fromkeys(_ASKED_OF) | watching.states(sorted(_ASKED_OF))
    known = {name: state for name, state in states.items() if state is not None}
    key, state = question.key, _mark(reads, known)
    answer = _HELD.get(key, state) if state else None
    if answer is None:
        answer = ask()
        if state:
            _HELD.put(reads, key, state, answer)
    return answer  # type: ignore[return-value]  # The key says which question it answers.


def expect(year: int) -> None:
    """Have what is kept of a year fetched together with the first that is asked of any."""
    snapshot.remembered("reporting.expected", set[int]).update((year, year - 1))


def expected() -> frozenset[int]:
    """Return the years that are asked about in this snapshot: few, and best read together."""
    return frozenset(snapshot.remembered("reporting.expected", set[int]))


def look_up(questions: Sequence[Question]) -> None:
    """Fetch together what is kept of questions that have no shelf."""
    keys = {question.key for question in questions if not is_held(question)}
    known = snapshot.remembered("reporting.looked-up", dict[str, dict[tuple[str, str], str]])
    if snapshot.is_open() and not keys <= known.keys():
        known |= dict.fromkeys(keys, _read(KeptAnswer.objects.filter(key__in=keys)))


def is_kept(question: Question) -> bool:
    """Whether a question would be answered without asking the records."""
    key, state = question.key, _state(question.reads)
    return bool(state) and (is_held(question) or _text(question, key, state) is not None)


def is_held(question: Question) -> bool:
    """Whether this process holds the answer."""
    return _HELD.get(question.key, _state(question.reads)) is not None


def tidy() -> None:
    """Add slips together, and forget answers that no longer hold or nobody may ask for again."""
    for name in watching.states():
        watching.add_together(name)
    latest = KeptAnswer.objects.order_by("-id").values_list("id", flat=True)
    KeptAnswer.objects.exclude(pk__in=list(latest[:MOST_KEPT])).delete()


class _Held:
    """Answers of this process, each with the state of the records it was read from."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, tuple[Reads | None, str, object]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, state: str) -> object | None:
        with self._lock:
            found = self._answers.get(key)
            if found is None or found[1] != state:
                return None
            self._answers.move_to_end(key)
            return found[2]

    def put(self, reads: Reads | None, key: str, state: str, answer: object) -> None:
        with self._lock:
            self._answers[key] = (reads, state, answer)
            self._answers.move_to_end(key)
            while len(self._answers) > MOST_IN_PROCESS:
                self._answers.popitem(last=False)

    def keys_that_hold(self, now: Callable[[Reads | None], str]) -> list[str]:
        with self._lock:
            every = tuple((key, reads, state) for key, (reads, state, _) in self._answers.items())
        return [key for key, reads, state in every if now(reads) == state]

    def forget(self) -> None:
        with self._lock:
            self._answers.clear()


_HELD = _Held()


def forget_in_process() -> None:
    """Let this process forget what it holds, as a new one begins."""
    _HELD.forget()


def _state(reads: Reads | None) -> str:
    """Return the mark of the state that the records of models are in, empty where none can tell."""
    if reads is None:
        return _made_by()
    return snapshot.remembered(
        ("reporting.state", reads),
        lambda: _mark(reads, snapshot.remembered("reporting.states", watching.states)),
    )


def _mark(reads: Reads | None, states: dict[str, watching.State]) -> str:
    if reads is None:
        return _made_by()
    names = sorted({model._meta.db_table for model in reads})
    if not names or any(name not in states for name in names):
        return ""
    told = (f"{name} {states[name].changes} {states[name].token}" for name in names)
    return _digest((_made_by(), *told))


@cache
def _made_by() -> str:
    """Return a digest of the program: an answer is of the program that made it."""
    files = (
        path
        for path in sorted(_PACKAGE.rglob("*"))
        if path.suffix in _SOURCES and "tests" not in path.parts
    )
    return _digest(hashlib.sha256(path.read_bytes()).hexdigest() for path in files)


def _text(question: Question, key: str, state: str) -> str | None:
    """Return what is kept that answers in this state, None where nothing is."""
    if question.shelf is None:
        alone = snapshot.remembered("reporting.looked-up", dict[str, dict[tuple[str, str], str]])
        if key not in alone:
            alone[key] = _read(KeptAnswer.objects.filter(key=key))
        return alone[key].get((key, state))
    known = snapshot.remembered("reporting.shelves", dict[int, dict[tuple[str, str], str]])
    if question.shelf not in known:
        expected = snapshot.remembered("reporting.expected", set[int])
        near = {OF_NO_YEAR, question.shelf, question.shelf - 1, *expected} - known.keys()
        held = _HELD.keys_that_hold(_state)
        found = _read(KeptAnswer.objects.filter(shelf__in=near).exclude(key__in=held))
        known |= dict.fromkeys(near, found)
    return known[question.shelf].get((key, state))


def _read(found: models.QuerySet[KeptAnswer]) -> dict[tuple[str, str], str]:
    return {(key, state): text for key, state, text in found.values_list("key", "state", "text")}


def _writer[Answer](form: Form[Answer], answer: Answer) -> Callable[[], str]:
    return lambda: form.write(answer)


def _note(noted: _Noted) -> None:
    waiting: list[_Noted] = snapshot.remembered("reporting.noted", list)
    if not waiting:
        snapshot.afterwards(lambda: _keep(waiting))
    waiting.append(noted)


def _keep(waiting: list[_Noted]) -> None:
    """Keep answers whose records are still in the state they were read from.

    Within somebody else's transaction others may have committed between question and answer; then
    the state is another now, and the answer is let go.
    """
    states = watching.states()
    holding = [each for each in waiting if _mark(each.reads, states) == each.state]
    for each in holding:
        _HELD.put(each.reads, each.key, each.state, each.answer)
    rows = [
        KeptAnswer(key=each.key, shelf=each.shelf, state=each.state, text=each.text())
        for each in sorted(holding, key=lambda each: each.key)
        if each.text is not None
    ]
    many = [name for name, state in states.items() if state.slips > MOST_SLIPS]
    if rows or many:
        _write(rows, many)


def _write(rows: Sequence[KeptAnswer], many: Iterable[str]) -> None:
    """Write if it can be done at once: nobody waits to keep what can be asked anew."""
    is_ours = not connection.in_atomic_block
    try:
        with _without_waiting(), transaction.atomic():
            KeptAnswer.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["key"],
                update_fields=["shelf", "state", "text"],
            )  # fmt: skip
            for name in many if is_ours else ():
                watching.add_together(name)
    except DatabaseError:
        return


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Have SQLite say at once that another writes; PostgreSQL lets both write."""
    if connection.vendor != "sqlite":
        yield
        return
    patience = connection.settings_dict["OPTIONS"].get("timeout", _PATIENCE_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
