"""What is found by which words, and in what order."""

import pytest

from samdrift.plumbing.search import asked as asking
from samdrift.plumbing.search import postgresql, queries, services
from samdrift.plumbing.search.engine import Search
from samdrift.plumbing.search.ports import Scope, Searchable
from samdrift.plumbing.search.tests.given import ALL, NOW, case, find, keys, shown, told

pytestmark = pytest.mark.django_db


def test_a_word_is_found_in_its_other_forms_and_inside_compounds():
    told(
        case(1, "Lösenordet fungerar inte"),
        case(2, "Beställning", "Vi vill ha fiberanslutning till förskolan."),
        case(3, "Ny dator"),
    )

    assert keys("lösenord") == ["1"]
    assert keys("fiber") == ["2"]
    assert keys("anslutningar") == ["2"]
    assert keys("datorerna") == ["3"]
    assert keys("skrivare") == []


def test_a_compound_is_found_where_it_is_written_apart():
    told(case(1, "Fiber anslutning saknas"), case(2, "Fiber saknas"))

    assert keys("fiberanslutning") == ["1"]


def test_all_words_are_wanted_and_ordinary_ones_left_out():
    told(case(1, "Lösenord glömt"), case(2, "Glömt nyckel"))

    assert keys("hur har jag glömt mitt lösenord") == ["1"]


def test_where_nothing_has_all_the_words_some_are_enough_and_it_says_so():
    told(
        case(1, "Skrivaren", "Den på andra våningen skriver inte ut"),
        case(2, "Skrivare"),
        case(3, "Nyckel"),
    )

    found = find("skrivaren på våningen brinner", scope=ALL)

    assert [hit.key[-1] for hit in found.hits] == ["1", "2"]
    assert found.is_any


def test_the_title_goes_before_people_before_the_text_and_newer_before_older():
    told(
        case(1, "Hjälp", "Det gäller en skrivare"),
        case(2, "Hjälp", people="Stina Skrivare"),
        case(3, "Skrivare"),
        case(4, "Skrivare", days=30),
        case(5, "Etikettskrivare"),
    )

    assert keys("skrivare") == ["3", "4", "2", "5", "1"]


def test_much_newer_goes_before_a_title_of_long_ago():
    told(case(1, "Skrivare", days=5 * 365), case(2, "Hjälp", "skrivare"))

    assert keys("skrivare") == ["2", "1"]


def test_what_is_called_by_a_number_comes_first_however_it_is_written():
    told(
        case(1, "Byte", "Gäller ärende 2026-00002, serienummer PC-1234", days=0),
        case(2, "Annat", days=90),
        Searchable("device", "d1", "Dator", NOW, numbers=("PC-1234", "SRV01.kinda.local")),
    )

    assert keys("2026-00002") == ["2", "1"]
    assert keys("#2026-00002")[0] == "2"
    assert keys("pc1234") == ["d1", "1"]
    assert keys("PC 1234") == ["d1", "1"]
    assert keys("srv01.kinda.local") == ["d1"]
    assert [hit.is_by_number for hit in find("PC-1234", scope=ALL).hits] == [True, False]


def test_a_telephone_number_is_found_in_whatever_way_it_is_written():
    told(case(1, "Ring", "Nås på 0494-191 23."), case(2, "Ring", "Nås på +46 494 191 23"))

    for written in ("049419123", "0494-191 23", "+46 494 191 23", "0046494-19123", "0494/19 123"):
        assert sorted(keys(written)) == ["1", "2"]


def test_a_phrase_is_words_in_a_row():
    told(case(1, "Byta trasig skärm"), case(2, "Byta skärm, trasig"))

    assert keys('"trasig skärm"') == ["1"]
    assert sorted(keys("trasig skärm")) == ["1", "2"]
    assert keys('"byta skärm" -"trasig skärm"') == ["2"]
    assert keys('"trasig skärm') == ["1"]


def test_a_word_with_minus_is_not_wanted():
    told(case(1, "Skärm trasig"), case(2, "Skärm beställs"))

    assert keys("skärm -trasiga") == ["2"]
    assert keys("-trasig") == []


def test_while_typing_the_last_word_may_be_only_begun():
    told(case(1, "Lösenordet"), case(2, "Nycklarna"), case(3, "Fiberanslutningen"))

    for typed in ("lö", "lös", "lösenor", "lösenord", "lösenorde", "lösenordet"):
        assert keys(typed, is_typing=True) == ["1"], typed
    for typed in ("ny", "nyck", "nyckl", "nycklar", "nycklarn"):
        assert keys(typed, is_typing=True) == ["2"], typed
    for typed in ("fiber", "fiberansl", "fiberanslutninge", "anslut"):
        assert keys(typed, is_typing=True) == ["3"], typed
    assert keys("lösen ", is_typing=True) == ["1"]
    assert keys("lösenor", is_typing=False) == []
    assert keys("l", is_typing=True) == []


def test_a_number_half_typed_is_found():
    told(case(123, "Ett"), case(124, "Två"))

    assert sorted(keys("2026-0012", is_typing=True)) == ["123", "124"]


def test_only_what_may_be_seen_is_found():
    told(
        case(1, "Skärm", labels=frozenset({"queue:1"})),
        case(2, "Skärm", organisation="YDR", labels=frozenset({"queue:1", "status:open"})),
        case(3, "Skärm organisation:KIN queue:1", organisation="ÖDE"),
        case(4, "Skärm", organisation=""),
    )
    kinda = Scope.of_organisations(["KIN"])

    assert keys("skärm", kinda) == ["1"]
    assert keys("2026-00003", kinda) == []
    assert sorted(keys("skärm", Scope.of_organisations(["KIN", "YDR"]))) == ["1", "2"]
    assert keys("skärm", ALL.narrowed("status:open", "status:paused")) == ["2"]
    assert keys("skärm", ALL.narrowed("queue:1").narrowed("status:open")) == ["2"]
    assert keys("skärm", Scope.of_organisations([])) == []
    assert keys("skärm", ALL.narrowed("status:Open")) == []


def test_only_the_kinds_asked_for_are_found():
    told(case(1, "Skärm"), Searchable("guide", "g", "Skärm", NOW))

    assert keys("skärm", kinds=("guide",)) == ["g"]
    assert sorted(keys("skärm", kinds=("guide", "case"))) == ["1", "g"]


def test_what_is_told_inside_is_found_and_shown_to_those_inside_alone():
    told(
        case(1, "Skärm", "Den blinkar.", inside="Kunden är otrevlig om fiberanslutningen"),
        case(2, "Skärm", "Den är otrevlig."),
    )
    outside = Scope.of_organisations(["KIN"])
    inside = Scope(outside.groups, sees_inside=True)

    for words in ("otrevlig", "otrev", '"är otrevlig"', "fiber", "skärm otrevlig blinkar"):
        found = find(words, scope=outside, is_typing=True)
        assert "1" not in [hit.key.lstrip("0") for hit in found.hits] or found.is_any, words
        assert all("Kunden" not in shown(hit.snippet) for hit in found.hits), words
    assert keys("skärm otrevlig blinkar", inside) == ["1"]
    assert keys('"är otrevlig"', inside) == ["1", "2"]
    assert keys("fiber", inside) == ["1"]
    assert keys("skärm -otrevlig", outside) == ["1"]
    assert keys("skärm -otrevlig", inside) == []
    (hit,) = find("anslutning", scope=inside).hits
    assert shown(hit.snippet) == "Den blinkar. Kunden är otrevlig om [fiberanslutningen]"


def test_what_was_looked_for_is_marked_and_nothing_is_html():
    told(
        case(
            1,
            "Trasiga <b>Skärmar</b>",
            "x " * 300 + "Datorskärmen & <script> blinkar. Ring 0494-191 23 i dag." + " y" * 300,
        )
    )

    (hit,) = find("skärm 049419123", scope=ALL).hits

    assert shown(hit.title) == "Trasiga <b>[Skärmar]</b>"
    assert "[Datorskärmen] & <script> blinkar. Ring [0494-191 23] i dag." in shown(hit.snippet)
    assert shown(hit.snippet).startswith("…x ")
    assert shown(hit.snippet).endswith("y…")
    assert len(shown(hit.snippet)) < 240


def test_a_text_without_the_words_is_shown_from_its_beginning():
    told(case(1, "Skärm", "Hej\n\n  hopp"), case(2, "Skärm"))

    assert [shown(hit.snippet) for hit in find("skärm", scope=ALL).hits] == ["Hej hopp", ""]


def test_pages_follow_each_other_without_gap_or_repetition():
    told(*(case(number, "Skärm", days=number % 7) for number in range(1, 26)))
    seen, after = [], ""
    while True:
        found = find("skärm", scope=ALL, limit=10, after=after)
        seen += [hit.key for hit in found.hits]
        after = found.after
        if not after:
            break

    assert found.count == 25
    assert len(seen) == len(set(seen)) == 25


def test_what_is_called_so_is_on_the_first_page_only():
    told(*(case(number, "Gäller 2026-00001") for number in range(1, 6)))

    first = find("2026-00001", scope=ALL, limit=3)
    second = find("2026-00001", scope=ALL, limit=3, after=first.after)

    assert first.hits[0].key == "000000001"
    assert len({hit.key for hit in (*first.hits, *second.hits)}) == 5


def test_a_place_that_is_none_begins_anew():
    told(case(1, "Skärm"))

    for nonsense in ("x", "[1]", '["a","b","c","d"]', "{}", '[1,"2026",3,4]'):
        assert len(find("skärm", scope=ALL, after=nonsense).hits) <= 1


def test_a_count_stops_at_a_thousand():
    told(*(case(number, "Skärm") for number in range(1, 1003)))

    found = find("skärm", scope=ALL)
    assert (found.count, found.is_count_capped) == (1000, True)

    services.forget("case", ["000000001", "000000002"])
    found = find("skärm", scope=ALL)
    assert (found.count, found.is_count_capped) == (1000, False)


def test_of_a_common_word_also_an_old_title_is_ranked():
    told(
        *(case(number, "Hjälp", "skärm", days=number % 400) for number in range(1, 400)),
        case(500, "Skärm", days=500),
    )

    assert keys("skärm")[0] == "500"


def test_a_question_without_a_word_finds_nothing():
    told(case(1, "Skärm"))

    for empty in ("", " ", '""', "-", "!?", "ﾞ", '"', "- -", "\0", "\ud800"):
        assert find(empty, scope=ALL) == queries.Found()


@pytest.mark.parametrize(
    "hostile",
    [
        "'", "\\", "a'b", "' | '", "a\\'b", ":*", "a:*", "!a", "a & b", "(", ")", "NEAR(a b)",
        "head : a", "a*", "^a", "AND", "OR NOT", "{a}", '"a" OR', "a\0b", "ﬁ", "Ǆ", "ß", "İ", "٣",
        "\ud800x", "a" * 5000, "å" * 5000, "a " * 5000, '"' * 299, "-" * 299, "%", "_", "a@b", "a.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_typing", [True, False])
def test_whatever_is_typed_is_answered(hostile, is_typing):
    told(case(1, hostile, hostile, people=hostile))

    find(hostile, scope=ALL, is_typing=is_typing)


def test_a_question_asks_the_database_few_times(django_assert_max_num_queries):
    told(*(case(number, "Skärm", "bild", days=number) for number in range(1, 400)))

    for words in ("skärm", "2026-00001", '"skärm bild"', "skärm saknas helt"):
        with django_assert_max_num_queries(14):
            find(words, scope=ALL, is_typing=True)


def test_two_words_in_a_row_are_asked_of_postgresqls_index_alone():
    """Of three the pairs are asked besides, so that few are looked into."""
    two, three = (
        postgresql.question(Search(asking.read(words, is_typing=False), ()))
        for words in ('"skrivaren blinkar"', '"skrivaren blinkar rött"')
    )

    assert "<->" not in two
    assert two.count("=") == 1
    assert three.count("=") == 2
    assert three.count("<->") == 2
