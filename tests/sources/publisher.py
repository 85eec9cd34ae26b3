"""A publisher's web site on this machine: a real HTTP server with the moods of real ones."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """`files` are served with ETag and Range; `moods` answer in their own way, once for each call."""

    url: str = ""
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # path: content type, body
    moods: dict[str, list[Callable[[BaseHTTPRequestHandler], None]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)  # path, headers

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def publisher() -> Iterator[Site]:
    """A site that serves until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            if moods := site.moods.get(self.path):
                moods.pop(0)(self)
            elif self.path in site.files:
                self._serve(*site.files[self.path])
            else:
                answer(self, 404, b"<html><h1>Not found</h1></html>")

        def _serve(self, kind: str, body: bytes) -> None:
            etag = f'"{hashlib.md5(body).hexdigest()}"'
            if self.headers.get("If-None-Match") == etag:
                answer(self, 304)
                return
            ranged = self.headers.get("Range")
            if ranged and self.headers.get("If-Range") == etag:
                start = int(ranged.removeprefix("bytes=").removesuffix("-"))
                span = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
                answer(self, 206, body[start:], kind, ETag=etag, **span)
                return
            answer(self, 200, body, kind, ETag=etag)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(
    handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", kind: str = "text/html", **headers: str
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def broken_off(body: bytes, after: int, etag: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A transfer that breaks off after so many bytes."""

    def mood(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/pdf")
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("ETag", etag)
        handler.end_headers()
        handler.wfile.write(body[:after])
        handler.wfile.flush()
        handler.close_connection = True

    return mood


def answering(status: int, body: bytes = b"", kind: str = "text/html", **headers: str) -> Callable[..., None]:
    """An answer to be given once."""

    def mood(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, status, body, kind, **headers)

    return mood
