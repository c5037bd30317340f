"""Guides are written, published, read, and asked about."""

from datetime import datetime, timedelta

import pytest

from samdrift.kernel.spans import Span
from samdrift.knowledge import queries, records, services, tables
from samdrift.knowledge.choices import Audience, GuideState
from samdrift.knowledge.errors import CannotWriteGuide
from samdrift.knowledge.models import Guide, GuideAnswer, GuideVersion
from samdrift.knowledge.services import GuideText
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.ports import Ask
from samdrift.reporting.selections import Sort

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SWEDEN)
LOCKED = GuideText("Byt lösenord överallt", "1. Byt i datorn.\n2. Byt i surfplattan.")


def published(text=LOCKED):
    guide = services.begin_guide(text=text, by="jonas", at=MONDAY)
    return services.set_guide_state(
        key=guide.key, state=GuideState.PUBLISHED, by="jonas", at=MONDAY
    )


def answer(guide, *, has_helped, days=0, is_before_report=False):
    services.keep_answer(
        key=guide.key,
        has_helped=has_helped,
        organisation_code="KIN",
        is_before_report=is_before_report,
        at=MONDAY + timedelta(days=days),
    )


def test_a_guide_is_a_draft_until_it_is_published():
    guide = services.begin_guide(text=LOCKED, by="jonas", at=MONDAY)
    assert queries.guides(is_desk=False) == ()
    assert queries.guide(key=guide.key, is_desk=False) is None
    assert queries.guide(key=guide.key, is_desk=True).state == GuideState.DRAFT

    services.set_guide_state(key=guide.key, state=GuideState.PUBLISHED, by="jonas", at=MONDAY)
    assert [card.title for card in queries.guides(is_desk=False)] == ["Byt lösenord överallt"]


def test_what_only_the_desk_reads_is_not_shown_to_others():
    guide = published(GuideText("Lås upp konto", "Kör skriptet.", audience=Audience.DESK))

    assert queries.guide(key=guide.key, is_desk=False) is None
    assert queries.guide(key=guide.key, is_desk=True).title == "Lås upp konto"


def test_two_guides_of_one_title_have_their_own_addresses():
    first = services.begin_guide(text=LOCKED, by="jonas", at=MONDAY)
    second = services.begin_guide(text=LOCKED, by="jonas", at=MONDAY)

    assert (first.key, second.key) == ("byt-losenord-overallt", "byt-losenord-overallt-2")


def test_every_wording_is_kept_with_who_wrote_it():
    guide = published()
    services.rewrite_guide(
        key=guide.key,
        text=GuideText("Byt lösenord överallt", "Börja med surfplattan."),
        by="anna",
        at=MONDAY + timedelta(days=1),
    )

    told = [(each.body[:5], each.state, each.written_by) for each in queries.versions(guide.key)]
    assert told == [
        ("Börja", "published", "anna"),
        ("1. By", "published", "jonas"),
        ("1. By", "draft", "jonas"),
    ]


@pytest.mark.parametrize("text", [GuideText(" ", "Gör så."), GuideText("Rubrik", " \n")])
def test_a_guide_without_a_heading_or_words_is_refused(text):
    with pytest.raises(CannotWriteGuide, match="Skriv"):
        services.begin_guide(text=text, by="jonas", at=MONDAY)

    assert not Guide.objects.exists()
    assert not GuideVersion.objects.exists()


def test_nobody_answers_about_a_guide_that_is_withdrawn():
    guide = published()
    services.set_guide_state(key=guide.key, state=GuideState.WITHDRAWN, by="jonas", at=MONDAY)
    with pytest.raises(CannotWriteGuide, match="finns inte längre"):
        answer(guide, has_helped=True)

    assert not GuideAnswer.objects.exists()


def test_the_table_counts_what_was_answered_in_the_year():
    locked, wifi = published(), published(GuideText("Anslut till nätet", "Välj Kommun."))
    answer(locked, has_helped=True, is_before_report=True)
    answer(locked, has_helped=False)
    answer(locked, has_helped=True, days=1)
    answer(wifi, has_helped=False)
    answer(wifi, has_helped=True, days=400)

    table = tables.guides(Ask(2026))
    told = {row.key: [figure.value for figure in row.figures] for row in table.rows}
    assert told == {
        "anslut-till-natet": [1, 0, 0],
        "byt-losenord-overallt": [3, 2, 67],
        "total": [4, 2, 50],
    }
    assert queries.avoided(Span.year(2026)).value == 1
    assert queries.years() == {2026, 2027}


def test_every_figure_about_guides_opens_to_the_answers_behind_it():
    one, other = published(), published(GuideText("Byt bild", "1. Byt."))
    answer(one, has_helped=True, is_before_report=True)
    answer(one, has_helped=False, is_before_report=True)
    answer(other, has_helped=True)
    answer(other, has_helped=True, days=400)
    span = Span.year(2026)
    (source,) = records.OFFERS
    figures = [queries.avoided(span)]
    for each in queries.outcomes(span):
        figures += [each.answers, each.helped]

    counted = [source.count(origin) for figure in figures for origin in figure.origins]

    assert counted == [figure.value for figure in figures] == [1, 1, 1, 2, 1]
    assert source.describe(figures[3].origins[0]) == "Byt lösenord överallt, svar"
    assert source.describe(figures[0].origins[0]) == (
        "svar som säger att problemet löstes, innan anmälan skickats"
    )
    found = source.select(figures[0].origins[0]).page(Sort("at"), "", 5).records
    assert [record.cells for record in found] == [
        (MONDAY, "Byt lösenord överallt", "Ja", "Ja", "KIN")
    ]


def test_a_guide_that_is_not_there_is_not_changed():
    with pytest.raises(CannotWriteGuide, match="Guiden finns inte"):
        services.set_guide_state(key="nej", state=GuideState.PUBLISHED, by="jonas", at=MONDAY)

    assert not Guide.objects.exists()


def test_answers_since_a_day_have_no_last_day():
    guide = published()
    answer(guide, has_helped=True)
    answer(guide, has_helped=False, days=400)

    assert queries.answers_in(Span(MONDAY.date())).count() == 2
    assert queries.answers_in(Span.year(2026)).count() == 1
