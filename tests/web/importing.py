"""What is sent to the pages of imports, and how."""

import io
import re
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from samdrift.plumbing.jobs import worker

ORGANISATIONS = "code,name,role\nFED,Förbundet,host\nBOX,Boxholm,member\nVIM,Vimmerby,member\n"
MANIFEST = """format = "samdrift-exchange/1"

[organisation]
name = "Kommunalförbundet Förbundet"
org_number = "222000-0000"
legal_form = "kommunalförbund"
"""
TICKETS = "number,organisation,channel,line,category,opened,closed\n"
RIGHT = "9,BOX,phone,1,Dator,2015-05-02T08:00,2015-05-02T08:30\n"
CHANGED = "1,BOX,email,1,Dator,2014-03-02T08:00,2014-03-02T08:30\n"
WRONG = "10,=cmd|x,phone,1,Dator,2015-05-02T08:00,\n"


def words(response):
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\xa0", " ").split())


def send(client, *files, **more):
    told = [SimpleUploadedFile(name, content.encode()) if isinstance(content, str)
            else SimpleUploadedFile(name, content) for name, content in files]  # fmt: skip
    return client.post("/inlasning/", {"files": told}, **more)


def zip_of(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in ({"package.toml": MANIFEST} | files).items():
            package.writestr(name, content)
    return target.getvalue()


def previewed(client, *files):
    """Send files, let the worker preview them, and return the address of the page."""
    address = send(client, *files).headers["Location"]
    assert worker.work_once()
    return address


def taken_in(client, *files):
    """Take files in, and return the address of the receipt."""
    address = previewed(client, *files)
    client.post(address + "las-in/")
    assert worker.work_once()
    return client.get(address).headers["Location"]
