"""Forms with boxes to tick: an option left open says nothing, and is blanked."""

from __future__ import annotations

import re

_OPEN = r"(?:[☐□❏❑▢]|\[ {0,2}\])"
_TICKED = r"(?:[☒☑■▣✓✔✗✘⊠]|\[ ?x ?\])"
_OPTION = re.compile(rf"{_OPEN}(?:[ ]*\n)?[^\n☐□❏❑▢☒☑■▣✓✔✗✘⊠\[]*")
_TICK = re.compile(_TICKED)
_NEXT_LABEL = re.compile(r"\s\S+ ?:\s*\Z")


def _blank(option: re.Match[str]) -> str:
    """Blanks for an option left open; the label that follows it on its line is kept."""
    text = option.group()
    label = _NEXT_LABEL.search(text)
    kept = text[label.start() :] if label else ""
    return " " * (len(text) - len(kept)) + kept


def ticked_only(folded: str) -> str:
    """Folded text without the options not ticked, a bar for each tick; offsets stay true.

    A form of which no box is ticked is left as it is.
    """
    if not _TICK.search(folded):
        return folded
    left = _OPTION.sub(_blank, folded)
    return _TICK.sub(lambda match: "|".ljust(len(match.group())), left)
