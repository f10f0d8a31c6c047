from comms.danish.lix import lix
from comms.danish.words import sentences, stem


def test_forms_of_a_word_share_a_stem() -> None:
    assert stem("fællesskaber") == stem("fællesskabet") == stem("Fællesskab")


def test_forms_that_change_their_vowel_are_led_back() -> None:
    assert stem("børn") == stem("barnet")
    assert stem("spurgte") == stem("spørger")
    assert stem("vennerne") == stem("ven")


def test_endings_that_make_another_word_stay() -> None:
    assert stem("menigheden") == stem("menighed") != stem("men")
    assert stem("ledig") == stem("ledige") != stem("leder")
    assert stem("stemmeret") != stem("stemmen")


def test_words_that_look_alike_are_kept_apart() -> None:
    assert stem("lægger") == stem("lagde") != stem("læger")
    assert stem("brugerne") == stem("brugere") != stem("bruger")


def test_short_words_keep_what_makes_them_words() -> None:
    assert [stem(word) for word in ("byen", "er", "hver", "over")] == ["by", "er", "hver", "over"]


def test_short_forms_end_no_sentence() -> None:
    assert len(sentences("Vi mødes kl. 17 den 3. marts f.eks. i salen. Kom ca. 16.45.")) == 2


def test_lix_is_words_a_sentence_plus_long_words_in_per_cent() -> None:
    found = lix("Vi spiser sammen. Alle er velkomne.")
    assert (found.words, found.sentences, found.long_words) == (6, 2, 1)
    assert found.value == 20  # 6/2 + 100·1/6 = 19.7
    assert found.level == "meget let"


def test_hours_are_no_long_words() -> None:
    assert lix("Kom kl. 17.00–19.00.").long_words == 0


def test_a_heavy_text_is_marked_hard() -> None:
    text = (
        "Kommunalbestyrelsens udmøntningsbeslutning forudsætter tværsektorielle samarbejdsaftaler."
    )
    assert lix(text).hard


def test_an_empty_text_has_no_figure() -> None:
    assert lix("").value == 0
