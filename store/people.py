"""Citizens and their addresses. A turn begins by locking the citizen, so that messages of one person queue up.

A number and a business-scoped id that arrive together belong to one person; two persons that exist already are never
joined by a message, because the wrong join would show somebody another's complaints.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select, update

from store.base import new_id
from store.insert import insert_if_absent
from store.tables import Citizen, CitizenAddress
from store.words import AddressKind
from tickets.vocabulary import Channel

_LOOK_UP_ORDER = (AddressKind.BSUID, AddressKind.NUMBER, AddressKind.SIMULATED)
_SENDING_ORDER = (AddressKind.NUMBER, AddressKind.BSUID, AddressKind.SIMULATED)


@dataclass(frozen=True)
class Address:
    """Where a citizen writes from, without the provider's prefix."""

    kind: AddressKind
    value: str


@dataclass(frozen=True)
class CitizenFacts:
    """A locked citizen. `conflicts`: other citizens who own one of the addresses that arrived."""

    id: str
    name: str | None
    language: str
    privacy_noticed: bool
    is_test: bool
    is_new: bool
    conflicts: tuple[str, ...] = ()


class NoAddress(ValueError):
    """A message without any address of its sender."""


def lock_citizen(
    session: Session, channel: Channel, addresses: Sequence[Address], now: datetime, *, is_test: bool = False
) -> CitizenFacts:
    """Find or create the sender, lock the row until the commit, and note that something came in.

    `is_test` marks a citizen that is created here; it never changes an existing one.
    """
    ordered = sorted(set(addresses), key=lambda a: (_LOOK_UP_ORDER.index(a.kind), a.value))
    if not ordered:
        raise NoAddress(f"a message on {channel} without an address")
    rows = _address_rows(session, channel, ordered)
    owner = _owner(rows, ordered)
    is_new = owner is None
    if owner is None:
        owner, is_new = _create(session, channel, ordered[0], now, is_test)
    locked = select(Citizen).where(col(Citizen.id) == owner).with_for_update()
    citizen = session.exec(locked.execution_options(populate_existing=True)).one()
    if len(rows) < len(ordered):
        for address in ordered:
            insert_if_absent(session, CitizenAddress, _address_values(owner, channel, address), ("channel", "value"))
        rows = _address_rows(session, channel, ordered)
    _note_inbound(session, owner, rows, now)
    return CitizenFacts(
        id=citizen.id,
        name=citizen.name,
        language=citizen.language,
        privacy_noticed=citizen.privacy_noticed_at is not None,
        is_test=citizen.is_test,
        is_new=is_new,
        conflicts=tuple(sorted({row.citizen_id for row in rows} - {owner})),
    )


def _owner(rows: Sequence[CitizenAddress], ordered: Sequence[Address]) -> str | None:
    owners = {row.value: row.citizen_id for row in rows}
    return next((owners[a.value] for a in ordered if a.value in owners), None)


def _address_rows(session: Session, channel: Channel, addresses: Sequence[Address]) -> Sequence[CitizenAddress]:
    values = [a.value for a in addresses]
    query = select(CitizenAddress).where(
        col(CitizenAddress.channel) == channel.value, col(CitizenAddress.value).in_(values)
    )
    return session.exec(query.execution_options(populate_existing=True)).all()


def _create(session: Session, channel: Channel, address: Address, now: datetime, is_test: bool) -> tuple[str, bool]:
    citizen = Citizen(id=new_id(), created_at=now, is_test=is_test)
    session.add(citizen)
    session.flush()
    if insert_if_absent(session, CitizenAddress, _address_values(citizen.id, channel, address), ("channel", "value")):
        return citizen.id, True
    # Another process created the same person between our look-up and our insert: theirs counts.
    session.delete(citizen)
    session.flush()
    owner = _owner(_address_rows(session, channel, [address]), [address])
    if owner is None:
        raise NoAddress(f"the address on {channel} vanished while it was looked up")
    return owner, False


def _address_values(citizen_id: str, channel: Channel, address: Address) -> dict[str, str]:
    return {
        "citizen_id": citizen_id,
        "channel": channel.value,
        "kind": address.kind.value,
        "value": address.value,
    }


def _note_inbound(session: Session, owner: str, rows: Sequence[CitizenAddress], now: datetime) -> None:
    """The window opens anew on the owner's addresses; a message handled late never moves it back."""
    own = col(CitizenAddress.id).in_([row.id for row in rows if row.citizen_id == owner])
    earlier = or_(col(CitizenAddress.last_inbound_at).is_(None), col(CitizenAddress.last_inbound_at) < now)
    session.exec(update(CitizenAddress).where(own, earlier).values(last_inbound_at=now))


def remember_name(session: Session, citizen_id: str, name: str) -> None:
    """Keep the name that the citizen gave in the chat."""
    session.exec(update(Citizen).where(col(Citizen.id) == citizen_id).values(name=name[:120]))


def remember_language(session: Session, citizen_id: str, language: str) -> None:
    """Keep the language that the citizen writes in."""
    session.exec(update(Citizen).where(col(Citizen.id) == citizen_id).values(language=language))


def mark_privacy_noticed(session: Session, citizen_id: str, now: datetime) -> None:
    """The privacy notice was shown; the first time counts."""
    unseen = col(Citizen.privacy_noticed_at).is_(None)
    session.exec(update(Citizen).where(col(Citizen.id) == citizen_id, unseen).values(privacy_noticed_at=now))


def window_opened_at(session: Session, citizen_id: str, channel: Channel) -> datetime | None:
    """When the citizen last wrote on the channel: the start of the provider's 24-hour window."""
    query = select(func.max(col(CitizenAddress.last_inbound_at))).where(
        col(CitizenAddress.citizen_id) == citizen_id, col(CitizenAddress.channel) == channel.value
    )
    return session.exec(query).one()


def address_for(session: Session, citizen_id: str, channel: Channel) -> Address | None:
    """Where to write to: the address used last; of those used together, the number."""
    query = select(CitizenAddress).where(
        col(CitizenAddress.citizen_id) == citizen_id, col(CitizenAddress.channel) == channel.value
    )
    rows = session.exec(query).all()
    if not rows:
        return None
    last = max((row.last_inbound_at for row in rows if row.last_inbound_at), default=None)
    latest = [row for row in rows if row.last_inbound_at == last]
    row = min(latest, key=lambda r: (_SENDING_ORDER.index(AddressKind(r.kind)), r.value))
    return Address(AddressKind(row.kind), row.value)


def channel_of(session: Session, citizen_id: str) -> Channel | None:
    """The channel on which the citizen wrote last."""
    query = (
        select(CitizenAddress.channel)
        .where(col(CitizenAddress.citizen_id) == citizen_id)
        .order_by(col(CitizenAddress.last_inbound_at).desc().nulls_last(), col(CitizenAddress.id))
        .limit(1)
    )
    found = session.exec(query).first()
    return None if found is None else Channel(found)
