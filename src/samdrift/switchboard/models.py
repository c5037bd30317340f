"""Calls to the switchboard, how they come in, and what is known around them."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from samdrift.parties.models import Organisation
from samdrift.switchboard.choices import CameBy, LogState, Measure, Work

_MINUTES_OF_A_DAY = 1440


class Call(models.Model):
    """A call that came in: when it began, when it was answered, when it ended.

    An event. Nobody answered a lost call. `local_date` and `local_hour` are Swedish, and stored as
    `wait_seconds` is so that calls are counted by an index. Who called is not kept. The log of the
    exchange goes before what was told while the call went on.
    """

    identifier = models.CharField(max_length=200, unique=True)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField()
    local_date = models.DateField()
    local_hour = models.PositiveSmallIntegerField(default=0, db_default=0)
    wait_seconds = models.PositiveIntegerField(null=True, blank=True)
    """Seconds that had begun when it was answered; none for a lost call."""
    called = models.CharField(max_length=20, blank=True, default="", db_default="")
    """The number that was called, as digits with the country's."""
    organisation = models.ForeignKey(
        Organisation,
        to_field="code",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    is_logged = models.BooleanField(default=True, db_default=True)

    class Meta:
        ordering = ("identifier",)
        indexes = (
            models.Index(fields=("local_date", "answered_at"), name="call_on_a_day"),
            models.Index(fields=("organisation", "local_date"), name="call_of_an_organisation"),
            models.Index(fields=("called", "local_date"), name="call_to_a_number"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_call_is_answered_after_it_starts",
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="a_call_ends_after_it_is_answered",
                condition=Q(answered_at__isnull=True) | Q(ended_at__gte=F("answered_at")),
            ),
            models.CheckConstraint(
                name="a_call_ends_after_it_starts", condition=Q(ended_at__gte=F("started_at"))
            ),
            models.CheckConstraint(
                name="a_call_that_is_answered_knows_its_wait",
                condition=Q(answered_at__isnull=True, wait_seconds__isnull=True)
                | Q(answered_at__isnull=False, wait_seconds__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.identifier


class CalledNumber(models.Model):
    """Whose number it is that people call, and what it is for.

    States over time, half-open.
    """

    number = models.CharField(max_length=20)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=100, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("number", "valid_from")
        constraints = (
            models.CheckConstraint(name="a_called_number_has_digits", condition=~Q(number="")),
            models.CheckConstraint(
                name="a_called_number_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.UniqueConstraint(
                name="a_called_number_is_one_organisations_from_a_day",
                fields=("number", "valid_from"),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.number} {self.organisation_id}"


class CallLog(models.Model):
    """A log that came in: the way it came, and what became of it.

    An event. One that waits has been looked at and not yet taken in.
    """

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    came_by = models.CharField(max_length=10, choices=CameBy)
    sent_by = models.CharField(max_length=150, blank=True)
    came_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=LogState)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("digest",), name="call_log_by_content"),)
        constraints = (
            models.CheckConstraint(
                name="a_faulty_log_says_what_is_wrong",
                condition=Q(state=LogState.FAULTY) ^ Q(problem=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.get_state_display()}"


class LiveCall(models.Model):
    """What an exchange has told so far of a call: who calls, where it rings, who answered.

    A fact of today, put together of all that was told, in whichever order it came; forgotten
    with the caller's number some days after.
    """

    identifier = models.CharField(max_length=200, unique=True)
    caller = models.CharField(max_length=20, blank=True)
    called = models.CharField(max_length=20, blank=True)
    rings = models.JSONField(default=list)
    """The extensions where it rings or has rung."""
    answered_by = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    ticket_number = models.CharField(max_length=200, blank=True)
    """The ticket that it became, where it became one."""

    class Meta:
        ordering = ("started_at", "id")
        indexes = (
            models.Index(
                fields=("started_at",),
                condition=Q(ended_at__isnull=True),
                name="live_call_going_on",
            ),
            models.Index(fields=("told_at",), name="live_call_to_forget"),
        )
        constraints = (
            models.CheckConstraint(name="a_live_call_has_its_name", condition=~Q(identifier="")),
        )

    @override
    def __str__(self) -> str:
        return self.identifier


class Extension(models.Model):
    """On which extension of the exchange a colleague is called.

    A fact of today.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(max_length=20, unique=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(name="an_extension_has_its_number", condition=~Q(number="")),
        )

    @override
    def __str__(self) -> str:
        return self.number


class StaffedTime(models.Model):
    """How many are planned to answer at the switchboard during some hours of a weekday, and who.

    States over time, half-open.
    """

    weekday = models.PositiveSmallIntegerField()
    """Monday is 1, as in ISO 8601."""
    opens = models.PositiveSmallIntegerField()
    """The minute of the day, in Swedish time."""
    closes = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField(default=1)
    who = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("weekday", "opens", "id")
        constraints = (
            models.CheckConstraint(
                name="a_staffed_time_lies_in_one_day",
                condition=Q(
                    weekday__gte=1,
                    weekday__lte=7,
                    opens__lt=F("closes"),
                    closes__lte=_MINUTES_OF_A_DAY,
                ),
            ),
            models.CheckConstraint(
                name="somebody_is_there_in_a_staffed_time", condition=Q(people__gte=1)
            ),
            models.CheckConstraint(
                name="a_staffed_time_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes} {self.people}"


class CitizenMeasure(models.Model):
    """What a measurement of the telephone came to for a municipality, and who measured.

    An event; one that was written down wrong is written over. Percent, or an index to 100.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    measured_on = models.DateField()
    measure = models.CharField(max_length=20, choices=Measure)
    value = models.PositiveSmallIntegerField()
    asked = models.PositiveIntegerField(null=True, blank=True)
    """How many calls or answers it rests on."""
    source = models.CharField(max_length=200)
    noted_by = models.CharField(max_length=150)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("-measured_on", "organisation", "measure")
        constraints = (
            models.CheckConstraint(name="a_measure_is_at_most_100", condition=Q(value__lte=100)),
            models.CheckConstraint(name="a_measure_has_its_source", condition=~Q(source="")),
            models.UniqueConstraint(
                name="a_measure_is_taken_once_a_day_of_an_organisation",
                fields=("organisation", "measure", "measured_on"),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.organisation_id} {self.get_measure_display()} {self.value}"


class FrontDeskWork(models.Model):
    """What receptionists and telephonists did for a municipality on a day.

    An event; a mistake is corrected by a row with minus. Hours are counted in quarters.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField()
    work = models.CharField(max_length=20, choices=Work)
    amount = models.IntegerField()
    """How many; of hours, how many quarters of one."""
    note = models.CharField(max_length=200, blank=True)
    noted_by = models.CharField(max_length=150)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("day", "organisation"), name="front_desk_work_on_a_day"),)
        constraints = (
            models.CheckConstraint(name="work_at_the_front_desk_is_some", condition=~Q(amount=0)),
        )

    @override
    def __str__(self) -> str:
        return f"{self.organisation_id} {self.get_work_display()} {self.amount}"
