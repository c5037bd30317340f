"""The page of all pieces, each with its examples in both themes: for who builds, and who checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from samdrift.plumbing import access, demonstration
from samdrift.plumbing.components import pieces
from samdrift.plumbing.components.context import newest_year
from samdrift.plumbing.components.menu import items_for

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class ShownExample:
    """An example of a piece, rendered."""

    name: str
    written: SafeString


@dataclass(frozen=True, slots=True)
class Side:
    """The examples of a piece in one theme."""

    theme: str
    examples: tuple[ShownExample, ...]


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A piece, what it takes, and its examples in each theme."""

    name: str
    sentence: str
    parameters: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]


@require_GET
def newest_year_page(request: HttpRequest, key: str) -> HttpResponse:
    """Lead to a yearly page of the newest year, which is looked up only now."""
    items = {item.key: item for item in items_for(access.viewer_of(request)) if item.is_yearly}
    year = newest_year()
    if key not in items or not year:
        raise Http404
    return redirect(items[key].address(year))


@require_GET
def components_page(request: HttpRequest) -> HttpResponse:
    """Show every piece; in a demo to everybody, elsewhere to who administers or builds."""
    viewer = access.viewer_of(request)
    if not (demonstration.is_demo() or settings.DEBUG or access.may_administer(viewer)):
        raise Http404
    context = {
        "pieces": tuple(_shown(name) for name in pieces.names()),
        "icons": pieces.icon_names(),
    }
    return render(request, "components.html", context)


def _shown(name: str) -> ShownPiece:
    contract = pieces.contract(name)
    return ShownPiece(
        name,
        contract.sentence,
        tuple(contract.parameters.items()),
        tuple(
            Side(
                theme,
                tuple(
                    ShownExample(example, _written(name, parameters, theme))
                    for example, parameters in contract.examples.items()
                ),
            )
            for theme in THEMES
        ),
    )


def _written(name: str, parameters: dict[str, Any], theme: str) -> SafeString:
    """Render an example; a landmark is named by its theme too, so that no two are alike."""
    written = pieces.piece(name, **parameters)
    if not written.startswith("<nav"):
        return written
    return pieces.piece(name, **parameters | {"label": f"{parameters['label']} ({theme})"})
