"""Responsiveness of agencies, computed over legs. Pure: the same legs give the same bytes."""
