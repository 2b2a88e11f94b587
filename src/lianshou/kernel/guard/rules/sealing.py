"""Sealing single values: authenticated encryption with a ring of keys, and blind indexes for exact search.

A sealed value is ``version (1) · key id (2, big endian) · nonce (12) · ciphertext and tag (n + 16)`` bytes. The version
names the cipher (1 AES-256-GCM, NIST SP 800-38D; 2 SM4-GCM, GB/T 32907 in the mode of GB/T 36624). The associated data
is the name of the field (``app.model.field``): a value moved to another field does not open. From each master key of 32
bytes the keys of the two ciphers and of the index are derived by HKDF-SHA256 (RFC 5869). Nonces are random: fewer than
2³² values may be sealed under one key, then a new key is due.
"""

from __future__ import annotations

import base64
import binascii
import enum
import hmac
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher as _Cipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE, _TAG, _HEAD = 12, 16, 3


class CipherName(enum.Enum):
    """The ciphers a value can be sealed with, by their version byte."""

    AES = 1
    SM4 = 2


CIPHERS = {"AES-256-GCM": CipherName.AES, "SM4-GCM": CipherName.SM4}


class SealError(ValueError):
    """A value does not open: it was changed, moved from another field, or its key is not in the ring."""


class KeyTextError(ValueError):
    """The text that names the keys cannot be read; the message says how it should look."""


@dataclass(frozen=True)
class _Master:
    """A master key and what is derived from it."""

    secret: bytes = field(repr=False)

    @cached_property
    def aes(self) -> AESGCM:
        return AESGCM(self._derived(b"lianshou aes-256-gcm", 32))

    @cached_property
    def sm4(self) -> bytes:
        return self._derived(b"lianshou sm4-gcm", 16)

    @cached_property
    def index(self) -> bytes:
        return self._derived(b"lianshou blind index", 32)

    def _derived(self, purpose: bytes, length: int) -> bytes:
        return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=purpose).derive(self.secret)


class KeyRing:
    """Keys by their number (1–65535); new values are sealed under ``primary`` with ``cipher``, old ones still open."""

    def __init__(
        self, keys: Mapping[int, bytes], *, primary: int, cipher: CipherName = CipherName.AES
    ) -> None:
        if primary not in keys:
            raise KeyTextError(f"key {primary} is not in the ring")
        if wrong := [
            number for number, key in keys.items() if len(key) != KEY_BYTES or not 0 < number < 2**16
        ]:
            raise KeyTextError(f"key {wrong[0]}: a key has {KEY_BYTES} bytes and a number from 1 to 65535")
        self._keys = {number: _Master(key) for number, key in keys.items()}
        self.primary, self.cipher = primary, cipher
        self._head = bytes([cipher.value]) + primary.to_bytes(2, "big")

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        return tuple(self._keys)

    def seal(self, text: str, *, place: bytes) -> bytes:
        """``text`` sealed for the field ``place``."""
        return self._head + self._sealed(os.urandom(_NONCE), text.encode(), place)

    def seal_many(self, texts: Sequence[str], *, place: bytes) -> list[bytes]:
        """Each text sealed for the field ``place``, with a nonce of its own; an empty one is no bytes."""
        drawn = os.urandom(_NONCE * len(texts))  # at once: to ask for each costs as much as the sealing
        return [
            self._head + self._sealed(drawn[start : start + _NONCE], text.encode(), place) if text else b""
            for start, text in zip(range(0, len(drawn), _NONCE), texts, strict=True)
        ]

    def _sealed(self, nonce: bytes, plain: bytes, place: bytes) -> bytes:
        master = self._keys[self.primary]
        if self.cipher is CipherName.AES:
            return nonce + master.aes.encrypt(nonce, plain, place)
        return nonce + _sm4_seal(master.sm4, nonce, plain, place)

    def open(self, sealed: bytes, *, place: bytes) -> str:
        """What was sealed for the field ``place``. Raises SealError."""
        version, number = sealed[0], int.from_bytes(sealed[1:_HEAD], "big")
        master = self._keys.get(number)
        if master is None:
            raise SealError(f"{place.decode()}: key {number} is not in the ring")
        nonce, body = sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :]
        try:
            if version == CipherName.AES.value:
                return master.aes.decrypt(nonce, body, place).decode()
            if version == CipherName.SM4.value:
                return _sm4_open(master.sm4, nonce, body, place).decode()
        except (InvalidTag, ValueError):
            raise SealError(f"{place.decode()}: a value does not open under key {number}") from None
        raise SealError(f"{place.decode()}: unknown version {version}")

    @property
    def cipher_name(self) -> str:
        """The cipher that new values are sealed with, as the setting names it."""
        return next(name for name, cipher in CIPHERS.items() if cipher is self.cipher)

    @property
    def head(self) -> bytes:
        """The bytes with which values sealed under the primary key with the present cipher begin."""
        return self._head

    def is_current(self, sealed: bytes) -> bool:
        """Whether a value is sealed under the primary key with the present cipher (an empty one always is)."""
        return not sealed or sealed[:_HEAD] == self._head

    def blind(self, text: str, *, place: bytes) -> str:
        """The index of a value under the primary key: 32 hexadecimal digits, equal for equal values of one field."""
        return self._blind(self._keys[self.primary], text, place)

    def blinds(self, text: str, *, place: bytes) -> list[str]:
        """The indexes that a value may stand under: one for each key of the ring, the primary first."""
        others = [number for number in self._keys if number != self.primary]
        return [self._blind(self._keys[number], text, place) for number in (self.primary, *others)]

    def mark(self, text: str, *, place: bytes, number: int = 0) -> str:
        """A keyed mark, like an index, under the key ``number`` (the primary for 0); KeyError when it is not in the ring."""
        return self._blind(self._keys[number or self.primary], text, place)

    @staticmethod
    def _blind(master: _Master, text: str, place: bytes) -> str:
        return hmac.digest(master.index, place + b"\0" + text.encode(), "sha256").hex()[:32]


def ring_of(text: str, *, cipher: str = "AES-256-GCM") -> KeyRing:
    """The ring that ``text`` names: ``2:BASE64,1:BASE64``, the primary key first. Raises KeyTextError."""
    keys: dict[int, bytes] = {}
    for part in filter(None, (part.strip() for part in text.replace("\n", ",").split(","))):
        number, _, secret = part.partition(":")
        if not number.isdigit():
            raise KeyTextError("write keys as NUMBER:BASE64, separated by commas, the one in use first")
        try:
            keys[int(number)] = base64.b64decode(secret, validate=True)
        except binascii.Error:
            raise KeyTextError(f"key {number} is not base64 text") from None
    if not keys:
        raise KeyTextError("there is no key")
    if cipher not in CIPHERS:
        raise KeyTextError(f"the cipher is one of {', '.join(CIPHERS)}")
    return KeyRing(keys, primary=next(iter(keys)), cipher=CIPHERS[cipher])


def new_key() -> str:
    """A fresh key as base64 text."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def _sm4_seal(key: bytes, nonce: bytes, plain: bytes, place: bytes) -> bytes:
    sealing = _Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(place)
    return sealing.update(plain) + sealing.finalize() + sealing.tag


def _sm4_open(key: bytes, nonce: bytes, body: bytes, place: bytes) -> bytes:
    opening = _Cipher(algorithms.SM4(key), modes.GCM(nonce, body[-_TAG:])).decryptor()
    opening.authenticate_additional_data(place)
    return opening.update(body[:-_TAG]) + opening.finalize()
