"""What is told of somebody by themselves, or by whoever helps them."""

from __future__ import annotations

from samdrift.directory.choices import Language
from samdrift.directory.errors import CannotTell
from samdrift.directory.models import Person


def tell_language(*, person_id: int, language: str) -> None:
    """Say in which language somebody is written to. Raises CannotTell where there is no such."""
    if language not in Language.values:
        raise CannotTell("Välj svenska eller engelska.")
    Person.objects.filter(pk=person_id).exclude(language=language).update(language=language)
