"""A fault-injecting fake of the provider's REST interface: what the mock of its specification cannot do.

It speaks only what the desk uses: send, list by recipient, fetch a file. It keeps what it accepted, so that a test can
say how often a citizen would have read something.
"""

import base64
import json
import re
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.provider.faults import Fault, Trouble, refused
from tests.provider.ledger import ACCOUNT, Held, Ledger

TOKEN = "token-of-the-fake-provider"
SENDER = "whatsapp:+622610000000"
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
LONGEST_BODY = 1600
SILENCE_SECONDS = 30.0
_LINGER = struct.pack("ii", 1, 0)  # close with a reset


@dataclass(frozen=True)
class File:
    """A file that a citizen sent. `moved_to`: the provider sends the caller on to its storage."""

    body: bytes = b""
    content_type: str = "image/jpeg"
    status: int = 200
    moved_to: str | None = None


@dataclass
class Fake:
    """A provider on a port of its own. Use it as a context."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    contents: Mapping[str, str] = field(default_factory=dict)  # template id -> its text
    files: dict[str, File] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    list_faults: deque[Fault] = field(default_factory=deque)
    chance: Callable[[], Fault | None] = lambda: None
    seen: list[tuple[str, str, str]] = field(default_factory=list)  # method, path, Authorization

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.now)
        self.leaving = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "Fake":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.leaving.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def plan(self, *faults: Fault) -> None:
        """Faults for the next requests to send, one each."""
        self.faults.extend(faults)

    def next_fault(self) -> Fault | None:
        try:
            return self.faults.popleft()
        except IndexError:
            return self.chance()

    def next_list_fault(self) -> Fault | None:
        return self.list_faults.popleft() if self.list_faults else None

    def sends(self) -> int:
        """How often the desk asked to send."""
        return sum(method == "POST" for method, _, _ in self.seen)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], fake: Fake) -> None:
        super().__init__(address, _Handler)
        self.fake = fake

    def shutdown_request(self, request: Any) -> None:
        if struct.unpack("ii", request.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))[0]:
            self.close_request(request)  # a reset, not an orderly end
            return
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that went away is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: a test speaks by its assertions."""

    def do_POST(self) -> None:
        form = {k: v[0] for k, v in parse_qs(self._read(), keep_blank_values=True).items()}
        if not self._known_caller() or urlsplit(self.path).path != MESSAGES:
            self._answer(404 if self._known_caller() else 401, {"code": 20003, "message": "no", "status": 401})
            return
        fault = self.server.fake.next_fault()
        if fault is not None and not fault.accepts:
            self._fail(fault)
            return
        wrong = _what_is_wrong(form)
        if wrong is not None:
            self._fail(wrong)
            return
        held = self._accept(form)
        if fault is not None:
            self._fail(fault)
            return
        self._answer(201, held.as_json())

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._note()
        fake = self.server.fake
        if parts.path in fake.files:
            self._serve(fake.files[parts.path])
            return
        if not self._known_caller():
            self._answer(401, {"code": 20003, "message": "Authenticate", "status": 401})
            return
        fault = fake.next_list_fault()
        if fault is not None:
            self._fail(fault)
            return
        self._list(parse_qs(parts.query))

    def _list(self, query: Mapping[str, list[str]]) -> None:
        wanted = query.get("To", [""])[0]
        size, page = int(query.get("PageSize", ["50"])[0]), int(query.get("Page", ["0"])[0])
        found = [held for held in reversed(self.server.fake.ledger.all()) if not wanted or held.to == wanted]
        shown = found[page * size : (page + 1) * size]
        more = len(found) > (page + 1) * size
        following = f"{MESSAGES}?To={wanted.replace('+', '%2B')}&PageSize={size}&Page={page + 1}&PageToken=PA{page + 1}"
        self._answer(
            200,
            {
                "messages": [held.as_json() for held in shown],
                "page": page,
                "page_size": size,
                "uri": self.path,
                "first_page_uri": MESSAGES,
                "previous_page_uri": None,
                "next_page_uri": following if more else None,
                "start": page * size,
                "end": page * size + len(shown),
            },
        )

    def _accept(self, form: Mapping[str, str]) -> Held:
        content = form.get("ContentSid")
        body = form.get("Body", "")
        if content:
            values: dict[str, str] = json.loads(form.get("ContentVariables") or "{}")
            text = self.server.fake.contents[content]
            body = re.sub(r"\{\{(\d+)\}\}", lambda found: values[found[1]], text)
        return self.server.fake.ledger.accept(
            to=form["To"],
            sender=form.get("From") or SENDER,
            body=body,
            callback=form.get("StatusCallback", ""),
            origin="rest",
            content_sid=content,
        )

    def _serve(self, file: File) -> None:
        if file.moved_to is not None:
            self.send_response(307)
            self.send_header("Location", file.moved_to)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(file.status)
        self.send_header("Content-Type", file.content_type)
        self.send_header("Content-Length", str(len(file.body)))
        self.end_headers()
        self.wfile.write(file.body)

    def _fail(self, fault: Fault) -> None:
        self.close_connection = True
        if fault.trouble in (Trouble.BROKEN_BEFORE, Trouble.BROKEN_AFTER):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        elif fault.trouble is Trouble.SILENT_AFTER:
            self.server.fake.leaving.wait(SILENCE_SECONDS)
        else:
            self._answer(fault.status, fault.body(), problem=fault.problem)

    def _answer(self, status: int, body: Mapping[str, object], *, problem: bool = False) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/problem+json" if problem else "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def _read(self) -> str:
        self._note()
        return self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()

    def _note(self) -> None:
        self.server.fake.seen.append((self.command, self.path, self.headers.get("Authorization", "")))

    def _known_caller(self) -> bool:
        expected = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {expected}"


def _what_is_wrong(form: Mapping[str, str]) -> Fault | None:
    """The rules that the provider checks at once."""
    if not form.get("To", "").startswith("whatsapp:"):
        return refused(21211)
    if form.get("ContentSid"):
        values = json.loads(form.get("ContentVariables") or "{}").values()
        wrong = any(not value.strip() or re.search(r"[\n\t]| {5}", value) for value in values)
        return refused(63013) if wrong else None
    if not form.get("Body"):
        return refused(21602)
    return refused(21617) if len(form["Body"]) > LONGEST_BODY else None
