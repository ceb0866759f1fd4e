"""What stands beside an answer whatever it is: danger first, hidden numbers, kept drafts, waiting answers, privacy."""

from dataclasses import replace

from flows import danger
from flows.pause import PAUSE
from flows.report_draft import matter
from flows.state import ParkedList, State
from flows.turn import Step, Turn
from flows.types import Effect, LogEmergency, MarkPrivacyNoticed, Ref, ReleaseParked, Reply
from knowledge.types import Outcome


def dress(step: Step, turn: Turn, before: State) -> Step:
    """Put the lines around the answer and add the effects that go with them."""
    effects: tuple[Effect, ...] = step.effects
    front = [*_danger(turn), *_masked(turn), *_restarted(before)]
    behind = [*_kept(step, turn, before), *_waiting(step, turn)]
    if turn.text and turn.understood.emergency:
        effects = (*effects, LogEmergency(turn.understood.emergency))
    if not turn.world.privacy_noticed:
        behind.append(Reply("privacy.notice", {"link": turn.world.privacy_link}))
        effects = (*effects, MarkPrivacyNoticed())
    return replace(step, replies=(*front, *step.replies, *behind), effects=effects)


def _danger(turn: Turn) -> list[Reply]:
    understood = turn.understood
    if not turn.text or not (understood.emergency or understood.outcome is Outcome.EMERGENCY):
        return []
    return [Reply("emergency.line", {"line": danger.line(turn), "number": turn.region.emergency_number})]


def _masked(turn: Turn) -> list[Reply]:
    kinds = turn.inbound.masked
    if not kinds:
        return []
    what = Ref(f"masked.{kinds[0]}") if len(kinds) == 1 else Ref("masked.several")
    return [Reply("masked.said", {"what": what})]


def _restarted(before: State) -> list[Reply]:
    return [Reply("global.restarted")] if before.restarted else []


def _kept(step: Step, turn: Turn, before: State) -> list[Reply]:
    """Said when a draft is put aside, and again after a long pause."""
    shelf = step.state.shelf
    if not shelf:
        return []
    is_new = shelf[0] not in before.shelf
    paused = before.at is not None and turn.world.now - before.at >= PAUSE
    if not (is_new or paused):
        return []
    noun = Ref(f"noun.{shelf[0].kind.value}")
    return [Reply("report.on_shelf", {"noun": noun, "matter": matter(shelf[0], turn)})]


def _waiting(step: Step, turn: Turn) -> list[Reply]:
    if isinstance(step.state.question, ParkedList):
        return []
    released = {notice for effect in step.effects if isinstance(effect, ReleaseParked) for notice in effect.notices}
    left = [notice for notice in turn.world.parked if notice.id not in released]
    if not left:
        return []
    if len(left) == 1:
        return [Reply("parked.waits", {"code": left[0].code})]
    return [Reply("parked.wait_several", {"count": len(left)})]
