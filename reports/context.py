"""What the public pages say about their desk, made once by the composition root and handed in."""

from dataclasses import dataclass

from flask import current_app

from knowledge.types import Agency, Region

EXTENSION = "kepo_reports"


@dataclass(frozen=True)
class ReportContext:
    """One government's public face. `whatsapp_number` is E.164 with its plus, or empty while none is set."""

    region: Region
    production: bool
    whatsapp_number: str = ""

    @property
    def whatsapp_link(self) -> str:
        digits = self.whatsapp_number.removeprefix("whatsapp:").removeprefix("+")
        return f"https://wa.me/{digits}" if digits else ""

    @property
    def coordinator(self) -> Agency:
        return self.region.agencies[self.region.coordinator]

    @property
    def oversight(self) -> Agency:
        return self.region.agencies[self.region.oversight]


def public() -> ReportContext:
    """The context of the running application."""
    context: ReportContext = current_app.extensions[EXTENSION]
    return context
