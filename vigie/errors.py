"""The tree of errors. A message is French, names the thing, then says what to do.

VigieError
├── UserError         what the person asking can mend (exit status 2, HTTP 4xx)
├── OperatorError     what the operator can mend: a missing program, a full disk, a bad setting
└── SetAside          one input that failed one stage: kept with its reason, the others go on
    ├── Refused       never try again: encrypted, empty, not a PDF…
    └── Failed        may be tried again: a worker died, a time limit was reached
"""


class VigieError(Exception):
    """Base of every error that Vigie raises on purpose."""


class UserError(VigieError):
    """The person asking can mend it."""


class OperatorError(VigieError):
    """The operator of the service can mend it."""


class SetAside(VigieError):  # noqa: N818 - the word of the trade
    """One input failed one stage; it is kept with this reason."""


class Refused(SetAside):
    """Trying again would change nothing."""


class Failed(SetAside):
    """Trying again may succeed."""
