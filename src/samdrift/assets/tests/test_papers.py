"""Papers: certificates, delivery notes and receipts go with what was done, and are read by few."""

import hashlib

import pytest

from samdrift.assets import leavers
from samdrift.assets.choices import PaperSort
from samdrift.assets.errors import CannotKeep
from samdrift.assets.life import services as life
from samdrift.assets.models import Paper
from samdrift.assets.planning import afterlife
from samdrift.assets.register.door import Reader
from samdrift.assets.stock import papers, receipts
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AT, CHEF, day
from samdrift.plumbing import files
from samdrift.plumbing.access import Role
from samdrift.plumbing.sent_files import Sent, take_in

pytestmark = pytest.mark.django_db

EVERY = Reader("", sees_people=True, keeps=True, roles=frozenset(Role))
KINDA = Reader("KIN", sees_people=False, keeps=False, roles=frozenset())
VIMMERBY = Reader("VIM", sees_people=False, keeps=False, roles=frozenset())
PDF = b"%PDF-1.7 intyg"


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path):
    settings.HOME = tmp_path


def done(act, on, *tags, stroke, **told):
    moved = given.Told(on, **told)
    made = life.take_step(tags=tags, act=act, told=moved, actor=CHEF, at=AT, stroke=stroke)
    assert made.refused == ()


def added(stroke, name="intyg.pdf", content=PDF, **told):
    kept = take_in([Sent(name, content)])
    return papers.add(kept, stroke=stroke, actor=CHEF, at=AT, **told)


def names(reader, *strokes):
    found = papers.papers_of(reader, strokes)
    return [line.name for stroke in strokes for line in found.get(stroke, ())]


def test_the_certificate_of_many_stands_with_each_and_is_read_where_they_were():
    for tag in ("KIN-1", "KIN-2"):
        given.thing(tag, "returned")
    done("erase", day(2, 1), "KIN-1", "KIN-2", stroke="e1", note="Intyg 7")
    done("recycle", day(2, 2), "KIN-1", stroke="r1")

    (paper,) = added("e1")
    assert added("e1") == ()

    assert (paper.sort, paper.digest) == (PaperSort.CERTIFICATE, hashlib.sha256(PDF).hexdigest())
    assert files.content(paper.digest) == PDF
    assert names(EVERY, "e1", "r1", "") == names(KINDA, "e1") == ["intyg.pdf"]
    assert (names(VIMMERBY, "e1"), papers.paper(VIMMERBY, paper.pk)) == ([], None)
    (end,) = afterlife.report(KINDA, 2026).ends
    found = papers.certificates_of(KINDA, [end.tag, "X-1"])
    assert {tag: [line.name for line in lines] for tag, lines in found.items()} == {
        "KIN-1": ["intyg.pdf"]
    }


def test_what_a_paper_is_follows_from_what_was_done_unless_somebody_says():
    karin = given.person()
    life.register(
        [given.NewThing("KIN-1", given.LAPTOP, "stock", given.Told(day(1, 7), "KIN"))],
        actor=CHEF, at=AT, stroke="new",
    )  # fmt: skip
    done("hand-over", day(2, 1), "KIN-1", stroke="out", holder_id=karin.pk)
    done("repair", day(2, 2), "KIN-1", stroke="fix", note="Skärmen")

    told = [added(stroke)[0].sort for stroke in ("new", "out", "fix")]
    (said,) = added("fix", "offert.pdf", PDF + b"2", sort="receipt")

    assert told == [PaperSort.DELIVERY_NOTE, PaperSort.RECEIPT, PaperSort.OTHER]
    assert said.sort == PaperSort.RECEIPT
    assert names(KINDA, "new", "out", "fix") == ["intyg.pdf"]
    assert papers.sort_of("never") == PaperSort.OTHER


def test_a_paper_of_nothing_and_one_too_many_are_refused_and_nothing_is_kept(monkeypatch):
    given.thing("KIN-1", "returned")
    done("erase", day(2, 1), "KIN-1", stroke="e1", note="7")
    with pytest.raises(CannotKeep, match="inte gjort"):
        added("never")
    monkeypatch.setattr(papers, "MOST_OF_A_STROKE", 1)
    added("e1")
    with pytest.raises(CannotKeep, match="Högst 1 filer"):
        added("e1", content=PDF + b"2")

    assert Paper.objects.count() == 1


def test_a_paper_in_the_wrong_place_is_taken_away_once_and_its_bytes_are_let_go():
    given.thing("KIN-1", "returned")
    done("erase", day(2, 1), "KIN-1", stroke="e1", note="7")
    (paper,) = added("e1")
    assert papers.FILES.holds([paper.digest, "0" * 64]) == {paper.digest}

    assert papers.take_away(paper.pk, actor=CHEF, at=AT) == "e1"

    assert (names(EVERY, "e1"), papers.FILES.holds([paper.digest])) == ([], set())
    with pytest.raises(CannotKeep, match="finns inte"):
        papers.take_away(paper.pk, actor=CHEF, at=AT)
    assert added("e1")[0].pk != paper.pk


def test_what_somebody_signed_goes_with_their_name_and_the_certificate_stays():
    karin = given.person()
    given.thing("KIN-1")
    done("hand-over", day(2, 1), "KIN-1", stroke="out", holder_id=karin.pk)
    receipts.write(stroke="out", actor=CHEF, at=AT)
    added("out", "Karins kvitto.pdf")
    done("take-back", day(2, 2), "KIN-1", stroke="in")
    done("erase", day(2, 3), "KIN-1", stroke="e1", note="7")
    added("e1")

    leavers.forget((karin.pk,))

    assert names(EVERY, "out", "e1") == ["intyg.pdf"]
    gone = Paper.objects.get(stroke="out")
    assert (gone.name, gone.taken_away_by) == ("Kvitto", "Samdrift")
