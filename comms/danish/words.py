"""Words and their stems, sentences, and what counts as one."""

import re
from functools import lru_cache

from comms.danish.pattern import Pattern

_WORD = Pattern(r"[a-zA-ZæøåÆØÅéüöäÉÜÖÄ]+(?:-[a-zA-ZæøåÆØÅ]+)*")
_STOP = Pattern(r"(?<=[.!?])[\"”»)]*\s+(?=[\"”»(–-]*[A-ZÆØÅ0-9])|\n+")
# These end no sentence: "kl. 17", "ca. 20", "den 3. marts", "f.eks. kaffe".
_SHORT = Pattern(
    r"(?:\b(?:kl|ca|d|nr|tlf|bl\.a|f\.eks|m\.fl|m\.v|osv|dvs|inkl|ekskl|pr|evt|mio|kr|st|sct|jf|"
    r"cand)"
    r"|\b\d{1,2}|\b[A-ZÆØÅ])\.[\"”»)]*$",
    re.IGNORECASE,
)
# Dictionary form: the forms whose stem the suffixes alone do not lead to.
_CHANGING = """
barn: børn børns børnene børnenes
mand: mænd mænds mændene mændenes
tand: tænder tænderne
hånd: hænder hænderne
fod: fødder fødderne
mor: mødre mødres mødrene
far: fædre fædres fædrene
bror: brødre brødrene
bog: bøger bøgerne
nat: nætter nætterne
kraft: kræfter kræfterne
ven: ven vens vennen vennens venner venners vennerne vennernes
hjælpe: hjalp hjulpet
synge: sang sunget
spørge: spørg spurgt spurgte spørger
følge: fulgte fulgt
drikke: drak drukket
give: gav givet
sove: sov sovet
skrive: skrev skrevet
spise: spiste spist
vinde: vandt vundet
løbe: løb
vælge: valgte valgt
træde: trådte trådt
tage: tog taget
tie: tav
bringe: bragte bragt
samle: samlede samlet
miste: mistede mistet
sælge: solgte solgt
træffe: traf truffet
bære: bar båret
blive: bliver blev blevet
komme: kom kommer kommet
sidde: sidder sad siddet
gå: går gik gået
se: ser set
få: får fik fået
"""
# Stem: its forms. Words that would share a stem with another one: puts and doctors, holds and
# team, knocks and bank, plays and game, costs and diet.
_APART = """
lægge: lægger lægges lagde lagt
holde: holder holdes holdt
banke: banker banket bankede
spille: spiller spilles spillet spillede
følges: fulgtes følgedes
bage: bager bagte bagt bages
ryge: ryger røget
koste: koster kostede kostet
fremmed: fremmede fremmedes
vare: varer varen varerne
demens: demensen
ledelse: ledelsen ledelsens ledelser
"""
# Who does it, told from that it is done: "brugerne" are people, "bruger" may be a verb.
_DOERS = (
    *("brug", "læs", "lytt", "se", "spill", "løb", "ryg", "følg", "lej", "ej", "vind", "tal"),
    *("søg", "kør", "hjælp", "spis", "sejl"),
)
_DOING = ("ere", "eren", "erens", "eres", "erne", "ernes")
# Endings of inflection only. Snowball's Danish stemmer also takes those that make
# new words (-hed, -ig, -lig, -else): "menighed" becomes "men" there, "ledig" the same as "leder".
_ENDINGS = frozenset(
    (
        *("endes", "ernes", "erens", "erets"),
        *("ende", "edes", "erne", "eren", "enes"),
        *("ede", "ene", "ens", "ets", "ers", "ere", "est"),
        *("er", "en", "et", "es"),
        *("e", "s"),
    )
)
_LONGEST = max(map(len, _ENDINGS))
_LAST = frozenset(one[-1] for one in _ENDINGS)
_VOWELS = "aeiouyæøå"
_LEFT = 3  # letters that must be left of a word; two where the second is a vowel: "byen"
_NEUTER = ("gt", "kt", "dt")  # "frivilligt" is "frivillig"


def words(text: str) -> list[str]:
    """The words of a text in small letters, numbers left out."""
    return [word.lower() for word in _WORD.findall(text)]


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one too."""
    out: list[str] = []
    start = 0
    for match in _STOP.finditer(text):
        before = text[max(start, match.start() - 12) : match.start()]
        if "\n" not in match.group() and _SHORT.search(before):
            continue
        out.append(text[start : match.end()].strip())
        start = match.end()
    return [sentence for sentence in [*out, text[start:].strip()] if sentence]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a Danish word: "fællesskaber" and "fællesskabet" share one.

    Forms that change their vowel are led back first: "børn" to "barn", "spurgte" to "spørge".
    Endings that make another word stay: "frivillig" and "frivillighed" are two.
    """
    small = word.lower()
    if small in _apart():
        return _apart()[small]
    short = _without_ending(_led_back().get(small, small))
    if len(short) > 2 * _LEFT - 1 and short.endswith(_NEUTER):
        short = short[:-1]
    doubled = len(short) > _LEFT and short[-1] == short[-2] and short[-1] not in _VOWELS
    return short[:-1] if doubled else short


@lru_cache(maxsize=1)
def irregular() -> frozenset[str]:
    """The words whose stem may begin in another way than they do."""
    return frozenset(_apart()) | frozenset(_led_back())


def root(word: str) -> str:
    """What the stem of a word in small letters begins with, told without finding it.

    Empty: it may begin with anything.
    """
    if word in irregular():
        return ""
    if word[-1:] not in _LAST:  # no ending, but perhaps two of a letter
        return word[:-1] or word
    return word[: max(_LEFT - 1, len(word) - _LONGEST - 2)]


def _without_ending(word: str) -> str:
    for length in range(min(_LONGEST, len(word) - 1), 0, -1):
        left, ending = word[:-length], word[-length:]
        if ending in _ENDINGS and _enough(left, ending):
            return left
    return word


def _enough(left: str, ending: str) -> bool:
    if len(left) < _LEFT:
        return len(left) == _LEFT - 1 and left[-1] in _VOWELS and len(ending) > 1
    if ending == "s" and left[-1] in "sxz":
        return False
    return any(letter in _VOWELS for letter in left)


@lru_cache(maxsize=1)
def _led_back() -> dict[str, str]:
    return _by_form(_CHANGING)


@lru_cache(maxsize=1)
def _apart() -> dict[str, str]:
    apart = _by_form(_APART)
    doers = {doer + ending: doer + "ere" for doer in _DOERS for ending in _DOING}
    return doers | apart | {stem: stem for stem in apart.values()}


def _by_form(listed: str) -> dict[str, str]:
    rows = (line.split(":") for line in listed.strip().splitlines())
    return {form: base for base, forms in rows for form in forms.split()}
