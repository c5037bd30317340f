"""Which conversation a letter belongs to."""

from hypothesis import given as given_any
from hypothesis import strategies as st

from samdrift.plumbing.mail import threads
from samdrift.plumbing.mail.tests import given
from samdrift.plumbing.mail.threads import Candidate, Proof

KEY = "nyckel"


def ours(reference="48213", key=KEY):
    return threads.new_message_id(reference=reference, domain="kommun.test", key=key)


def test_a_letter_of_ours_is_known_by_its_signature():
    assert threads.reference_of(ours(), key=KEY) == "48213"


def test_a_guessed_name_is_none_of_ours():
    name = ours()
    nonce, signature = name.split("@")[0].split(".")[2:]

    guesses = (
        f"sd.48214.{nonce}.{signature}@kommun.test",
        f"sd.48213.{'a' * 12}.{signature}@kommun.test",
        f"sd.48213.{nonce}.{'a' * 16}@kommun.test",
        ours(key="en annan"),
    )

    assert [threads.reference_of(each, key=KEY) for each in guesses] == [None] * 4


@given_any(st.text(max_size=60))
def test_nothing_that_is_written_is_ours_by_chance(text):
    assert threads.reference_of(text, key=KEY) is None


def test_two_letters_about_the_same_have_each_their_name():
    assert ours() != ours()


def test_an_answer_is_proven_before_it_is_guessed():
    mine = ours("7")
    letter = given.letter(
        subject=f"SV: {threads.subject_tag('48213')} Skrivaren",
        headers=(("In-Reply-To", "<kund@b.se>"), ("References", f"<forst@b.se> <{mine}>")),
    )

    assert threads.candidates(letter, key=KEY) == (
        Candidate(Proof.SIGNED, "7", "", f"References nämner vårt brev {mine}"),
        Candidate(Proof.KNOWN_LETTER, "", "kund@b.se", "In-Reply-To nämner brevet kund@b.se"),
        Candidate(Proof.KNOWN_LETTER, "", "forst@b.se", "References nämner brevet forst@b.se"),
        Candidate(Proof.SUBJECT, "48213", "", "Ämnet har [#48213]"),
    )


def test_a_forged_name_gives_no_candidate_at_all():
    forged = ours(key="en annan")
    letter = given.letter(headers=(("In-Reply-To", f"<{forged}>"),))

    assert threads.candidates(letter, key=KEY) == ()


def test_a_letter_that_answers_nothing_belongs_nowhere():
    assert threads.candidates(given.letter(), key=KEY) == ()
