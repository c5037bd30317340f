"""The report's text as it is written in the browser: kept, refused, merged, shared and found."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from samdrift.annualreport.models import Chapter, ChapterDraft, ChapterVersion
from samdrift.annualreport.views import writing as editor

REPORT = "/ar/2015/rapport/"
CHAPTERS = "/ar/2015/kapitel/"
PRINCIPLES = f"{CHAPTERS}principles/"
KEEP = f"{PRINCIPLES}utkast/"
INSERT = f"{PRINCIPLES}infoga/"
VERSIONS = f"{PRINCIPLES}versioner/"
MINE = {"title": "Principer", "body": "Vi följer lagen.", "based_on": "0"}
TICKETS = "{{servicedesk.resolution-times year tickets}}"


def words(response):
    """Return the page as it is read, on one line."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ").split())


def save(client, **told):
    return client.post(PRINCIPLES, MINE | {"act": "save"} | told)


@pytest.fixture
def controller(year, person):
    """Return a client that a controller has signed in with, beside the manager's."""
    client = Client()
    client.force_login(person("controller"))
    return client


def test_every_heading_of_the_report_leads_a_writer_to_its_text(manager):
    page = manager.get(REPORT)

    assert f'class="edit" href="{CHAPTERS}accounts.income/"' in page.content.decode()
    assert "Kapitel" in words(page)


def test_a_reader_is_shown_no_way_to_write(signed_in):
    page = signed_in("elected").get(REPORT).content.decode()

    assert 'class="edit"' not in page
    assert CHAPTERS not in page


def test_a_chapter_nobody_has_written_begins_as_its_standard_text(manager):
    page = manager.get(PRINCIPLES)

    assert page.status_code == 200
    assert "{{law}}" in page.content.decode()
    assert "Texten här är standardtexten" in words(page)


def test_what_is_saved_is_read_where_the_page_leads(manager):
    saved = save(manager, body=f"Vi stängde {TICKETS} ärenden.")

    assert saved.headers["Location"] == f"{REPORT}?utgava=nu#principer"
    page = manager.get(saved.headers["Location"])
    assert "Vi stängde 2 ärenden." in words(page)
    assert 'id="principles-vi-stangde-arenden"' in page.content.decode()


def test_a_chapter_that_is_emptied_is_left_out_and_the_list_says_so(manager):
    saved = save(manager, body=" ")

    assert saved.headers["Location"] == CHAPTERS
    assert "Visas inte manager," in words(manager.get(CHAPTERS))


def test_faults_are_told_by_line_and_kept_as_a_draft_that_outlives_the_session(manager):
    faulty = "Ett.\n\n{{table assets.computer}}"

    refused = save(manager, body=faulty)

    assert refused.status_code == 422
    assert "Kapitlet är inte sparat" in words(refused)
    assert "Rad 3 Det finns ingen tabell som heter assets.computer. Menade du" in words(refused)
    assert not Chapter.objects.exists()
    manager.logout()
    manager.force_login(User.objects.get(username="manager"))
    again = manager.get(PRINCIPLES)
    assert faulty in html.unescape(again.content.decode())
    assert "Ditt utkast är sparat" in words(again)


def test_a_preview_shows_the_text_as_it_will_be_without_saving_it(manager):
    page = manager.post(PRINCIPLES, MINE | {"act": "preview", "body": f"Det blev {TICKETS}."})

    assert page.status_code == 200
    assert "Det blev 2 ." in words(page)
    assert not Chapter.objects.exists()


def test_what_is_typed_is_kept_and_answered_with_what_stands_beside_it(manager):
    answer = manager.post(KEEP, MINE | {"act": "draft"})

    told = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in told
    assert 'id="writing-seen" data-live' in told
    assert ChapterDraft.objects.get().body == "Vi följer lagen."


def test_being_here_is_told_without_composing_the_text(manager, monkeypatch):
    monkeypatch.setattr(editor.reports, "composed", lambda *_, **__: pytest.fail("composed"))

    answer = manager.post(KEEP, MINE | {"act": "ping"})

    assert 'id="writing-seen" data-live' not in answer.content.decode()


def test_a_text_that_is_too_long_is_told_so_and_nothing_is_kept(manager):
    long = {"body": "x" * 200_001}

    for answer in (
        manager.post(KEEP, MINE | long),
        save(manager, **long),
        manager.post(PRINCIPLES, MINE | long | {"act": "insert"}),
        manager.post(PRINCIPLES, MINE | long | {"act": "merge"}),
    ):
        assert answer.status_code == 422
    assert "Texten är längre än 200 000 tecken." in words(save(manager, **long))
    assert not ChapterDraft.objects.exists()


@pytest.mark.parametrize("based_on", ["", "x", "²", "9" * 40])
def test_a_text_that_says_nothing_of_what_it_began_from_began_from_the_standard(manager, based_on):
    assert save(manager, based_on=based_on).status_code == 302


def test_two_who_write_see_each_other(manager, controller):
    controller.post(KEEP, MINE | {"act": "draft", "body": "Mitt."})

    assert "controller har kapitlet öppet just nu." in words(manager.get(PRINCIPLES))


def test_nobody_saves_over_another_and_the_texts_can_be_merged(manager, controller):
    save(manager, body="Ett.\n\nTvå.\n\nTre.")
    save(controller, based_on="1", body="Ett.\n\nTvå.\n\nDeras.")

    refused = save(manager, based_on="1", body="Mitt.\n\nTvå.\n\nTre.")
    assert refused.status_code == 409
    assert "controller sparade en nyare text" in words(refused)
    assert "Deras." in words(refused)
    assert "Mitt." in words(refused)
    assert Chapter.objects.get().body == "Ett.\n\nTvå.\n\nDeras."

    merged = manager.post(
        PRINCIPLES,
        MINE | {"act": "merge", "based_on": "1", "body": "Mitt.\r\n\r\nTvå.\r\n\r\nTre."},
    )
    assert "Texterna är hopslagna." in words(merged)
    assert "Mitt.\n\nTvå.\n\nDeras.\n" in merged.content.decode()
    assert 'name="based_on" value="2"' in merged.content.decode()
    save(manager, based_on="2", body="Mitt.\n\nTvå.\n\nDeras.")
    assert Chapter.objects.get().body == "Mitt.\n\nTvå.\n\nDeras."


def test_a_chapter_that_another_removed_is_not_lost_to_who_writes_it(manager, controller):
    save(manager)
    controller.post(f"{PRINCIPLES}ta-bort/")
    controller.post("/ar/2015/nytt-kapitel/", {"title": "Eget", "within": ""})
    controller.post(f"{CHAPTERS}eget/ta-bort/")

    refused = manager.post(f"{CHAPTERS}eget/", MINE | {"act": "save", "based_on": "1"})

    assert refused.status_code == 409
    assert "controller tog bort kapitlet" in words(refused)
    assert "Vi följer lagen." in refused.content.decode()


def test_a_draft_is_thrown_away_by_its_writer(manager):
    manager.post(KEEP, MINE | {"act": "draft"})

    manager.post(PRINCIPLES, MINE | {"act": "drop"})

    assert not ChapterDraft.objects.exists()


def test_choosing_keeps_the_draft_and_shows_how_a_figure_is_written(manager):
    led = manager.post(PRINCIPLES, MINE | {"act": "insert"})
    assert led.headers["Location"] == INSERT
    assert ChapterDraft.objects.get().body == "Vi följer lagen."

    tables = manager.get(f"{INSERT}?q=lösnings")
    assert "Lösningstider" in words(tables)
    assert "Resultaträkning" not in words(tables)
    table = manager.get(f"{INSERT}?tabell=servicedesk.resolution-times")
    link = re.search(
        rf'href="(\?[^"]*)" data-insert="{re.escape(TICKETS)}"', table.content.decode()
    )
    chosen = manager.get(INSERT + html.unescape(link[1]))
    assert f'value="{TICKETS}" readonly' in html.unescape(chosen.content.decode())


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("tabell=assets.computers&ar=i-fjol", "{{assets.computers:last-year total computer}}"),
        ("tabell=assets.computers&dag=2015-06-30", "{{assets.computers:2015-06-30 total"),
        ("tabell=assets.computers&dag=2014-06-30", "{{assets.computers total computer}}"),
        ("tabell=assets.computers&dag=nu", "{{assets.computers total computer}}"),
        ("slag=meningar", "{{finding computers}}"),
        ("slag=delar&vald={{standard}}", 'value="{{standard}}" readonly'),
    ],
)
def test_what_is_asked_of_a_table_stands_in_how_its_figures_are_written(manager, asked, told):
    page = manager.get(f"{INSERT}?{asked}")

    assert told in html.unescape(page.content.decode())


def test_what_cannot_be_chosen_is_not_shown(manager):
    assert "<script>" not in manager.get(f"{INSERT}?vald=<script>").content.decode()
    assert "{{chart computers}}" in html.unescape(
        manager.get(f"{INSERT}?slag=diagram").content.decode()
    )
    assert "Ingen tabell heter så." in words(manager.get(f"{INSERT}?q=zzz"))
    assert manager.get(f"{INSERT}?tabell=assets.nothing").status_code == 404
    before = f"{INSERT.replace('2015', '2013')}?tabell=assets.computers&ar=i-fjol"
    assert "Tabellen har inga tal för det du valde." in words(manager.get(before))
    centre = manager.get(f"{INSERT}?tabell=ledger.department-outcome&kostnadsstalle=310")
    assert "{{table ledger.department-outcome@310}}" in html.unescape(centre.content.decode())


def test_versions_tell_what_differs_and_who_wrote_what(manager, controller):
    save(manager, body="Vi följer lagen.\n\nSlut.")
    save(controller, based_on="1", body="Vi följer alltid lagen.\n\nSlut.")

    page = manager.get(VERSIONS)

    assert "<ins>alltid </ins>" in page.content.decode()
    assert "Vi följer alltid lagen. controller," in words(page)
    assert "Slut. manager," in words(page)
    first = manager.get(f"{VERSIONS}?fran=0&till=1").content.decode()
    assert "<del>" in first
    assert "Återställ" not in words(manager.get(f"{CHAPTERS}summary/versioner/"))


def test_an_older_version_is_restored_as_the_newest(manager):
    save(manager, body="Ett.")
    save(manager, based_on="1", body="Två.")

    manager.post(f"{VERSIONS}1/aterstall/")

    assert Chapter.objects.get().body == "Ett."
    assert ChapterVersion.objects.count() == 3
    assert manager.post(f"{VERSIONS}9/aterstall/").status_code == 404


def test_an_older_version_that_no_longer_composes_is_opened_to_be_corrected(manager):
    save(manager, body="Ett.")
    ChapterVersion.objects.update(body="{{table assets.bilar}}")
    save(manager, based_on="1", body="Två.")

    answer = manager.post(f"{VERSIONS}1/aterstall/")

    assert answer.headers["Location"] == PRINCIPLES
    assert "{{table assets.bilar}}" in manager.get(PRINCIPLES).content.decode()
    assert Chapter.objects.get().body == "Två."


def test_a_chapter_is_added_written_moved_removed_and_brought_back(manager):
    added = manager.post("/ar/2015/nytt-kapitel/", {"title": "Ordföranden", "within": ""})
    address = added.headers["Location"]
    assert address == f"{CHAPTERS}ordforanden/"
    manager.post(address, MINE | {"act": "save", "based_on": "1", "title": "Ordföranden"})

    moved = manager.post(f"{address}flytta/", {"direction": "up"})
    assert moved.headers["Location"] == f"{CHAPTERS}#k-ordforanden"
    removed = manager.post(f"{address}ta-bort/").headers["Location"]
    page = manager.get(removed)
    assert "Er text i Ordföranden är borttagen." in words(page)
    undo = re.findall(r'action="([^"]*aterstall/)"', page.content.decode())[0]
    manager.post(undo)

    assert Chapter.objects.get().body == "Vi följer lagen."
    assert "Kapitlet är borttaget" not in words(manager.get(f"{address}versioner/"))


def test_what_cannot_be_done_with_chapters_is_told(manager):
    assert "Skriv en rubrik." in words(manager.post("/ar/2015/nytt-kapitel/", {"title": " "}))
    assert manager.post("/ar/2015/nytt-kapitel/", {"title": "A", "within": "x"}).status_code == 404
    assert manager.post(f"{CHAPTERS}summary/flytta/", {"direction": "up"}).status_code == 409
    assert manager.post(f"{CHAPTERS}nothing/flytta/", {"direction": "up"}).status_code == 404
    assert manager.post(f"{CHAPTERS}summary/ta-bort/").status_code == 404
    for page in ("kapitel/nothing/", "kapitel/nothing/versioner/", "kapitel/nothing/infoga/"):
        assert manager.get(f"/ar/2015/{page}").status_code == 404
    assert not Chapter.objects.exists()


def test_words_are_found_with_their_place_and_its_address(manager):
    page = manager.get(f"{REPORT}sok/?q=datorer")

    assert "<mark>" in page.content.decode()
    text = manager.get(REPORT).content.decode()
    leads = re.findall(r'href="/ar/2015/rapport/\?utgava=nu#([^"]+)"', page.content.decode())
    assert leads
    assert set(leads) <= set(re.findall(r'id="([^"]+)"', text))
    assert "Skriv minst två tecken." in words(manager.get(f"{REPORT}sok/?q=d"))
    assert "Orden står inte i årsredovisningen." in words(manager.get(f"{REPORT}sok/?q=zzzz"))


def test_every_paragraph_table_and_note_has_its_own_address_to_share(manager):
    text = manager.get(REPORT).content.decode()
    sheet = text[text.index("<article") : text.index("</article>")]

    ids = re.findall(r'id="([^"]+)"', sheet)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'class="to-here" href="#([^"]+)"', sheet)) == set(ids)
    assert len(re.findall(r"<p\b(?![^>]*\bid=)(?![^>]*to-here-line)", sheet)) == sheet.count(
        '<div class="foots"><p>'
    ) + len(re.findall(r"</p><p>(?=[^<]*</p>(?:<p>|</div>|<ol class=\"sources))", sheet))


def test_a_text_written_since_a_year_was_adopted_is_a_draft_beside_the_edition(
    manager, controller, approved
):
    decision = {"decided_on": "2016-04-12", "paragraph": "14"}
    controller.post("/ar/2015/utgavor/1/faststall/", decision)

    save(manager, body="Något nytt efter beslutet.")

    adopted = manager.get(REPORT)
    assert "Något nytt" not in words(adopted)
    assert "stycken skiljer" in words(adopted)
    assert 'class="edit"' not in adopted.content.decode()
    now = manager.get(f"{REPORT}?utgava=nu")
    assert "Utkast Posterna och texten nu, utanför utgåvan" in words(now)
    assert "Något nytt efter beslutet." in words(now)
    assert "är ett utkast, tills en ny utgåva" in words(manager.get("/ar/2015/utgavor/"))
    differing = manager.get("/ar/2015/utgavor/skillnader/")
    assert "Stycken som skiljer" in words(differing)
    assert "<ins>" in differing.content.decode()


@pytest.mark.parametrize(
    ("address", "most"),
    [(PRINCIPLES, 25), (CHAPTERS, 40), (VERSIONS, 25), (f"{INSERT}?slag=delar", 25)],
)
def test_a_page_of_writing_keeps_its_budget_of_questions(
    manager, django_assert_max_num_queries, address, most
):
    save(manager)
    with django_assert_max_num_queries(most):
        manager.get(address)


def test_more_chapters_ask_no_more_questions_of_the_report(manager, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as few:
        manager.get(REPORT)
    for number in range(5):
        manager.post("/ar/2015/nytt-kapitel/", {"title": f"Eget {number}", "within": ""})
    with django_assert_max_num_queries(200) as many:
        manager.get(REPORT)

    assert len(many) == len(few)


def test_an_untouched_page_takes_no_words_place(manager):
    manager.post(KEEP, {"title": "Principer", "body": "Nyss skrivet."})
    manager.post(KEEP, {"title": "Principer", "body": "Som det stod.", "untouched": "1"})

    assert "Nyss skrivet." in manager.get(PRINCIPLES).content.decode()
