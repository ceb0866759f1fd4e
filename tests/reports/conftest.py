"""The public pages on a bare application with the small region of the loader's tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import reports
from knowledge.loader import load_region
from knowledge.types import Region

REGION = Path(__file__).parent.parent / "knowledge" / "region"

Visit = Callable[..., FlaskClient]


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region(REGION)


@pytest.fixture
def visit(region: Region) -> Visit:
    """A visitor to the pages of a desk with the given settings."""

    def build(*, production: bool = False, whatsapp_number: str = "") -> FlaskClient:
        app = Flask("reports_under_test")
        reports.register(app, reports.ReportContext(region, production, whatsapp_number))

        @app.get("/rusak")
        def broken_view() -> str:
            raise RuntimeError("a view breaks")

        return app.test_client()

    return build
