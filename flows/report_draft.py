"""What a draft takes from a message: the matter, its category, its place, pictures and files.

Rule: a message may only add to a draft or be asked about; nothing that the citizen wrote is dropped silently.
"""

from dataclasses import replace

from flows import words
from flows.state import Draft
from flows.turn import Turn
from knowledge.types import Matter, PlaceGuess, Understood
from tickets.vocabulary import Kind

KINDS = {
    Matter.COMPLAINT: Kind.COMPLAINT,
    Matter.SUPERVISION: Kind.SUPERVISION,
    Matter.ASPIRATION: Kind.ASPIRATION,
    Matter.PRAISE: Kind.ASPIRATION,
    Matter.INFORMATION: Kind.INFORMATION,
    Matter.PPID: Kind.INFORMATION,
    Matter.QUESTION: Kind.QUESTION,
}

MOST_GUESSES = 4
LIKELY = 0.3  # below it a category is not named to the citizen; a wrong guess reads as not listening


def kind(understood: Understood) -> Kind:
    return KINDS.get(understood.kind, Kind.COMPLAINT)


def read(draft: Draft, turn: Turn) -> Draft:
    """Take from a message all that it says: matter, category, place."""
    understood = turn.understood
    text = f"{draft.text}\n{turn.text}".strip() if draft.text != turn.text else draft.text
    draft = replace(draft, text=text, messages=add_ids(draft.messages, turn), files=_files(draft, turn))
    draft = replace(draft, emergency=understood.emergency or draft.emergency)
    if understood.kind is Matter.SUPERVISION:
        draft = replace(draft, kind=Kind.SUPERVISION)
    if draft.category is None and understood.category is not None and understood.category_confidence >= LIKELY:
        draft = with_category(draft, turn, understood.category, understood.category_confidence)
    heard = understood.category
    if heard is not None and heard not in (draft.category, *draft.heard):
        draft = replace(draft, heard=(*draft.heard, heard))
    if heard is not None and turn.inbound.other_matter is not None and not draft.two:
        draft = replace(draft, two=(heard, turn.inbound.other_matter))
    if not draft.guesses:
        draft = replace(draft, guesses=tuple(guess.agency for guess in understood.top))
    if draft.agency is None and draft.category is not None:
        draft = replace(draft, agency=understood.agency)
    if understood.has_detail and "what" not in understood.missing:
        draft = replace(draft, detail_done=True)
    draft = replace(draft, needs_place=draft.needs_place or "place" in understood.missing)
    return _read_place(attach_place(draft, turn), understood.place)


def with_category(draft: Draft, turn: Turn, slug: str, confidence: float, confirmed: bool = False) -> Draft:
    category = turn.category(slug)
    if category is None:
        return draft
    chosen_kind = KINDS.get(category.kind, draft.kind)
    keeps = draft.kind is Kind.SUPERVISION  # a later, milder reading never opens a protected matter to its agency
    return replace(
        draft,
        category=slug,
        confidence=confidence,
        category_confirmed=confirmed,
        agency=category.agency or draft.agency,
        needs_place=category.needs_place,
        kind=draft.kind if keeps else chosen_kind,
    )


def attach(draft: Draft, turn: Turn) -> Draft:
    """A picture, file or shared place, at whatever moment it comes."""
    draft = replace(draft, messages=add_ids(draft.messages, turn), files=_files(draft, turn))
    return attach_place(draft, turn)


def attach_place(draft: Draft, turn: Turn) -> Draft:
    place = turn.inbound.place
    if place is None:
        return draft
    text = draft.place_text or place.label or place.address
    return replace(draft, shared=place, place_text=text, place_done=True)


def add_ids(known: tuple[str, ...], turn: Turn) -> tuple[str, ...]:
    return known + tuple(one for one in turn.ids if one not in known)


def _files(draft: Draft, turn: Turn) -> int:
    is_new = turn.inbound.message not in draft.messages
    return draft.files + (turn.files if is_new else 0)


def _read_place(draft: Draft, guess: PlaceGuess | None) -> Draft:
    if guess is None:
        return draft
    if draft.place_done:
        return with_district(draft, guess)
    if len(guess.places) > 1:
        return replace(draft, place_text=guess.text)
    code, text = named_place(guess, guess.text)
    return replace(draft, place_text=text, place_code=code, place_done=True)


def with_district(draft: Draft, guess: PlaceGuess) -> Draft:
    """The wider place beside a street that was typed; a place on the map is never exchanged."""
    if draft.place_code is not None or draft.shared is not None or len(guess.places) != 1:
        return draft
    place = guess.places[0]
    return replace(draft, place_text=with_label(draft.place_text, place.label), place_code=place.code)


def named_place(guess: PlaceGuess | None, text: str) -> tuple[str | None, str]:
    """The code of the one place that is meant, and the citizen's words with its full name, to be checked by eye."""
    if guess is None or not guess.places:
        return None, text
    place = guess.places[0]
    return place.code, with_label(text, place.label)


def with_label(text: str, label: str) -> str:
    if set(words.tokens(text)) <= set(words.tokens(label)):
        return label
    return text if words.fold(label) in words.fold(text) else f"{text} ({label})"


def matter(draft: Draft, turn: Turn) -> str | None:
    """What the matter is called: its category, else its first words."""
    category = turn.category(draft.category)
    return category.name if category else words.excerpt(draft.text, 60) or None


def left_out(draft: Draft, turn: Turn) -> str | None:
    """The name of the matter that was told along with this one and is not filed with it."""
    if draft.category not in draft.two:
        return None
    other = next((turn.category(slug) for slug in draft.two if slug != draft.category), None)
    return other.name if other else None


def guesses(draft: Draft, turn: Turn) -> tuple[str, ...]:
    """Leaves that may be meant instead: those whose signs the text holds, then those of the likely agencies."""
    likely = draft.guesses + ((draft.agency,) if draft.agency and draft.agency not in draft.guesses else ())
    present = turn.category(draft.category)
    text = f" {words.fold(draft.text)} "

    def fit(slug: str) -> tuple[bool, int, int, bool, str]:
        leaf = turn.region.categories[slug]
        signs = sum(f" {words.fold(sign)} " in text for sign in (leaf.name, *leaf.words))
        rank = likely.index(leaf.agency) if leaf.agency in likely else len(likely)
        return (slug not in draft.heard, -signs, rank, present is None or leaf.parent != present.parent, slug)

    leaves = [leaf.slug for leaf in turn.region.leaves if leaf.slug != draft.category]
    return tuple(sorted(leaves, key=fit)[:MOST_GUESSES])
