"""Files along with words: sent, shown, handed out, and told why not."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.test_pages import words

from samdrift.plumbing import contributions, files, sent_files
from samdrift.plumbing.files import FileHolder
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.conversation import attachments
from samdrift.servicedesk.models import Attachment, Message, Ticket
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import MONDAY
from samdrift.servicedesk.tests.given import agent as acting

PNG = b"\x89PNG\r\n\x1a\n0000"
SCRIPT = b"<html><script>alert(1)</script></html>"

pytestmark = pytest.mark.usefixtures("files_of_its_own")


def file(name="skärm.png", content=PNG, kind="image/png"):
    return SimpleUploadedFile(name, content, kind)


def test_several_files_come_with_a_report_and_are_shown_to_both(requester, agent, desk):
    sent = {"subject": "Felruta", "stops": "1", "files": [file(), file("logg.txt", b"fel")]}

    requester.post("/hjalp/anmal/", sent)

    number = Ticket.objects.get().number
    picture, log = Attachment.objects.order_by("pk")
    assert (picture.name, picture.media_type, picture.size) == ("skärm.png", "image/png", 12)
    for client, address in ((requester, "/hjalp/arenden"), (agent, "/arenden")):
        page = client.get(f"{address}/{number}/")
        assert "skärm.png" in words(page)
        assert f'<img src="{address}/{number}/fil/{picture.pk}/"' in page.content.decode()
        shown = client.get(f"{address}/{number}/fil/{picture.pk}/")
        assert (shown.content, shown.headers["Content-Type"]) == (PNG, "image/png")
        saved = client.get(f"{address}/{number}/fil/{log.pk}/")
        assert saved.headers["Content-Disposition"] == 'attachment; filename="logg.txt"'
        assert saved.headers["Content-Type"] == "application/octet-stream"


def test_what_calls_itself_a_picture_is_never_run(requester, desk):
    ticket = desk.ticket()
    told = {"name": "bild.png", "media_type": "image/png", "size": len(SCRIPT)}
    kept = Attachment.objects.create(
        message=ticket.messages.get(), digest=files.keep(SCRIPT), **told
    )

    handed = requester.get(f"/hjalp/arenden/{ticket.number}/fil/{kept.pk}/")
    assert handed.headers["Content-Type"] == "application/octet-stream"
    assert handed.headers["Content-Disposition"].startswith("attachment")
    assert handed.headers["X-Content-Type-Options"] == "nosniff"
    assert handed.headers["Content-Security-Policy"].endswith("; sandbox")


@pytest.mark.parametrize("act", ["svara", "anteckna"])
def test_the_desk_sends_a_file_alone(agent, desk, act):
    ticket = desk.ticket()

    agent.post(f"/arenden/{ticket.number}/{act}/", {"text": "", "files": [file()]})

    assert Attachment.objects.get().message.ticket == ticket


def test_a_file_of_a_note_is_not_for_whoever_reported(requester, desk):
    ticket = desk.ticket()
    kept = attachments.take_in([sent_files.Sent("inre.png", PNG)])
    standing.note(
        number=ticket.number,
        written=Written("Se", attachments=kept),
        actor=acting(desk.jonas),
        at=MONDAY,
    )

    address = f"/hjalp/arenden/{ticket.number}/fil/{Attachment.objects.get().pk}/"

    assert requester.get(address).status_code == 404


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ([file(content=b"")], "Filen skärm.png är tom. Inget är skickat."),
        ([file(content=PNG * 3)], "Filen skärm.png är 1 MB. Högst 0 MB går."),
        ([file(str(n)) for n in range(11)], "Lägg till högst 10 åt gången."),
        ([file("fel.exe", b"MZ")], "av ett slag som inte tas emot"),
        ([file("fel", SCRIPT[:9])], "av ett slag som inte tas emot"),
        ([file("bild.png", SCRIPT[:9])], "innehåller något annat än vad namnet säger"),
        ([file("logg.txt", b"MZ\x00\x01")], "innehåller något annat än vad namnet säger"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_the_words_are_kept(
    requester, desk, sent, told, monkeypatch
):
    monkeypatch.setattr(sent_files, "MOST_BYTES", 20)
    ticket = desk.ticket()
    answer = f"/hjalp/arenden/{ticket.number}/svara/"

    page = requester.post(answer, {"text": "Jag skrev länge.", "files": sent})

    assert page.status_code == 422
    assert told in words(page)
    assert "Jag skrev länge." in words(page)
    assert Message.objects.count() == 1
    assert list(Path(settings.HOME).glob("files/*")) == []


def test_words_at_the_desk_are_kept_where_a_file_is_too_large(agent, desk, monkeypatch):
    monkeypatch.setattr(sent_files, "MOST_BYTES", 5)
    ticket = desk.ticket()
    sent = {"text": "Jag skrev länge.", "files": [file()]}

    page = agent.post(f"/arenden/{ticket.number}/svara/", sent, follow=True)

    assert "Högst 0 MB går." in words(page)
    assert "Jag skrev länge." in words(page)
    assert Message.objects.count() == 1


def test_a_file_that_is_not_on_disk_is_not_found(agent, desk, requester):
    requester.post("/hjalp/anmal/", {"subject": "x", "stops": "1", "files": [file()]})
    kept = Attachment.objects.get()
    Attachment.objects.update(digest="0" * 64)

    number = Ticket.objects.get().number
    assert agent.get(f"/arenden/{number}/fil/{kept.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\karin\\skärm.png", "skärm.png"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\u202e.png", "ab.png"),
        ("", "fil"),
        ("..", "fil"),
        (".png", "png"),
        ("x" * 300 + ".png", "x" * 146 + ".png"),
    ],
)
def test_a_name_is_made_harmless(name, kept):
    assert sent_files.harmless(name) == kept


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF0000WEBPVP8", "image/webp"),
        (b"<svg onload=alert(1)>", ""),
        (b"", ""),
    ],
)
def test_a_picture_is_known_by_how_it_begins(content, kind):
    assert sent_files.picture_type(content) == kind


def test_files_are_kept_as_long_as_a_message_has_them(requester, desk):
    requester.post("/hjalp/anmal/", {"subject": "x", "stops": "1", "files": [file()]})
    digest = Attachment.objects.get().digest
    holders = {each.key: each for each in contributions.offered(FileHolder)}

    holds = holders["servicedesk.attachments"].holds
    assert set(holds({digest, "0" * 64})) == {digest}
    Message.objects.update(wiped_at=MONDAY)
    assert set(holds({digest})) == set()
