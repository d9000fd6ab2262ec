"""Articles of law from the JSON that Légifrance's data are published in.

A file holds a tree of sections, a list, or an article a line. Whatever its shape, an article is an
object with a number (``num``) and a text (``texteHtml`` or ``texte``); its code is what the file,
or an object around it, is titled.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lxml import html

from vigie.domain.law import ArticleText
from vigie.errors import Refused

PARIS = ZoneInfo("Europe/Paris")  # the midnight at which versions begin
NEVER = dt.date(2999, 1, 1)
ONE_DAY = dt.timedelta(days=1)
TITLES = ("title_main", "titre", "title", "code")
TEXTS = ("texteHtml", "texte", "text", "contenu")
REPEALED = frozenset({"ABROGE_DIFF_MORT_NE", "MODIFIE_MORT_NE", "ANNULE", "DISJOINT"})
_NUMBER = re.compile(r"([LRDA])\.?\s*\*{0,2}\s*(\d{1,4}(?:-\d+)*)")
_CODE = re.compile(r"^\s*code\s", re.IGNORECASE)
_BREAKS = ("br", "p", "div", "li", "tr")


def read_articles(path: Path, *, code: str | None = None) -> tuple[ArticleText, ...]:
    """The articles of a file; ``code`` names theirs where the file does not.

    Raises:
        Refused: it is no JSON, or holds no article.
    """
    found = tuple(_articles(_loaded(path), code and code_name(code)))
    if not found:
        raise Refused("aucun article n'y a de numéro, de texte et de code (préciser --code)")
    return found


def code_name(title: str) -> str:
    """A code as citations name it: « code de l'urbanisme »."""
    plain = title.replace("\u2019", "'").lower()
    return " ".join(re.sub(r"\(.*?\)", " ", plain).split()).rstrip(" .")


def _loaded(path: Path) -> Any:
    try:
        said = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("le fichier n'est pas du JSON en UTF-8") from error
    try:
        return json.loads(said)
    except ValueError:
        pass
    try:
        return [json.loads(line) for line in said.splitlines() if line.strip()]
    except ValueError as error:
        raise Refused("le fichier n'est pas du JSON") from error


def _articles(node: Any, code: str | None) -> Iterator[ArticleText]:
    """Articles of a tree, walked without recursion: a file decides how deep it is."""
    left = [(node, code)]
    while left:
        one, within = left.pop()
        if isinstance(one, list):
            left += [(child, within) for child in reversed(one)]
        elif isinstance(one, dict):
            within = _code_of(one) or within
            if within and (article := _article(one, within)):
                yield article
            children = (value for value in one.values() if isinstance(value, dict | list))
            left += [(child, within) for child in reversed(list(children))]


def _code_of(node: dict[str, Any]) -> str | None:
    own = node.get("data") if isinstance(node.get("data"), dict) else node
    titles = (own.get(name) for name in TITLES) if own else ()
    named = (code_name(one) for one in titles if isinstance(one, str) and _CODE.match(one))
    return next(named, None)


def _article(node: dict[str, Any], code: str) -> ArticleText | None:
    number = _NUMBER.fullmatch(str(node.get("num") or "").strip())
    said = next((node[name] for name in TEXTS if isinstance(node.get(name), str)), "")
    text = _plain(said)
    if number is None or not text or node.get("etat") in REPEALED:
        return None
    last = _day(node.get("dateFin"))
    return ArticleText(
        code=code,
        number=number[1] + number[2],
        text=text,
        valid_from=_day(node.get("dateDebut")) or dt.date.min,
        valid_to=None if last is None or last >= NEVER else last - ONE_DAY,
    )


def _day(said: Any) -> dt.date | None:
    if isinstance(said, int | float):
        moment = dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(milliseconds=said)
        return moment.astimezone(PARIS).date()
    try:
        return dt.date.fromisoformat(str(said)[:10])
    except ValueError:
        return None


def _plain(said: str) -> str:
    """HTML as lines of text."""
    if not said.strip():
        return ""
    tree = html.fragment_fromstring(said, create_parent="div")
    for element in tree.iter(*_BREAKS):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)
