"""A demo says so, and nothing else does."""

from __future__ import annotations

import pytest

from samdrift.plumbing import demonstration


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def test_a_home_is_no_demo_until_one_is_loaded_there(home):
    assert not demonstration.is_demo()

    demonstration.mark_as_demo()

    assert demonstration.is_demo()


def test_another_database_from_the_same_home_is_no_demo(home, settings, monkeypatch):
    demonstration.mark_as_demo()

    monkeypatch.setitem(settings.DATABASES["default"], "NAME", "the-real-one")

    assert not demonstration.is_demo()


def test_the_mark_keeps_no_password(home, settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "PASSWORD", "hemligt")

    demonstration.mark_as_demo()

    assert "hemligt" not in (home / "demo").read_text()
