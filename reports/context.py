"""What the public pages say about their desk, made once by the composition root and handed in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from flask import current_app, g

from knowledge.types import Agency, Portal, Region

EXTENSION = "kepo_reports"


@dataclass(frozen=True)
class ReportContext:
    """One government's public face. `whatsapp_number` is E.164 with its plus, or empty while none is set.

    `today` gives the local day; `base_url` is this site's own address, for the simulator's links in demo mode;
    `present` gives the region with what is published and pinned now.
    """

    region: Region
    production: bool
    whatsapp_number: str = ""
    base_url: str = ""
    today: Callable[[], date] | None = None
    present: Callable[[], Region] | None = None

    @property
    def whatsapp_link(self) -> str:
        digits = self.whatsapp_number.removeprefix("whatsapp:").removeprefix("+")
        return f"https://wa.me/{digits}" if digits else ""

    def chat_link(self, text: str = "") -> str:
        """A link that opens the chat with the text typed in; in demo mode without a number, the simulator's."""
        link = self.whatsapp_link
        if not link and not self.production and self.base_url:
            link = f"{self.base_url}/simulator"
        return f"{link}?text={quote(text)}" if link and text else link

    @property
    def portals(self) -> tuple[Portal, ...]:
        """The doors of today, or those of any day where no day is known."""
        if self.today is None:
            return tuple(portal for portal in self.region.portals if self.region.behind(portal.slug))
        return self.region.doors(self.today())

    @property
    def coordinator(self) -> Agency:
        return self.region.agencies[self.region.coordinator]

    @property
    def oversight(self) -> Agency:
        return self.region.agencies[self.region.oversight]


def public() -> ReportContext:
    """The context of the running application, read once for a request."""
    if "public" not in g:
        context: ReportContext = current_app.extensions[EXTENSION]
        g.public = context if context.present is None else replace(context, region=context.present())
    found: ReportContext = g.public
    return found
