"""The console of officers and coordinators, behind a login; it queues messages and never sends one."""

from admin.console import register
from admin.context import ChatFace, ConsoleContext

__all__ = ["ChatFace", "ConsoleContext", "register"]
