"""What stands at the right of a ticket: its clock, its reporter, what else is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from samdrift.directory import queries as directory
from samdrift.knowledge import queries as knowledge
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import contributions
from samdrift.plumbing.wording import choices_in_words
from samdrift.reporting import together
from samdrift.servicedesk.casework import beside as services
from samdrift.servicedesk.casework import callers, concerning
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.callers import Noted
from samdrift.servicedesk.casework.concerning import Beside
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.choices import LinkKind
from samdrift.servicedesk.ports import BesideSource, KnownSource, Lead, Reader
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.views import words
from samdrift.servicelevels import wording
from samdrift.servicelevels.queries.clocks import clock_of

MOST_OTHERS = 5
MOST_GUIDES = 3


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a ticket is to be solved and how long is left, or when it was, and how in time."""

    heading: str
    when: str
    standing: words.Standing
    reckoned: str
    steps: tuple[str, ...]


def context(case: Case, reader: Reader, now: datetime) -> dict[str, object]:
    """Return what is told beside a ticket; what is not there is not asked for."""
    requester = directory.person(case.requester_id) if case.requester_id else None
    return {
        "deadline": _deadline(case, now),
        "requester": requester,
        "things": _things(case, reader),
        "notes": _notes(case, reader),
        "their_others": _their_others(case, reader),
        "leads": _leads(case, reader),
        "others": casework.others(reader=reader, ticket_id=case.id) if case.has_others else (),
        "checklist": casework.checklist(case.id) if case.has_checklist else (),
        "minutes": case.minutes,
        "suppliers": casework.suppliers_of(case.id) if case.has_been_with_supplier else (),
        "is_watching": case.is_watched,
        "present": present_words(case, reader, now),
        "guides": knowledge.suggested(case.subject, limit=MOST_GUIDES),
        "levels": words.LEVEL_WORDS.items(),
        "kinds": words.KIND_WORDS.items(),
        "link_kinds": choices_in_words(LinkKind.choices),
    }


def _things(case: Case, reader: Reader) -> tuple[Beside, ...]:
    """Return what the ticket concerns, and what else the reporter works with."""
    if not (case.has_devices and reader.is_desk):
        return ()
    return concerning.beside(ticket_id=case.id, person_id=case.requester_id)


def _notes(case: Case, reader: Reader) -> tuple[Noted, ...]:
    """Return what to know of the reporter."""
    if case.requester_id is None or not (case.has_notes and reader.is_desk):
        return ()
    return callers.notes(case.requester_id)


def see(case: Case, reader: Reader, *, is_writing: bool, at: datetime) -> None:
    """Let colleagues see who has the ticket open."""
    if reader.is_desk:
        services.be_present(ticket_id=case.id, user_id=reader.user_id, is_writing=is_writing, at=at)


def present_words(case: Case, reader: Reader, now: datetime) -> list[str]:
    """Return a sentence for everybody else who has the ticket open."""
    told = services.present(ticket_id=case.id, at=now, but=reader.user_id)
    return [
        (_("%(name)s skriver i ärendet") if is_writing else _("%(name)s har ärendet öppet"))
        % {"name": name}
        for name, is_writing in told
    ]


def known_now(organisation_code: str, at: datetime) -> tuple[Lead, ...]:
    """Return what is known just now that a caller may be calling about."""
    sources = contributions.offered(KnownSource)
    return tuple(lead for source in sources for lead in source.now(organisation_code, at))


def _leads(case: Case, reader: Reader) -> tuple[Lead, ...]:
    """Return what the apps above know of a ticket; of imported history they know nothing."""
    if not (case.is_live and reader.is_desk):
        return ()
    sources = tuple(contributions.offered(BesideSource))
    rows = together.asked({each.key: each.rows(case.id) for each in sources if each.rows})
    return tuple(
        lead
        for source in sources
        for lead in source.about(rows.get(source.key, ()), case.number, reader)
    )


def _suppliers() -> tuple[tuple[str, str], ...]:
    every = parties.parties()
    return tuple((p.code, p.name) for p in every if p.role == OrganisationRole.SUPPLIER)


def _deadline(case: Case, now: datetime) -> Deadline | None:
    face = clock_of(case.number) if case.is_live else None
    if face is None:
        return None
    reckoned, steps = wording.sentence(face.solution), wording.lines(face.solution)
    done = face.solution.done
    if done is not None and done.end is not None:
        met = ("ok", _("Inom tidsfristen")) if done.is_met else ("bad", _("Efter tidsfristen"))
        when = words.moment(done.end, now=now)
        return Deadline(_("Löstes"), when, words.Standing(*met), reckoned, steps)
    when = words.moment(case.solve_by, now=now) if case.solve_by else _("Klockan står still")
    left = words.time_left(solve_by=case.solve_by, status=case.status, at=now)
    return Deadline(_("Ska vara löst"), when, left, reckoned, steps)


def _their_others(case: Case, reader: Reader) -> tuple[tuple[str, str], ...]:
    """Return the reporter's other open tickets that the reader may see."""
    if case.requester_id is None or not case.has_more_asked:
        return ()
    return queue.others_of_requester(
        reader=reader, person_id=case.requester_id, but=case.number, limit=MOST_OTHERS
    )
