"""What every answer carries so that a browser runs nothing but our own files."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
UNKEPT = (b"cache-control", b"no-store")


class SafeHeaders:
    """Adds the safety headers; an answer that says nothing of caches is not kept by them.

    ``images`` is an address, besides our own, whose images a page may show.
    """

    def __init__(self, app: ASGIApp, images: str | None = None) -> None:
        self.app = app
        allowed = POLICY.replace("img-src 'self'", f"img-src 'self' {images}") if images else POLICY
        headers = {**HEADERS, "Content-Security-Policy": allowed}
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and dress its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", []), *self.headers]
                if all(name.lower() != b"cache-control" for name, _ in headers):
                    headers.append(UNKEPT)
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, dressed)
