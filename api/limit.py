"""No request is read beyond what its kind may weigh: the count is kept while it streams in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem import Problem, problem_response

MEGABYTE = 1 << 20
AROUND_MB = 1  # what a multipart body adds to its file
PLAIN_MB = 4  # JSON and forms


class BodyLimit:
    """Answers 413 as soon as a body is known to be too large, before it is kept anywhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a count on its body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        limit_mb = _limit_mb(request)
        declared = request.headers.get("content-length", "0")
        if not declared.isdigit() or int(declared) > limit_mb * MEGABYTE:
            await problem_response(request, 413, _said(limit_mb))(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit_mb * MEGABYTE:
                raise Problem(413, _said(limit_mb))
            return message

        await self.app(scope, counted, send)


def _limit_mb(request: Request) -> int:
    if request.headers.get("content-type", "").startswith("multipart/"):
        return int(request.app.state.settings.max_upload_mb) + AROUND_MB
    return PLAIN_MB


def _said(limit_mb: int) -> str:
    return f"La demande dépasse {limit_mb} Mo : la scinder, ou relever VIGIE_MAX_UPLOAD_MB."
