"""Forms with boxes to tick: an option left open says nothing, and is blanked."""

from __future__ import annotations

import re

_OPEN = r"(?:[☐□❏❑▢]|\[ {0,2}\])"
_TICKED = r"(?:[☒☑■▣✓✔✗✘⊠]|\[ ?x ?\])"
_OPTION = re.compile(rf"{_OPEN}[^\n☐□❏❑▢☒☑■▣✓✔✗✘⊠\[]*")
_TICK = re.compile(_TICKED)


def ticked_only(folded: str) -> str:
    """Folded text without the options not ticked, a bar for each tick; offsets stay true.

    A form of which no box is ticked is left as it is.
    """
    if not _TICK.search(folded):
        return folded
    left = _OPTION.sub(lambda match: " " * len(match.group()), folded)
    return _TICK.sub(lambda match: "|".ljust(len(match.group())), left)
