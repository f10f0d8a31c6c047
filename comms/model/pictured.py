"""Does a text, a caption or a file name say that a picture shows people?"""

import re

from comms.danish import names
from comms.danish.lookup import folded
from comms.danish.name_words import ROLES
from comms.danish.pattern import Pattern
from comms.danish.spots import Told, sentences_at

_PICTURE = Pattern(
    r"\b(?:billed\w*|foto(?:et|s|er|erne|grafi\w*)?|snapshot\w*|selfie\w*|portræt\w*|"
    r"gruppebillede\w*|holdbillede\w*|vedhæft\w*|jpg|her\s+(?:ser|er)\s+(?:I|i|du|man|et|"
    r"vi)|"
    r"på\s+(?:det|den)\s+(?:ene|første|andet|anden|sidste|øverste|nederste)|fra\s+venstre|"
    r"fra\s+højre|i\s+midten|bagerst\w*|forrest\w*)\b",
    re.IGNORECASE,
)
_PEOPLE = Pattern(
    r"""\b(?:(?:\w*(?:frivillig|deltager|beboer|bruger|gæst|borger|medlem|spiller|elev|løber|danser|sanger|kokke?|vært|nabo|veninde|kollega|medarbejder|ansat|unge|ældre|lærling|praktikant|
        chauffør|gartner|lærer|pædagog|sygeplejerske|pensionist|konfirmand|mentor|håndværker|fisker|
        træner|kunstner|musiker|kursist|oplægsholder))(?:e|er|en|ne|ene|erne|et)?|
          \w*(?:gruppen|holdet|koret|bandet|bestyrelsen|familien|personalet|flokken|klassen|
          teamet|publikum|folk\b)|
      ven(?:ner|nen|nerne)?\b|os\s+(?:alle|to|tre|fire|fem|selv|sammen|på|ved|i|der)|os\b|
        mig\b|vi\s+(?:alle|står|sidder|er|smiler)|alle\s+(?:sammen|sidder|danser|står|smiler|
        spiser|\w+er\b)|mennesker|personer|ansigter?|børn\w*|drenge\w*|piger\w*|mænd\w*|
        kvinder\w*|
      mand(?:en)?|kvinde(?:n)?|dreng(?:en)?|pige(?:n)?|min\s+(?:mor|far|søn|datter|mand|kone)|
        formand\w*|borgmester\w*|nogle\s+af|ser\s+glade|smiler|griner|krammer|danser|synger|
        hele\s+(?:holdet|flokken|banden|familien))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOBODY = Pattern(
    r"\b(?:uden\s+(?:mennesker|personer|folk|nogen)|ingen\s+(?:mennesker|personer|er\s+på|"
    r"kan\s+genkendes|ansigter)|(?:er|viser)\s+ikke\s+(?:nogen\s+)?(?:mennesker|personer)|"
    r"tomt?\b|tomme\b|"
    r"ikke\s+(?:nogen\s+)?(?:mennesker|personer)|mennesketomt?|før\s+(?:gæsterne|folk|nogen))",
    re.IGNORECASE,
)
_TO_COME = Pattern(
    r"\b(?:fotografen?\s+(?:kommer|tager)|tager\s+(?:vi\s+)?(?:billeder|fotos)|"
    r"bliver\s+(?:der\s+)?taget|vil\s+(?:der\s+)?blive\s+taget|kan\s+sende|"
    r"sender\s+(?:gerne|jeg\s+senere)|må\s+(?:gerne\s+)?tage\s+billeder|"
    r"billeder\s+må|samtykke\s+til|foto\s+efter\s+aftale|"
    r"tag\s+(?:gerne\s+)?(?:et\s+)?billede|udstilling\w*|fotokonkurrence\w*|fotokursus)\b",
    re.IGNORECASE,
)
_SHOWS = Pattern(
    r"\b(?:billed\w*|foto(?:et|s)?|portræt\w*)\s+(?:\w+\s+){0,3}?(?:viser|"
    r"er\s+(?:taget\s+)?(?:af|fra)|forestiller|ses|af|med|fra)\b|"
    r"\bpå\s+(?:\w+\s+){0,2}?(?:billed\w*|foto\w*)\b|\bfra\s+venstre\b|\bher\s+(?:ser|"
    r"er)\b|"
    r"\bhar\s+taget\b|\bpå\s+(?:det|den)\s+(?:ene|første|andet|anden)\b|\b(?:gruppe|"
    r"hold)billede|\bbilled\w*\s*(?:nr\.?\s*)?\d?\s*:|\bfoto\s*:|\bportræt|\bselfie",
    re.IGNORECASE,
)
_THING_OF_PEOPLE = Pattern(
    r"\bgruppens\b|\bholdets\b|\bfamiliens\b|\b\w+(?:s|nes|ens)\s+(?:hus|have|lokale\w*|"
    r"bænk\w*|køkken\w*|bord\w*|skilt\w*|plakat\w*)\b",
    re.IGNORECASE,
)
_IN_NAME = Pattern(
    r"^os\b|\bos alle\b|\bmig\b|gruppe|hold(?:et|billede)?\b|deltager|portr[æa]e?t|famili|"
    r"børn|boern|frivillig|publikum|folk|mennesker|bestyrelse|team|selfie|ved bordet|"
    r"personale|medlemmer|beboer|brugere|"
    r"gæster|gaester|glade|smil|dansende|korets?\b|\bkor\b|konfirmand|drenge|piger|mænd|"
    r"maend|kvinder|os alle|unge|ældre|aeldre|venner|naboer|formand|kandidat|ambassadør|"
    r"vinder(?:e|en)?\b|klassen|elever|spillere|people|group|crew|staff",
    re.IGNORECASE,
)
_NOT_IN_NAME = Pattern(
    r"lokale|hus\b|rum\b|plakat|logo|skilt|flyer|folder|program|bænk|have\b|tomt?\b|tegning|kort\b",
    re.IGNORECASE,
)


def people_pictured(text: str) -> Told | None:
    """The first sentence that tells that a picture beside the mail shows people, or None."""
    for at, sentence in sentences_at(text):
        if not _PICTURE.search(sentence) or _NOBODY.search(sentence) or _TO_COME.search(sentence):
            continue
        shows = _SHOWS.search(sentence)
        if shows and _somebody(sentence[shows.start() :]):
            return Told(at + shows.start(), at + len(sentence.rstrip()), sentence[shows.start() :])
    return None


def shows_people(caption: str) -> bool:
    """Does a caption or an alternative text tell of people?"""
    if _NOBODY.search(caption):
        return False
    return bool(_PEOPLE.search(caption) or next(names.find(caption), None))


def named_for_people(file_name: str) -> bool:
    """Does a file's name tell of people: "glade deltagere.jpg", "Kirsten og Ole.jpg"?"""
    stem = re.sub(r"[_\W]+", " ", file_name.rpartition(".")[0] or file_name)
    if any(word[:1].isupper() and names.is_given_name(word) for word in stem.split()):
        return True
    danish = folded(stem.lower())  # "kokkenes_koeb.jpg": few file names hold æ, ø and å
    told = _IN_NAME.search(stem) or _PEOPLE.search(danish)
    somebody = told or any(map(ROLES.fullmatch, danish.split()))
    return bool(somebody) and not _NOT_IN_NAME.search(stem)


def _somebody(said: str) -> bool:
    match = _PEOPLE.search(said)
    if match and not _THING_OF_PEOPLE.search(said[: match.end()]):
        return True
    return next(names.find(said), None) is not None
