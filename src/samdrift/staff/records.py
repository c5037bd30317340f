"""The absences and the ordinary days behind a figure, never told of one by one.

A record tells of one person, so a list of them is never shown. What is told is how many they are
and their sum, in the groups of the annual report, and of none that is too small.
"""

from __future__ import annotations

from dataclasses import replace

from samdrift.kernel.figures import Figure, Origin
from samdrift.reporting import memory
from samdrift.reporting.memory import Form, Question
from samdrift.reporting.selections import RecordSource
from samdrift.reporting.wording import in_words
from samdrift.staff import queries
from samdrift.staff.choices import DIVISIONS, Group

SMALL_GROUP = "Gruppen har tio eller färre personer, så uppgiften visas inte."
COULD_BE_RECKONED = (
    "Uppgiften visas inte, för av den går det att räkna ut en grupp med tio eller färre personer."
)
FEW_SPELLS = "Uppgiften kan hänföras till enskilda personer, så den visas inte."


def _group(origin: Origin) -> Group:
    return Group(dict(origin.scope)["group"])


def _sick_leave(origin: Origin) -> queries.SickLeave:
    return queries.sick_leave(span=origin.span)


def _describe(origin: Origin) -> str:
    """Tell the group; never who is in it."""
    group = _group(origin)
    return "" if group is Group.ALL else in_words(str(group.label))


def _withheld(origin: Origin) -> str:
    """Return why an origin may not be told of; kept, for every page that names one asks."""
    question = Question(f"withheld {origin}", queries.READS, origin.span.last_day.year)
    return memory.kept(question, lambda: _told_of_too_few(origin), Form(str, str))


def _told_of_too_few(origin: Origin) -> str:
    found, group = _sick_leave(origin), _group(origin)
    if found.is_small(group):
        return FEW_SPELLS if group is Group.LONG_TERM else SMALL_GROUP
    return COULD_BE_RECKONED if found.would_tell_of_small(group) else ""


def _divided(origin: Origin) -> tuple[Origin, ...]:
    """Return the groups that everybody is told in; a group is not told of in smaller ones."""
    if _group(origin) is not Group.ALL:
        return ()
    groups = (group for division in DIVISIONS for group in division)
    return tuple(replace(origin, scope=(("group", group.value),)) for group in groups)


def _absences(origin: Origin) -> int:
    return len(_sick_leave(origin).absences_of(_group(origin)))


def _absent_days(origin: Origin) -> Figure:
    return _sick_leave(origin).absent_days(_group(origin))


def _staff(origin: Origin) -> int:
    return len(_sick_leave(origin).staff_of(_group(origin)))


def _ordinary_days(origin: Origin) -> Figure:
    return _sick_leave(origin).of_days(_group(origin))


OFFERS = (
    RecordSource(
        key=queries.ABSENCES,
        title="Sjukfrånvaro",
        describe=_describe,
        recount=_absences,
        readd=_absent_days,
        is_personal=True,
        withheld=_withheld,
        divided=_divided,
    ),
    RecordSource(
        key=queries.STAFF_DAYS,
        title="Ordinarie arbetsdagar",
        describe=_describe,
        recount=_staff,
        readd=_ordinary_days,
        is_personal=True,
        withheld=_withheld,
        divided=_divided,
    ),
)
