"""Public pages, which never see personal data."""
