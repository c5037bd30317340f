"""The code page of a file by its bytes."""

from __future__ import annotations

import io

import pytest

from samdrift.sweden.sie import encodings
from samdrift.sweden.sie.encodings import detect_encoding


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b"", "cp437"),
        (b"#FNAMN A", "cp437"),
        ("Räksmörgås".encode("cp437"), "cp437"),
        ("Räksmörgås".encode(), "utf-8"),
        ("\ufeffRäksmörgås".encode(), "utf-8"),
        (b"\xef\xbb\xbf#FNAMN A", "utf-8"),
        ("Räksmörgås".encode("iso-8859-1"), "iso-8859-1"),
        ("ÅÄÖ".encode("iso-8859-1"), "iso-8859-1"),
        ("ÅÄÖ".encode("cp437"), "cp437"),
        ("Räksmörgås 5 €".encode("iso-8859-15"), "iso-8859-15"),
        ("Räksmörgås – 5 €".encode("cp1252"), "cp1252"),
        ("Räksmörgås".encode() + b"\xc3", "cp437"),
        ("½".encode("cp437"), "cp437"),
    ],
)
def test_code_page_is_told_by_content(raw, encoding):
    assert detect_encoding(io.BytesIO(raw)) == encoding


@pytest.mark.parametrize("chunk_bytes", [1, 2, 3])
@pytest.mark.parametrize("encoding", ["cp437", "utf-8", "iso-8859-1"])
def test_letters_may_be_cut_between_chunks(monkeypatch, chunk_bytes, encoding):
    monkeypatch.setattr(encodings, "_CHUNK_BYTES", chunk_bytes)

    assert detect_encoding(io.BytesIO("Räksmörgås på ön".encode(encoding))) == encoding
