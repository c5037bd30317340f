"""A letter's own layout, with the pictures that came in it, for those who want to see it so."""

from __future__ import annotations

import re
from html import escape, unescape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from samdrift.servicedesk.casework.queries import Line

_NAMED = re.compile(r'\bsrc="cid:([^"]*)"')
_PICTURED = re.compile(r"<(?:img|table)\b")


def layout(line: Line, *, number: str) -> SafeString:
    """Return a letter's HTML, its pictures led to their files; nothing where text says it all.

    The HTML was made safe when the letter was taken in. A picture that did not come along is gone.
    """
    if line.is_wiped or not _PICTURED.search(line.html):
        return SafeString("")
    places = {
        file.content_id: reverse("servicedesk:file", args=[number, file.id])
        for file in line.files
        if file.content_id and file.is_picture
    }

    def led(found: re.Match[str]) -> str:
        place = places.get(unescape(found[1]))
        return f'src="{escape(place)}"' if place else ""

    return mark_safe(_NAMED.sub(led, line.html))  # noqa: S308  Made safe by safe_html.shown.
