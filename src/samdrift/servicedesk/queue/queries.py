"""Lists of tickets, page by page, never counted further than is worth knowing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet

from samdrift.reporting import memory
from samdrift.servicedesk import keywords
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.choices import UNSOLVED, Status
from samdrift.servicedesk.models import SavedView, Ticket, Watcher
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.queue.ports import Count, Item, Page, Selection, View, VisitItem
from samdrift.servicedesk.queue.still_open import still_open

PAGE_SIZE = 50
MOST_COUNTED = 1_000
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Where a ticket without a deadline stands in the queue: last."""
LAST = "last"
"""The page at the other end of a list."""


def tickets(
    *,
    reader: Reader,
    selection: Selection,
    after: str = "",
    before: str = "",
    limit: int = PAGE_SIZE,
) -> Page:
    """Return a page of tickets: unsolved by deadline, the others by when they ended, latest first.

    `after` and `before` are where another page told that this one begins or ends; `before` may
    also be `last`. What is not such a place is the first page.
    """
    order = _Order.of(selection.view)
    rows = _selected(reader, selection)
    is_backwards = bool(before)
    place = None if before == LAST else order.place(before or after)
    if place is not None:
        rows = order.beyond(rows, place, is_backwards=is_backwards)
    found = _first_of(rows, order.fields(is_backwards=is_backwards), limit + 1)
    is_more, items = len(found) > limit, found[:limit]
    if is_backwards:
        items.reverse()
    if not items:
        return Page(())
    has_before = is_more if is_backwards else place is not None
    has_after = (place is not None) if is_backwards else is_more
    return Page(
        tuple(items),
        after=order.write(items[-1]) if has_after else "",
        before=order.write(items[0]) if has_before else "",
    )


def of_requester(*, reader: Reader, person_id: int, limit: int) -> tuple[Item, ...]:
    """Return somebody's latest tickets, those not yet over first."""
    rows = door.visible(reader).filter(requester=person_id, is_live=True)
    rows = rows.exclude(status__in=(Status.CLOSED, Status.MERGED))
    return tuple(_first_of(rows, ("-opened_at",), limit))


def items(*, reader: Reader, ids: Collection[int]) -> dict[int, Item]:
    """Return tickets by their ids, those that somebody sees."""
    visible = _shown(door.visible(reader).filter(pk__in=ids))
    return {row.pk: _item(row) for row in visible}


def others_of_requester(
    *, reader: Reader, person_id: int, but: str, limit: int
) -> tuple[tuple[str, str], ...]:
    """Return the number and subject of somebody's other open tickets, the soonest due first."""
    rows = door.visible(reader).filter(requester=person_id, is_live=True, status__in=UNSOLVED)
    told = rows.exclude(number=but).order_by(F("solve_by").asc(nulls_last=True), "pk")
    return tuple(told.values_list("number", "subject")[:limit])


def of_reader(*, reader: Reader, after: str = "", limit: int = PAGE_SIZE) -> Page:
    """Return a page of all the tickets that somebody sees, the latest reported first."""
    rows = door.visible(reader).filter(is_live=True)
    moment, _, pk = after.rpartition("_")
    if moment and pk.isdecimal():
        before = datetime.fromisoformat(moment)
        rows = rows.filter(Q(opened_at__lt=before) | Q(opened_at=before, pk__lt=int(pk)))
    found = _first_of(rows, ("-opened_at", "-pk"), limit + 1)
    items = found[:limit]
    last = items[-1] if len(found) > limit else None
    return Page(tuple(items), after=f"{last.opened_at.isoformat()}_{last.id}" if last else "")


def counts(
    *, reader: Reader, selection: Selection, beside: Sequence[QuerySet[Any]] = ()
) -> tuple[dict[View, Count], tuple[int, ...]]:
    """Return how many tickets each open view has, in the rest of the selection.

    With them, by the same question, how many rows there are of what else is told beside.
    """
    views = (View.MINE, View.NEW, View.WAITING, View.WATCHED, View.ALL)
    asked = [_selected(reader, _with_view(selection, view)) for view in views]
    lengths = _lengths([*asked, *beside])
    told = {
        view: Count(min(number, MOST_COUNTED), number > MOST_COUNTED)
        for view, number in zip(views, lengths, strict=False)
    }
    return told, tuple(lengths[len(views) :])


def _lengths(asked: Sequence[QuerySet[Any]]) -> list[int]:
    """Return how long some lists are, by one question and never counted far."""
    parts: list[str] = []
    told: list[Any] = []
    for each in asked:
        try:
            sql, params = each.order_by().values("pk")[: MOST_COUNTED + 1].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608  As below.
        told += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", told)
        (row,) = cursor.fetchall()
    return list(row)


def has_changed_since(*, reader: Reader, at: datetime) -> bool:
    """Whether any ticket that the reader sees has changed after a moment: is a list old."""
    changed = door.visible(reader).filter(is_live=True, changed_at__gt=at)
    return changed.exists()


def visible_numbers(*, reader: Reader, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of some numbers that the reader sees, in order."""
    found = door.visible(reader).filter(number__in=numbers).order_by("pk")
    return tuple(found.values_list("number", flat=True))


def saved_views(user_id: int) -> tuple[SavedView, ...]:
    """Return the views that somebody has saved, and those that are shared."""
    own_or_shared = Q(user=user_id) | Q(is_shared=True)
    return memory.in_process(
        f"servicedesk.saved-views {user_id}",
        (SavedView,),
        lambda: tuple(SavedView.objects.filter(own_or_shared)),
    )


def visits(*, reader: Reader, on: date) -> tuple[VisitItem, ...]:
    """Return the visits of a day that are somebody's own, by their hours.

    Those without one come after, those at one place together.
    """
    rows = door.visible(reader).filter(
        is_live=True, assignee=reader.user_id, visit_on=on, status__in=UNSOLVED
    )
    return tuple(
        VisitItem(
            row.number,
            row.subject,
            row.requester.name if row.requester else "",
            (row.requester.mobile or row.requester.phone) if row.requester else "",
            row.place,
            row.visit_time,
            row.visit_minutes,
        )
        for row in rows.select_related("requester").order_by(
            F("visit_time").asc(nulls_last=True), "place", "pk"
        )
    )


def _with_view(selection: Selection, view: View) -> Selection:
    return Selection.from_query(selection.query() | {"view": view.value})


def _selected(reader: Reader, selection: Selection) -> QuerySet[Ticket]:
    rows = door.visible(reader).filter(_of_view(reader, selection.view))
    narrowed = {
        "group": selection.group_id,
        "assignee": selection.assignee_id,
        "organisation": selection.organisation_code,
        "priority": selection.priority,
        "kind": selection.kind,
        "service": selection.service,
        "requester": selection.requester_id,
        "unit": selection.unit_id,
        "is_answer_awaited": selection.is_answer_awaited,
    }
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value})
    return rows.filter(keywords.having(selection.keyword)) if selection.keyword else rows


def _of_view(reader: Reader, view: View) -> Q:
    unsolved = still_open()
    waits = (Status.WAITING, Status.SUPPLIER, Status.PLANNED)
    return {
        View.MINE: unsolved & Q(assignee=reader.user_id),
        View.NEW: unsolved & Q(status=Status.NEW),
        View.WAITING: unsolved & Q(status__in=waits),
        View.WATCHED: unsolved
        & Q(pk__in=Watcher.objects.filter(user=reader.user_id).values("ticket")),
        View.ALL: unsolved,
        View.SOLVED: Q(is_live=True, status=Status.SOLVED),
        View.CLOSED: Q(closed_at__isnull=False),
    }[view]


class _Order:
    """By which moment a list goes, and which way."""

    def __init__(self, field: str, *, is_latest_first: bool) -> None:
        self.field, self.is_latest_first = field, is_latest_first

    @classmethod
    def of(cls, view: View) -> _Order:
        ends = {View.CLOSED: "closed_at", View.SOLVED: "solved_at"}
        if view in ends:
            return cls(ends[view], is_latest_first=True)
        return cls("solve_by", is_latest_first=False)

    def fields(self, *, is_backwards: bool) -> tuple[Any, ...]:
        field = F(self.field)
        if self.is_latest_first is is_backwards:
            return (field.asc(nulls_last=True), "pk")
        return (field.desc(nulls_first=True) if is_backwards else field.desc(), "-pk")

    def place(self, written: str) -> tuple[datetime, int] | None:
        moment, _, pk = written.rpartition("_")
        try:
            return datetime.fromisoformat(moment), int(pk)
        except ValueError:
            return None

    def write(self, item: Item) -> str:
        moment: datetime | None = getattr(item, self.field)
        return f"{(moment or NEVER).isoformat()}_{item.id}"

    def beyond(
        self, rows: QuerySet[Ticket], place: tuple[datetime, int], *, is_backwards: bool
    ) -> QuerySet[Ticket]:
        """Return the rows after a place, or before it; no deadline comes after every deadline."""
        moment, pk = place
        is_rising = self.is_latest_first is is_backwards
        sign = "gt" if is_rising else "lt"
        same = Q(**{f"{self.field}__isnull": True} if moment == NEVER else {self.field: moment})
        further = same & Q(**{f"pk__{sign}": pk})
        if moment != NEVER:
            further |= Q(**{f"{self.field}__{sign}": moment})
            if is_rising:
                further |= Q(**{f"{self.field}__isnull": True})
        elif not is_rising:
            further |= Q(**{f"{self.field}__isnull": False})
        return rows.filter(further)


def _first_of(rows: QuerySet[Ticket], order: tuple[Any, ...], most: int) -> list[Item]:
    """Return the first tickets as lists show them; what stands beside is read of those alone."""
    first = rows.order_by(*order).values("pk")[:most]
    return [_item(row) for row in _shown(Ticket.objects.filter(pk__in=first)).order_by(*order)]


def _shown(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    rows = rows.select_related("requester", "group", "assignee")
    return rows.annotate(keywords_told=keywords.told())


def _item(row: Ticket) -> Item:
    person = row.assignee
    return Item(
        id=row.pk,
        number=row.number,
        subject=row.subject or row.category,
        status=row.status,
        priority=row.priority,
        requester=row.requester.name if row.requester else "",
        organisation_code=str(row.organisation_id),
        group=row.group.name if row.group else "",
        assignee=(person.get_full_name() or person.get_username()) if person else "",
        solve_by=row.solve_by,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        solved_at=row.solved_at,
        changed_at=row.changed_at,
        is_answer_awaited=row.is_answer_awaited,
        is_replied=row.responded_at is not None,
        is_secret=row.is_secret,
        keywords=keywords.apart(getattr(row, "keywords_told", None)),
    )
