"""Which label a text is most like, by examples written here."""

from comms.model.alike import alike

EXAMPLES = [
    ("Vil du være med til at plukke æbler på lørdag?", "have"),
    ("Vi planter æbletræer og graver bede på lørdag", "have"),
    ("Der mangler hænder i haven på lørdag", "have"),
    ("Bogen skal afleveres på biblioteket senest på fredag", "bog"),
    ("Du har lånt en bog, som en anden venter på", "bog"),
]
KNOWN = alike(EXAMPLES)


def best(text: str) -> str:
    points = KNOWN.points(text)
    return max(points, key=lambda label: points[label])


def test_a_text_is_most_like_the_examples_whose_words_it_shares() -> None:
    assert best("Vil du grave i haven på lørdag?") == "have"
    assert best("En anden har lånt bogen på biblioteket") == "bog"


def test_endings_make_no_other_word() -> None:
    assert best("biblioteket venter på bogen") == best("bibliotekerne venter på bogen") == "bog"


def test_more_examples_of_a_label_do_not_make_it_likelier_by_themselves() -> None:
    assert len([1 for _, label in EXAMPLES if label == "have"]) == 3
    assert best("på biblioteket") == "bog"


def test_nothing_is_said_of_a_text_in_words_that_no_example_holds() -> None:
    assert KNOWN.points("Could you please put me on the list") == {}
    assert KNOWN.points("") == {}
    assert alike([]).points("Vil du være med?") == {}


def test_the_words_that_made_it_so_are_told_as_the_text_writes_them() -> None:
    told = KNOWN.words("Kom og GRAV æbler op på lørdag", "have", "bog", 2)
    assert told
    assert all(one in "Kom og GRAV æbler op på lørdag" for one in told)
    assert any("æbler" in one or "lørdag" in one for one in told)
    assert not any("Kom" in one for one in told)


def test_later_texts_are_told_as_the_first_ones_were() -> None:
    texts = ["grave bede på lørdag", "lånt en bog", "i haven på fredag", "bogen venter", "æbler"]
    late = alike(EXAMPLES)
    for n in range(9):
        late.points(f"{n} på lørdag")  # by now, where all features stand is listed
    for text in texts:
        early = alike(EXAMPLES)
        assert early.points(text) == late.points(text)
        assert early.words(text, "have", "bog", 3) == late.words(text, "have", "bog", 3)
