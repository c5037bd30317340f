"""What an organisation writes in its annual report, and the report as it was approved."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q


class Chapter(models.Model):
    """A chapter, or a section of one, that the organisation has written itself.

    A fact of today; what it said before stands in the versions.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    body = models.TextField(blank=True)

    class Meta:
        ordering = ("year", "position", "key")
        constraints = (
            models.UniqueConstraint(name="a_year_has_a_chapter_once", fields=("year", "key")),
            models.CheckConstraint(name="a_chapter_has_a_key", condition=~Q(key="")),
            models.CheckConstraint(name="a_chapter_has_a_title", condition=~Q(title="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.title} {self.year}"


class ChapterVersion(models.Model):
    """What a chapter said from a moment on, and who wrote it.

    An event: never changed. That a chapter was removed is a version too.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    is_removal = models.BooleanField(default=False)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "key", "-id")
        indexes = (models.Index(fields=("year", "key"), name="chapter_version_of"),)

    @override
    def __str__(self) -> str:
        return f"{self.title} {self.year}, {self.written_at:%Y-%m-%d}"


class ChapterDraft(models.Model):
    """What somebody has typed of a chapter and not saved yet, one for each who writes.

    A fact of today: it goes when its chapter is saved, or when it is thrown away. `based_on` is the
    number of the version it began from, 0 where the organisation had written none.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    based_on = models.PositiveIntegerField()
    written_by = models.CharField(max_length=150)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "key", "written_by")
        constraints = (
            models.UniqueConstraint(
                name="somebody_has_one_draft_of_a_chapter", fields=("year", "key", "written_by")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.title} {self.year}, {self.written_by}"


class Edition(models.Model):
    """A year's annual report as it stood when somebody reviewed it: the whole document, frozen.

    An event: never changed, which the database itself sees to. A correction is a new edition.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    reviewed_by = models.CharField(max_length=150)
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "-number")
        constraints = (
            models.UniqueConstraint(
                name="an_edition_has_its_number_alone", fields=("year", "number")
            ),
            models.CheckConstraint(
                name="an_edition_has_a_document_and_its_digest",
                condition=~Q(document="") & ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="an_edition_has_somebody_who_reviewed_it", condition=~Q(reviewed_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"Utgåva {self.number} av {self.year}"


class Adoption(models.Model):
    """That an edition was adopted: by which decision, and who wrote it down.

    An event: never changed, which the database itself sees to.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="adoption")
    decided_on = models.DateField()
    paragraph = models.CharField(max_length=40)
    adopted_by = models.CharField(max_length=150)
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ("edition",)
        constraints = (
            models.CheckConstraint(
                name="an_adoption_names_its_paragraph", condition=~Q(paragraph="")
            ),
            models.CheckConstraint(
                name="an_adoption_has_somebody_who_wrote_it", condition=~Q(adopted_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"Fastställd {self.decided_on} § {self.paragraph}"


class PrintedFigure(models.Model):
    """A figure as an earlier report printed it; the latest of a cell is what counts.

    An event: never changed, which the database itself sees to. That it was taken away is one too.
    """

    year = models.PositiveSmallIntegerField()
    table_id = models.CharField(max_length=120)
    cost_centre = models.CharField(max_length=40, blank=True)
    row_key = models.CharField(max_length=200)
    column_key = models.CharField(max_length=80)
    printed = models.CharField(max_length=40, blank=True)
    scale = models.CharField(max_length=3, blank=True)
    is_removal = models.BooleanField(default=False)
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "table_id"), name="printed_figure_of_year"),)

    @override
    def __str__(self) -> str:
        return f"{self.table_id} {self.row_key} {self.column_key} {self.year}"


class PrintedReport(models.Model):
    """A report as it was printed, figure by figure; the latest of a year is what counts.

    An event: never changed, which the database itself sees to. That it was taken away is one too.
    `text` is the form of `samdrift printed`, in the order of the print.
    """

    year = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    is_removal = models.BooleanField(default=False)
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("year", "-id")
        constraints = (
            models.CheckConstraint(
                name="a_printed_report_has_text_or_is_taken_away",
                condition=Q(is_removal=True) | ~Q(text=""),
            ),
            models.CheckConstraint(
                name="a_printed_report_has_somebody_who_told_it", condition=~Q(told_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"Tryckt redovisning {self.year}"


class Explanation(models.Model):
    """Why a printed figure differs from the records, signed by somebody; or that it is withdrawn.

    An event: never changed, which the database itself sees to. It holds for the figure that was
    computed then: where the records give another since, the difference is open again.
    """

    printed_figure = models.ForeignKey(
        PrintedFigure, on_delete=models.PROTECT, related_name="explanations"
    )
    computed = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    is_withdrawal = models.BooleanField(default=False)
    signed_by = models.CharField(max_length=150)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="an_explanation_says_why", condition=Q(is_withdrawal=True) | ~Q(reason="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.signed_by}, {self.signed_at:%Y-%m-%d}"
