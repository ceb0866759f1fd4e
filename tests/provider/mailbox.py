"""A mail server of a few lines: it takes what the desk sends, refuses whom it is told to, or breaks off."""

import email
import email.policy
import socketserver
import threading
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import TracebackType
from typing import cast


@dataclass
class Mailbox:
    """Keeps whole mails. `answers`: the reply code for a recipient; `break_after_data`: accept, then hang up."""

    answers: dict[str, int] = field(default_factory=dict)
    break_after_data: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Session)
        self._server.box = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "Mailbox":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Mailbox


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self._say("220 mailbox")
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    self._say("250 mailbox")
                case "RCPT":
                    address = rest.partition("<")[2].partition(">")[0]
                    self._say(f"{self.server.box.answers.get(address, 250)} recipient")
                case "DATA":
                    self._say("354 go on")
                    if not self._take():
                        return
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 ok")

    def _take(self) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        box = self.server.box
        box.mails.append(cast(EmailMessage, email.message_from_bytes(b"".join(lines), policy=email.policy.default)))
        if box.break_after_data:
            box.break_after_data -= 1
            return False
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
