"""The addresses of the overview, the annual report, its editions and the reconciliation."""

from django.urls import path

from samdrift.annualreport.views import (
    chapter_versions,
    chapters,
    contradictions,
    editions,
    inserting,
    reconciliation,
    report,
    searching,
    targets,
    writing,
)

app_name = "annualreport"

urlpatterns = [
    path("", report.start, name="start"),
    path("ar/<int:year>/", report.overview_page, name="overview"),
    path("ar/<int:year>/mal/", targets.targets_page, name="targets"),
    path("ar/<int:year>/medlem/<str:code>/", report.member_page, name="member"),
    path("ar/<int:year>/rapport/", report.report_page, name="report"),
    path("ar/<int:year>/arsredovisning.<str:form>", report.report_file, name="report-file"),
    path("ar/<int:year>/rapport/sok/", searching.search_page, name="search"),
    path("ar/<int:year>/kapitel/", chapters.chapter_list, name="chapters"),
    path("ar/<int:year>/nytt-kapitel/", chapters.add, name="add-chapter"),
    path("ar/<int:year>/kapitel/<str:key>/", writing.editor, name="write"),
    path("ar/<int:year>/kapitel/<str:key>/utkast/", writing.keep, name="keep-draft"),
    path("ar/<int:year>/kapitel/<str:key>/infoga/", inserting.insert_page, name="insert"),
    path("ar/<int:year>/kapitel/<str:key>/flytta/", chapters.move, name="move-chapter"),
    path("ar/<int:year>/kapitel/<str:key>/ta-bort/", chapters.remove, name="remove-chapter"),
    path(
        "ar/<int:year>/kapitel/<str:key>/versioner/",
        chapter_versions.version_list,
        name="versions",
    ),
    path(
        "ar/<int:year>/kapitel/<str:key>/versioner/<int:number>/aterstall/",
        chapter_versions.restore,
        name="restore-version",
    ),
    path("ar/<int:year>/utgavor/", editions.edition_list, name="editions"),
    path("ar/<int:year>/utgavor/granska/", editions.review, name="review"),
    path("ar/<int:year>/utgavor/<int:number>/faststall/", editions.adopt, name="adopt"),
    path("ar/<int:year>/utgavor/skillnader/", editions.differences, name="differences"),
    path("ar/<int:year>/bokforing.se", reconciliation.books_file, name="books"),
    path("ar/<int:year>/avstamning/", reconciliation.reconciliation_page, name="reconciliation"),
    path(
        "ar/<int:year>/avstamning/motsagelser/",
        contradictions.contradictions_page,
        name="contradictions",
    ),
    path("ar/<int:year>/avstamning/tryckta/", reconciliation.take_in, name="take-in-printed"),
    path(
        "ar/<int:year>/avstamning/tryckta/<int:printed_id>/",
        reconciliation.printed_page,
        name="printed",
    ),
]
