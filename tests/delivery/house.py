"""A real desk between a fake provider and the provider's other half, on a clock that a test moves."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, SQLModel, col, func, select

from bot.compose import compose
from bot.delivery.relay import deliver_due
from bot.desk import Desk
from bot.door.webhooks import webhook_blueprint
from knowledge.types import Region
from store.base import new_id
from store.people import Address, lock_citizen
from store.record import NewTicket, record, store_officer_message
from store.tables import Message, Officer, Outbox
from store.words import Act, AddressKind
from tests import factories
from tests.desk import Clock, lay_index, make_settings
from tests.provider.fake import SENDER, TOKEN, Fake
from tests.provider.inbound import Answer, Form, Inbound
from tests.provider.ledger import ACCOUNT, Held
from tests.provider.receipts import Receipts
from tickets import desk as rules
from tickets.facts import By, Ticket
from tickets.vocabulary import Actor, Channel

PUBLIC = "https://kepo.sumedang.example.go.id"
NUMBER = "+6281234567890"


@dataclass
class ClientDoor:
    """The desk's own web application, called without a port. The proxy in front speaks plain HTTP to it."""

    client: FlaskClient

    def post(self, path: str, form: Form, headers: dict[str, str], seconds: float) -> Answer:
        data = urlencode(form).encode()
        answer = self.client.post(path, data=data, headers=headers, content_type="application/x-www-form-urlencoded")
        return Answer(answer.status_code, answer.text, answer.content_type)


@dataclass
class House:
    """All that a delivery test needs."""

    desk: Desk
    clock: Clock
    provider: Fake
    client: FlaskClient
    inbound: Inbound
    receipts: Receipts

    def relay(self, times: int = 1, **later: float) -> None:
        """Let the worker's relay run, the clock moved on before each further time."""
        for turn in range(times):
            if turn:
                self.clock.move(**(later or {"seconds": 60}))
            deliver_due(self.desk)

    channel = Channel.WHATSAPP

    def first_message(self) -> str:
        """The id of the first message that any citizen wrote."""
        with self.desk.database.read() as session:
            return session.exec(select(Message.id).order_by(col(Message.at)).limit(1)).one()

    def filed(self, number: str = NUMBER, *, kind: AddressKind = AddressKind.NUMBER) -> Ticket:
        """A complaint of a citizen who has just written, at an agency; nothing is queued."""
        with self.desk.database.write() as session:
            at = self.clock()
            citizen = lock_citizen(session, Channel.WHATSAPP, [Address(kind, number)], at)
            message = factories.make_message(session, citizen.id, "jalan rusak di Cikole", at=at)
            new = NewTicket(
                new_id(), factories.make_code(), Channel.WHATSAPP, "jalan rusak di Cikole", messages=(message.id,)
            )
            return factories.make_ticket(session, citizen_id=citizen.id, at=at, new=new)

    def answered(self, ticket: Ticket, words: str = "Jalan ditambal hari Rabu.") -> str:
        """The agency's answer, recorded; the id of its outbox row."""
        with self.desk.database.write() as session:
            officer = _officer(session)
            message = store_officer_message(
                session,
                ticket_id=ticket.id,
                officer_id=officer.id,
                agency="dpupr",
                act=Act.ANSWER,
                text=words,
                at=self.clock(),
            )
            by = By(Actor.OFFICER, officer.id, agency="dpupr")
            now = self.clock()
            decision = rules.answer(ticket, message, by=by, now=now, calendar=self.desk.calendar)
            record(session, ticket.id, decision, self.desk.routing)
            query = select(Outbox.id).where(col(Outbox.message_id) == message)
            return session.exec(query).one()

    def row(self, outbox_id: str) -> Outbox:
        with self.desk.database.read() as session:
            return session.get_one(Outbox, outbox_id)

    def rows(self, *, key: str | None = None) -> Sequence[Outbox]:
        query = select(Outbox).order_by(col(Outbox.created_at), col(Outbox.unique_key))
        if key is not None:
            query = query.where(col(Outbox.key) == key)
        with self.desk.database.read() as session:
            return session.exec(query).all()

    def reached(self, number: str = NUMBER) -> list[str]:
        """What the provider accepted for a citizen, oldest first."""
        return [held.body for held in self.provider.ledger.to(number)]

    def held(self, number: str = NUMBER) -> Held:
        """The one message that the provider holds for a citizen."""
        (held,) = self.provider.ledger.to(number)
        return held


def _officer(session: Session) -> Officer:
    found = session.exec(select(Officer).limit(1)).first()
    return found or factories.make_officer(session)


def with_templates(region: Region) -> tuple[Region, dict[str, str]]:
    """The region as an operator completes it: every template with its id at the provider, and the provider's texts."""
    templates = tuple(
        replace(template, content_sid=f"HX{number:032x}") for number, template in enumerate(region.templates)
    )
    return replace(region, templates=templates), {str(t.content_sid): t.body for t in templates}


@contextmanager
def open_house(folder: Path, database_url: str, *, talks: bool = False, **settings: object) -> Iterator[House]:
    """A desk set up for WhatsApp, on the fake. It understands what citizens say only if it `talks`."""
    clock = Clock()
    with Fake(now=clock) as provider:
        given: dict[str, object] = {
            "database_url": database_url,
            "public_base_url": PUBLIC,
            "twilio_account_sid": ACCOUNT,
            "twilio_auth_token": TOKEN,
            "twilio_whatsapp_from": SENDER,
            "twilio_api_base_url": provider.url,
        }
        made = make_settings(folder, **{**given, **settings})
        if talks:
            lay_index(made)
        desk = compose(made, now=clock)
        region, provider.contents = with_templates(desk.region)
        desk = replace(desk, region=region, dice=lambda: 1.0)
        app = Flask("kepo-door")
        app.register_blueprint(webhook_blueprint(desk))
        client = app.test_client()
        door = ClientDoor(client)
        inbound = Inbound(door, PUBLIC, provider.ledger, pause=0.0)
        try:
            yield House(desk, clock, provider, client, inbound, Receipts(door))
        finally:
            desk.database.dispose()


def every_count(desk: Desk) -> dict[str, int]:
    """How many rows each table holds."""
    with desk.database.read() as session:
        return {
            name: int(session.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in SQLModel.metadata.tables.items()
        }
