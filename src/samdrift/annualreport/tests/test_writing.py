from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from samdrift.annualreport import queries as reports
from samdrift.annualreport import services as chapters
from samdrift.annualreport.errors import (
    CannotWriteChapter,
    NewerText,
    NoSuchChapter,
    TextHasProblems,
)
from samdrift.annualreport.models import Chapter, ChapterDraft, ChapterVersion
from samdrift.annualreport.tests import given
from samdrift.annualreport.writing import queries, services
from samdrift.annualreport.writing.services import Text
from samdrift.plumbing.exchange.tests import given as packages

pytestmark = pytest.mark.django_db
MORNING = datetime(2016, 2, 1, 8, 0, tzinfo=UTC)
NOON = datetime(2016, 2, 1, 12, 0, tzinfo=UTC)
KEY = "principles"
MINE = Text(2015, KEY, "Våra principer", "Vi följer lagen.\n", 0)


def save(text: Text = MINE, *, by: str = "Eva", at: datetime = MORNING) -> None:
    services.save_text(text, by=by, at=at)


def foreword(body: str = "Ett ord.", **more) -> Chapter:
    told = {"year": 2015, "key": "foreword", "title": "Ord", "position": 50, "body": body}
    return chapters.write_chapter(**(told | {"by": "Eva", "at": MORNING} | more))


def keys() -> list[str]:
    return [chapter.key for chapter in reports.chapters(2015)]


def test_what_is_saved_is_the_newest_version_and_its_draft_is_gone():
    services.keep_draft(MINE, by="Eva", at=MORNING)

    save()

    told = queries.chapter(year=2015, key=KEY)
    assert (told.title, told.body, told.position) == ("Våra principer", "Vi följer lagen.\n", 700)
    assert queries.newest_number(year=2015, key=KEY) == 1
    assert queries.draft(year=2015, key=KEY, by="Eva") is None


def test_saving_the_standard_text_as_it_is_makes_it_nobodys_own():
    now = queries.chapter(year=2015, key=KEY)

    save(Text(2015, KEY, now.title, now.body.replace("\n", "\r\n"), 0))

    assert not Chapter.objects.exists()
    assert not ChapterVersion.objects.exists()


def test_nobody_saves_over_a_text_they_have_not_seen():
    save()

    with pytest.raises(NewerText, match="Eva har sparat kapitlet sedan du började"):
        save(replace(MINE, body="Mitt."), by="Bo", at=NOON)

    assert queries.chapter(year=2015, key=KEY).body == "Vi följer lagen.\n"
    save(replace(MINE, body="Mitt.", based_on=1), by="Bo", at=NOON)
    assert queries.chapter(year=2015, key=KEY).body == "Mitt."


def test_two_who_write_a_chapter_first_at_once_get_one_text_and_one_refusal(monkeypatch):
    def taken(**_):
        raise IntegrityError

    monkeypatch.setattr(chapters, "write_chapter", taken)

    with pytest.raises(NewerText, match="Någon annan har sparat"):
        save()


def test_a_chapter_that_was_removed_meanwhile_can_be_saved_once_that_is_seen():
    foreword()
    chapters.remove_chapter(year=2015, key="foreword", by="Bo", at=NOON)
    mine = Text(2015, "foreword", "Ord", "Mitt.", 1)

    with pytest.raises(NewerText, match="Bo har tagit bort kapitlet"):
        save(mine)
    save(replace(mine, based_on=2))

    told = queries.chapter(year=2015, key="foreword")
    assert (told.body, told.position) == ("Mitt.", 50)


def test_a_chapter_there_has_never_been_is_not_saved():
    with pytest.raises(NoSuchChapter, match="inget kapitel nothing för 2015"):
        save(replace(MINE, key="nothing"))


def test_a_text_that_asks_for_what_there_is_none_of_is_not_saved():
    with pytest.raises(TextHasProblems, match="Rätta den och spara igen"):
        save(replace(MINE, body="{{table assets.bilar}}"))

    assert not ChapterVersion.objects.exists()


@pytest.mark.parametrize(
    ("told", "why"), [({"title": " "}, "rubrik"), ({"body": "x" * 200_001}, "Dela")]
)
def test_a_text_that_cannot_be_kept_is_not_saved(told, why):
    with pytest.raises(CannotWriteChapter, match=why):
        save(replace(MINE, **told))

    assert not ChapterVersion.objects.exists()


def test_a_draft_is_kept_for_each_who_writes_and_the_latest_stands():
    services.keep_draft(MINE, by="Eva", at=MORNING)
    services.keep_draft(replace(MINE, body="Ett\x00\r\n"), by="Eva", at=NOON)
    services.keep_draft(MINE, by="Bo", at=NOON)

    told = queries.draft(year=2015, key=KEY, by="Eva")
    assert (told.title, told.body, told.kept_at) == ("Våra principer", "Ett\n", NOON)
    services.drop_draft(year=2015, key=KEY, by="Eva")
    assert [draft.written_by for draft in ChapterDraft.objects.all()] == ["Bo"]


def test_a_draft_that_is_too_long_is_refused_and_the_one_before_stays():
    services.keep_draft(MINE, by="Eva", at=MORNING)

    with pytest.raises(CannotWriteChapter, match="längre än 200 000 tecken"):
        services.keep_draft(replace(MINE, body="x" * 200_001), by="Eva", at=NOON)

    assert queries.draft(year=2015, key=KEY, by="Eva").body == "Vi följer lagen.\n"


def test_who_writes_is_told_of_who_is_here_and_who_has_left_a_draft():
    now = queries.chapter(year=2015, key=KEY)
    services.keep_draft(Text(2015, KEY, now.title, now.body, 0), by="Bo", at=NOON)
    services.keep_draft(MINE, by="Eva", at=MORNING)

    def others(at):
        told = queries.other_writers(year=2015, key=KEY, but="Hen", at=at)
        return [(other.name, other.is_here) for other in told]

    assert others(NOON) == [("Bo", True), ("Eva", False)]
    assert others(NOON + timedelta(minutes=5)) == [("Eva", False)]
    assert queries.other_writers(year=2015, key="nothing", but="Hen", at=NOON) == ()


def test_who_has_only_had_a_chapter_open_has_no_draft_when_another_has_saved():
    now = queries.chapter(year=2015, key=KEY)
    opened = Text(2015, KEY, now.title, now.body, 0)
    services.keep_draft(opened, by="Eva", at=MORNING)
    save(by="Bo")

    assert queries.draft(year=2015, key=KEY, by="Eva") is None
    assert queries.other_writers(year=2015, key=KEY, but="Bo", at=NOON) == ()
    services.keep_draft(replace(opened, title="Ny rubrik"), by="Eva", at=MORNING)
    assert queries.draft(year=2015, key=KEY, by="Eva").title == "Ny rubrik"


def test_an_older_version_is_restored_as_the_newest():
    foreword("Ett.")
    foreword("Två.", by="Bo", at=NOON)
    foreword("Två.", position=60, at=NOON)

    services.restore_version(year=2015, key="foreword", number=1, by="Hen", at=NOON)

    told = queries.chapter(year=2015, key="foreword")
    assert (told.body, told.position, told.written_by) == ("Ett.", 60, "Hen")
    assert queries.told_in(year=2015, key="foreword", number=2) == ("Ord", "Två.")


def test_a_removed_chapter_is_listed_and_restored():
    foreword()
    chapters.remove_chapter(year=2015, key="foreword", by="Bo", at=NOON)

    (removed,) = queries.removed_chapters(2015)
    assert (removed.key, removed.number, removed.removed_by) == ("foreword", 2, "Bo")
    assert queries.removal_of(year=2015, key="foreword") == removed
    services.restore_version(year=2015, key="foreword", number=2, by="Hen", at=NOON)

    assert queries.chapter(year=2015, key="foreword").body == "Ett ord."
    assert queries.removed_chapters(2015) == ()
    assert queries.removal_of(year=2015, key="foreword") is None


def test_a_version_that_there_is_none_of_or_no_longer_composes_is_not_restored():
    foreword("{{table assets.bilar}}")
    foreword("Två.", at=NOON)

    with pytest.raises(NoSuchChapter, match="ingen version 9"):
        services.restore_version(year=2015, key="foreword", number=9, by="Hen", at=NOON)
    with pytest.raises(TextHasProblems):
        services.restore_version(year=2015, key="foreword", number=1, by="Hen", at=NOON)

    assert queries.chapter(year=2015, key="foreword").body == "Två."


def test_a_section_moves_past_the_one_beside_it_and_keeps_its_standard_text(tmp_path):
    packages.taken_in(
        tmp_path,
        assets="id,kind,organisation,location,in_service,out_of_service\n"
        "D1,computer.pupil,KIN,,2014-01-01,\n",
    )
    before = given.paragraphs(reports.annual_report(year=2015, at=NOON), "Datorer och surfplattor")

    services.move_chapter(year=2015, key="operations.computers", is_up=True, by="Eva", at=NOON)

    order = [key for key in keys() if key.startswith("operations.")]
    assert order[:3] == ["operations.servicedesk", "operations.computers", "operations.switchboard"]
    assert before
    document = reports.annual_report(year=2015, at=NOON)
    assert given.paragraphs(document, "Datorer och surfplattor") == before
    assert [version.key for version in ChapterVersion.objects.all()] == ["operations.computers"]


@pytest.mark.parametrize("key", ["summary", "operations.servicedesk", "management", "figures"])
def test_a_chapter_that_is_moved_down_and_up_again_is_where_it_was(key):
    before = keys()
    is_last = key == "figures"

    services.move_chapter(year=2015, key=key, is_up=is_last, by="Eva", at=NOON)
    assert keys() != before
    services.move_chapter(year=2015, key=key, is_up=not is_last, by="Eva", at=NOON)

    assert keys() == before


def test_chapters_without_room_between_them_are_all_placed_anew():
    for number in range(3):
        foreword(key=f"own-{number}", title=f"Eget {number}", position=number)
    assert keys()[:3] == ["own-0", "own-1", "own-2"]

    services.move_chapter(year=2015, key="own-2", is_up=True, by="Eva", at=NOON)

    assert keys()[:4] == ["own-0", "own-2", "own-1", "summary"]


def test_a_chapter_at_the_edge_and_one_there_is_none_of_are_not_moved():
    with pytest.raises(CannotWriteChapter, match="ytterst"):
        services.move_chapter(year=2015, key="summary", is_up=True, by="Eva", at=NOON)
    with pytest.raises(NoSuchChapter):
        services.move_chapter(year=2015, key="nothing", is_up=True, by="Eva", at=NOON)

    assert not ChapterVersion.objects.exists()


def test_chapters_and_sections_are_begun_last_with_keys_of_their_own():
    def add(title, within=""):
        return services.add_chapter(year=2015, title=title, within=within, by="Eva", at=NOON)

    assert add("Ordförandens ord") == "ordforandens-ord"
    assert add("Ordförandens ord!") == "ordforandens-ord-2"
    assert add("Arkiv", "operations") == "operations.arkiv"
    assert add("X" * 200, "operations") == f"operations.{'x' * 35}"

    assert keys()[-2:] == ["ordforandens-ord", "ordforandens-ord-2"]
    assert keys()[keys().index("investments") - 2] == "operations.arkiv"
    told = {each.chapter.key: each for each in queries.written_chapters(2015)}
    assert told["operations.arkiv"].is_left_out
    assert not told["operations.arkiv"].is_standard_key
    assert (told["summary"].may_move_up, told["summary"].may_move_down) == (False, True)


def test_a_section_of_a_chapter_there_is_none_of_is_not_begun():
    with pytest.raises(NoSuchChapter, match="inget kapitel nothing"):
        services.add_chapter(year=2015, title="Arkiv", within="nothing", by="Eva", at=NOON)

    assert not Chapter.objects.exists()


def test_a_key_that_was_removed_is_not_given_to_another_chapter():
    foreword(key="ord")
    chapters.remove_chapter(year=2015, key="ord", by="Bo", at=NOON)

    assert services.add_chapter(year=2015, title="Ord", within="", by="Eva", at=NOON) == "ord-2"


def test_what_stood_before_any_version_is_the_standard_text():
    standard = queries.standard_text(KEY)
    save()

    before = ("Redovisningsprinciper", standard)
    assert queries.told_in(year=2015, key=KEY, number=0) == before
    assert queries.told_in(year=2015, key="foreword", number=0) == ("", "")
    (told,) = queries.authored_paragraphs(year=2015, key=KEY)
    assert (told.words, told.written_by, told.written_at) == ("Vi följer lagen.", "Eva", MORNING)
