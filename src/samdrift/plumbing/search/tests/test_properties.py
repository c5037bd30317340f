"""What holds for any texts and any words: both databases answer as plain Python does."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from samdrift.plumbing.search import asked as asking
from samdrift.plumbing.search import queries, ranking, services
from samdrift.plumbing.search.engine import Candidate
from samdrift.plumbing.search.models import Entry
from samdrift.plumbing.search.ports import Scope, Searchable
from samdrift.plumbing.search.queries import Page
from samdrift.plumbing.search.rows import row
from samdrift.plumbing.search.tests.given import NOW
from samdrift.sweden.words.lexicon import lexicon

pytestmark = pytest.mark.django_db

WORDS = st.sampled_from(
    (
        *("lösenord", "lösenordet", "lösenordsbyte", "skrivare", "skrivaren", "skrivarna"),
        *("fiber", "fiberanslutning", "anslutning", "dator", "datorn", "datorerna", "bärbar"),
        *("PC-1234", "pc1234", "0494-191", "0494-19123", "070-1740635", "eva@kinda.se"),
        *("och", "är", "inte", "nätverket", "nätverk", "skola", "skolan", "xq7", "Åker", "aker"),
    )
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
THINGS = st.lists(
    st.builds(
        lambda title, text, inside, people, label, days: (title, text, inside, people, label, days),
        TEXTS,
        TEXTS,
        TEXTS,
        TEXTS,
        st.sampled_from(("a", "b")),
        st.integers(0, 900),
    ),
    min_size=1,
    max_size=8,
)
PIECES = st.one_of(WORDS, WORDS.map(lambda word: f"-{word}"), TEXTS.map(lambda text: f'"{text}"'))
QUESTIONS = st.lists(PIECES, min_size=1, max_size=4).map(" ".join)
SCOPES = st.builds(
    Scope, st.sampled_from(((), (frozenset("a"),), (frozenset("ab"),))), st.booleans()
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(things=THINGS, words=QUESTIONS, scope=SCOPES, is_typing=st.booleans())
def test_what_is_found_is_what_plain_python_finds_in_the_same_order(
    things, words, scope, is_typing
):
    Entry.objects.all().delete()
    told = [_thing(number, *parts) for number, parts in enumerate(things)]
    services.index(told, at=NOW)

    page = Page(100, is_typing=is_typing, or_some=False)
    found = queries.find(words, scope=scope, page=page)

    assert [hit.key for hit in found.hits] == _expected(told, words, scope, is_typing=is_typing)
    assert found.count == len(found.hits)


FORMS = {}
for form, own in lexicon().forms.items():
    FORMS.setdefault(own, []).append(form)
SEVERAL = sorted(own for own, forms in FORMS.items() if len(forms) > 1)
HEADS = sorted(lexicon().heads)
NOUNS = sorted(noun for noun in lexicon().nouns if noun in FORMS)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(own=st.sampled_from(SEVERAL), choice=st.data())
def test_a_word_is_found_by_any_of_its_forms(own, choice):
    written, asked = (choice.draw(st.sampled_from(FORMS[own])) for _ in range(2))

    assert _is_found(f"Vi har {written.capitalize()} här.", asked)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(head=st.sampled_from(HEADS), noun=st.sampled_from(NOUNS), choice=st.data())
def test_a_compound_is_found_by_its_last_part_in_any_form(head, noun, choice):
    """But where the compound is a word of its own, or can be taken apart in another place."""
    forms = st.sampled_from(FORMS[noun])
    written, asked = choice.draw(forms), choice.draw(forms)
    thing = row(_thing(0, "", head + written, "", "", "a", 0), at=NOW)
    assume(noun in (*thing.body, *thing.body_parts))

    assert _is_found(f"Vi har {head}{written} här.", asked)


def _is_found(text, asked):
    Entry.objects.all().delete()
    services.index([_thing(0, "", text, "", "", "a", 0)], at=NOW)
    return bool(queries.find(asked, scope=Scope(()), page=Page(or_some=False)).hits)


def _thing(number, title, text, inside, people, label, days):  # noqa: PLR0917  Its parts.
    return Searchable(
        kind="case",
        key=f"{number:03}",
        title=title,
        created=NOW - timedelta(days=days),
        text=text,
        inside=inside,
        people=people,
        labels=frozenset({label}),
    )


def _expected(things, words, scope, *, is_typing):
    """Return the keys that are to be found, in order, by looking through everything."""
    asked = asking.read(words, is_typing=is_typing)
    if asked.is_empty:
        return []
    rows = [row(thing, at=NOW) for thing in things]
    found = [
        Candidate(
            number, each.kind, each.key, "", each.numbers, each.title, each.people, each.created
        )
        for number, (each, thing) in enumerate(zip(rows, things, strict=True))
        if all(not group.isdisjoint(thing.labels) for group in scope.groups)
        and _answers(asked, each, sees_inside=scope.sees_inside)
    ]
    return [each.key for _, each in ranking.ranked(found, asked, {})]


def _answers(asked, each, *, sees_inside):
    inner = each.inner if sees_inside else ()
    inner_parts = each.inner_parts if sees_inside else ()
    terms = frozenset((*each.head, *each.head_parts, *each.body, *each.body_parts, *inner))
    terms |= frozenset(inner_parts)
    streams = (each.head, each.body, inner)
    return (
        all(_has(word, terms) for word in asked.words)
        and all(_stands(phrase, streams) for phrase in asked.phrases)
        and not any(_has(word, terms) for word in asked.excluded)
        and not any(_stands(phrase, streams) for phrase in asked.excluded_phrases)
    )


def _has(word, terms):
    begun = word.beginning and any(term.startswith(word.beginning) for term in terms)
    return begun or any(terms.issuperset(each) for each in word.alternatives)


def _stands(phrase, streams):
    return any(
        stream[start : start + len(phrase)] == phrase
        for stream in streams
        for start in range(len(stream))
    )
