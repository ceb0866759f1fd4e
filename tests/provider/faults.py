"""What can go wrong at a provider's REST interface, as a plan: each request to send takes the next fault."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """When in the life of a request it goes wrong decides whether the message exists afterwards."""

    REFUSED = "refused"  # an error body; nothing was kept
    BROKEN_BEFORE = "broken before"  # the connection is reset; nothing was kept
    BROKEN_AFTER = "broken after"  # kept, then the connection is reset
    FAILED_AFTER = "failed after"  # kept, then a 500
    SILENT_AFTER = "silent after"  # kept, then no answer until the caller gives up


@dataclass(frozen=True)
class Fault:
    trouble: Trouble
    status: int = 500
    code: int = 20500
    problem: bool = False  # the newer error body (RFC 9457), which the library raises as another class

    @property
    def accepts(self) -> bool:
        return self.trouble in (Trouble.BROKEN_AFTER, Trouble.FAILED_AFTER, Trouble.SILENT_AFTER)

    def body(self) -> dict[str, object]:
        """The error body as the provider writes it."""
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        if self.problem:
            return {"type": more, "title": f"Error {self.code}", "status": self.status, "code": self.code}
        return {"code": self.code, "message": f"Error {self.code}", "more_info": more, "status": self.status}


def refused(code: int, status: int = 400, *, problem: bool = False) -> Fault:
    return Fault(Trouble.REFUSED, status, code, problem)


TOO_MANY = refused(20429, 429)
FAILED_BEFORE = refused(20500, 500)
FAILED_AFTER = Fault(Trouble.FAILED_AFTER)
BROKEN_BEFORE = Fault(Trouble.BROKEN_BEFORE)
BROKEN_AFTER = Fault(Trouble.BROKEN_AFTER)
SILENT_AFTER = Fault(Trouble.SILENT_AFTER)
