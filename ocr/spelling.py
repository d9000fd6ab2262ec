"""Words of the trade from which a reading differs by a letter or two."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ocr.layout import Token
from ocr.lexicon import WORDS

ELIDED = frozenset(("l", "d", "qu", "n", "s", "c", "j", "m"))
SHORTEST = 5  # letters: shorter words are too near to each other
LONG = 10  # letters from which two may differ
UNSURE = 0.5  # confidence below which the word is more likely wrong than right


def is_word(bare: str) -> bool:
    """Whether every part of it, in small letters, is a word of the trade."""
    return all(part in WORDS or part in ELIDED for part in bare.split("'"))


@lru_cache(maxsize=4096)
def near_word(bare: str) -> str | None:
    """The only word of the trade nearest to it; None where there is none, or several."""
    if len(bare) < SHORTEST or any(map(str.isdigit, bare)):
        return None
    reach = 2 if len(bare) >= LONG else 1
    found = process.extract(
        bare, _long_words(), scorer=Levenshtein.distance, score_cutoff=reach, limit=2
    )
    if not found or (len(found) == 2 and found[1][1] == found[0][1]):
        return None
    return str(found[0][0])


def mended(line: list[Token]) -> list[Token]:
    """The line, its unsure words replaced by the word of the trade that they nearly are."""
    return [_mended(token) if token.confidence < UNSURE else token for token in line]


def _mended(token: Token) -> Token:
    core = token.text.strip(".,;:()«»\"'")
    head, _, tail = token.text.partition(core) if core else (token.text, "", "")
    elided, mark, word = core.rpartition("'")
    if not word or not word.islower() or word in WORDS:
        return token
    better = near_word(word)
    if better is None:
        return token
    return token._replace(
        text=head + elided + mark + better + tail, printed=token.printed or token.text
    )


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(sorted(word for word in WORDS if len(word) >= SHORTEST - 1))
