"""People of the service: named accounts with roles, sessions in signed cookies.

Without any account the service is open to whoever reaches it (a single post on loopback); in the
demonstration three named accounts stand ready without password, and only loopback is answered.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from filelock import FileLock

from vigie.errors import UserError

SESSION_S = 12 * 3600
COOKIE = "vigie_session"
SCRYPT = {"n": 2**14, "r": 8, "p": 1}
SHORTEST_PASSWORD = 12


class Role(StrEnum):
    """What an account may do."""

    READER = "reader"  # reads
    REVIEWER = "reviewer"  # reads and decides
    HEAD = "head"  # decides, and sets the local strategy
    DATA = "data"  # reads, and follows the models
    ADMIN = "admin"  # everything, and the accounts


DECIDERS = frozenset({Role.REVIEWER, Role.HEAD, Role.ADMIN})
HEADS = frozenset({Role.HEAD, Role.ADMIN})
ROLE_NAMES = {
    Role.READER: "lecture",
    Role.REVIEWER: "instruction",
    Role.HEAD: "encadrement",
    Role.DATA: "données",
    Role.ADMIN: "administration",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of the service."""

    login: str
    name: str
    role: Role

    @property
    def decides(self) -> bool:
        """True when the account may decide on an act."""
        return self.role in DECIDERS


@dataclass(frozen=True, slots=True)
class Session:
    """An account at work. ``token`` answers for the forms that this session was given."""

    account: Account
    token: str


ANYONE = Account("poste", "Poste local", Role.ADMIN)
DEMONSTRATION = (
    Account("claire", "Claire Fabre", Role.REVIEWER),
    Account("marc", "Marc Olivier", Role.REVIEWER),
    Account("nadia", "Nadia Roche", Role.HEAD),
)


class People:
    """The accounts of one home, and the sessions opened with its secret."""

    def __init__(self, home: Path, *, demo: bool) -> None:
        self._home = home
        self.demo = demo
        self._secret = _secret(home)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every account, by name."""
        if self.demo:
            return DEMONSTRATION
        rows = self._rows()
        found = [Account(login, row["name"], Role(row["role"])) for login, row in rows.items()]
        return tuple(sorted(found, key=lambda account: account.name))

    @property
    def closed(self) -> bool:
        """True when one must sign in to read."""
        return not self.demo and bool(self._rows())

    def add(self, login: str, name: str, role: Role, password: str) -> None:
        """Add an account, or change one.

        Raises:
            UserError: the password is too short.
        """
        if len(password) < SHORTEST_PASSWORD:
            raise UserError(f"Mot de passe trop court : {SHORTEST_PASSWORD} caractères au moins.")
        salt = secrets.token_bytes(16)
        row = {"name": name, "role": role.value, "salt": salt.hex(), "key": _key(password, salt)}
        with FileLock(self._home / "accounts.lock"):
            rows = self._rows() | {login: row}
            _write(self._file, json.dumps(rows, ensure_ascii=False, indent=1).encode())

    def known(self, login: str) -> Account:
        """An account of the file.

        Raises:
            UserError: there is none of this name.
        """
        found = next((one for one in self.accounts if one.login == login), None)
        if found is None:
            raise UserError(f"Aucun compte {login} : `vigie accounts list` les nomme.")
        return found

    def remove(self, login: str) -> None:
        """Take an account away: its sessions end at their next request.

        Raises:
            UserError: there is none of this name, or it is the last: the service would be open.
        """
        self.known(login)
        if len(self._rows()) == 1:
            raise UserError(
                f"{login} est le dernier compte : sans lui le service serait ouvert à tous. "
                "Ajouter d'abord un autre compte."
            )
        with FileLock(self._home / "accounts.lock"):
            rows = {one: row for one, row in self._rows().items() if one != login}
            _write(self._file, json.dumps(rows, ensure_ascii=False, indent=1).encode())

    def sign_in(self, login: str, password: str) -> Account | None:
        """The account whose name and password these are; none of the two is said to be wrong."""
        if self.demo:
            return next((one for one in DEMONSTRATION if one.login == login), None)
        row = self._rows().get(login)
        salt = bytes.fromhex(row["salt"]) if row else b"\0" * 16
        right = hmac.compare_digest(_key(password, salt), row["key"] if row else "")
        return Account(login, row["name"], Role(row["role"])) if row and right else None

    def cookie(self, account: Account) -> str:
        """A signed cookie for an account, good for a working day."""
        body = json.dumps([account.login, int(time.time()) + SESSION_S, secrets.token_hex(8)])
        packed = base64.urlsafe_b64encode(body.encode()).decode()
        return f"{packed}.{self._sign('session', packed)}"

    def session(self, cookie: str | None) -> Session | None:
        """The session of a cookie; a first visitor has one too where nobody need sign in."""
        login = self._login(cookie) if cookie else None
        account = next((one for one in self.accounts if one.login == login), None)
        if account is None and not self.closed:
            account = DEMONSTRATION[0] if self.demo else ANYONE
        if account is None:
            return None
        return Session(account, self._sign("form", account.login))

    def _login(self, cookie: str) -> str | None:
        packed, _, signature = cookie.partition(".")
        if not hmac.compare_digest(signature, self._sign("session", packed)):
            return None
        login, until, _ = json.loads(base64.urlsafe_b64decode(packed))
        return str(login) if until > time.time() else None

    def _sign(self, use: str, text: str) -> str:
        return hmac.new(self._secret, f"{use}:{text}".encode(), hashlib.sha256).hexdigest()

    @property
    def _file(self) -> Path:
        return self._home / "accounts.json"

    def _rows(self) -> dict[str, dict[str, str]]:
        if not self._file.is_file():
            return {}
        rows: dict[str, dict[str, str]] = json.loads(self._file.read_text(encoding="utf-8"))
        return rows


def _key(password: str, salt: bytes) -> str:
    return hashlib.scrypt(password.encode(), salt=salt, **SCRYPT).hex()


def _secret(home: Path) -> bytes:
    """The secret of a home, made the first time."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "session.key"
    with FileLock(home / "session.lock"):
        if not path.is_file():
            _write(path, secrets.token_bytes(32))
    return path.read_bytes()


def _write(path: Path, data: bytes) -> None:
    """Write whole or not at all, for the owner only."""
    part = path.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
