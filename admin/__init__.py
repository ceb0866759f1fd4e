"""The console of officers and coordinators, behind a login; it queues messages and never sends one."""
