"""Domain values to compressed JSON and back; geometries travel inside as WKB."""

from __future__ import annotations

import base64
import zlib
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import GetCoreSchemaHandler, TypeAdapter
from pydantic_core import core_schema
from shapely import from_wkb, to_wkb
from shapely.geometry.base import BaseGeometry

T = TypeVar("T")
LEVEL = 3  # half the time of the default for a tenth more bytes
SMALL = 512  # bytes of JSON that compressing would hardly shrink, and slow down threefold
PLAIN = (b"{", b"[")  # how JSON begins; zlib's own first byte is another


class Codec(Generic[T]):
    """One kind of domain value as compressed JSON; what equals its default is left out."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self._kind)

    def encode(self, value: T) -> bytes:
        """A value as bytes, compressed unless it is small."""
        said = self._adapter.dump_json(value, exclude_defaults=True)
        return said if len(said) < SMALL and said[:1] in PLAIN else zlib.compress(said, LEVEL)

    def decode(self, body: bytes) -> T:
        """The value that :meth:`encode` was given."""
        said = body if body[:1] in PLAIN else zlib.decompress(body)
        return self._adapter.validate_json(said)


def _geometry(value: Any) -> BaseGeometry:
    return value if isinstance(value, BaseGeometry) else from_wkb(base64.b64decode(value))


def _wkb(geometry: BaseGeometry) -> str:
    return base64.b64encode(to_wkb(geometry)).decode("ascii")


def _geometry_schema(
    _cls: type[BaseGeometry], _source: object, _handler: GetCoreSchemaHandler
) -> core_schema.CoreSchema:
    to_text = core_schema.plain_serializer_function_ser_schema(_wkb, when_used="json")
    return core_schema.no_info_plain_validator_function(_geometry, serialization=to_text)


# The domain names shapely's class without knowing pydantic: pydantic is told here how it travels.
setattr(BaseGeometry, "__get_pydantic_core_schema__", classmethod(_geometry_schema))  # noqa: B010
