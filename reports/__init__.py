"""Public pages, which never see personal data."""

from reports.context import ReportContext
from reports.pages import register

__all__ = ["ReportContext", "register"]
