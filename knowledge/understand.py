"""Reads one message: what is it, which article answers it, which office is it for, is somebody in danger.

Rule: an answer only when it is probably right; doubt is offered as a choice, not knowing is said. No state, no clock.
"""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from knowledge.calibrate import SURE_KIND
from knowledge.doors import OutsideDoors
from knowledge.elsewhere import Elsewhere
from knowledge.emergency import Danger, EmergencySigns
from knowledge.labels import MINE, NOW
from knowledge.language import detect_language
from knowledge.model import Index, Judged
from knowledge.places import Gazetteer
from knowledge.portals import opened_by
from knowledge.signs import asks_plainly, asks_where_to_report, is_own_case, only_greets, signs, telling_words
from knowledge.streets import without_street_names
from knowledge.types import AgencyGuess, Candidate, Category, Language, Matter, Outcome, PlaceGuess, Region, Understood

REPORTS = (Matter.COMPLAINT, Matter.SUPERVISION, Matter.ASPIRATION, Matter.INFORMATION)
OFFERED = 3
SURE_TOPIC = 0.9  # an article as likely as this is the topic, even if it may not answer
HALFWAY = 0.5  # of the confidence that an answer needs, where only the topic must be right
MEANT_SHARE = 0.1  # no article is likelier than that: nothing to choose from
SOME_SHARE = 0.003  # below it, the order of the articles is chance
LEAST_OFFERED = 2  # a choice of one is none
WEAK_CATEGORY = 0.3
WEAK_CHAT = 0.15  # a report of no clear category is none if it may as well be chat
WEAK_OFFER = 0.06  # a candidate below it is not worth a line of the choice
MENU_WORDS = frozenset({"menu", "menu utama", "daftar layanan", "start", "mulai", "help", "bantuan"})
LIKELY_KIND = 0.3
ASKING = 0.35  # a question as likely as this goes to the article that surely answers it
PLAIN_ASKING = 0.15  # what a question mark or a question word adds
SURE_PRAISE = 0.35
SURE_SPAM = 0.42
TOPICAL = 0.6  # a category as likely as this makes a message more than chat
BRIEF = 7
SURE_ALARM = 0.7
CLEAR_WORDS = 3
SURE_CATEGORY = 0.2
DEMANDING = frozenset({"kapan"})  # of a broken road it asks for work, not for a date
ASKED = frozenset({"mark", "asks", "opens-asking", "ends-asking", "ends-tag", "tag_question"})
KEPT = 64  # messages whose judgement is kept
KIND_FLOOR = 0.25  # so that a plain topic is not overruled by a doubtful kind


class Reader:
    """Understands messages of one region with one trained index."""

    def __init__(self, region: Region, index: Index) -> None:
        self._region = region
        self._index = index
        self._places = Gazetteer(region)
        self._dangers = EmergencySigns(region)
        self._doors = OutsideDoors(region)
        self._elsewhere = Elsewhere(region)
        self._leaves = {leaf.slug: leaf for leaf in region.leaves}
        # One message is judged for its danger and for its topic; where it happens is no topic.
        self._judge = lru_cache(maxsize=KEPT)(lambda text: index.judge(without_street_names(text)))

    def read(self, text: str) -> Understood:
        linked = self._linked(text)
        if linked is not None:
            return linked
        danger = self._dangers.find(text)
        if danger is not None:
            return self._in_danger(text, danger)
        calm = self._read_calmly(text)
        alarm = self._alarm(text)
        chat = calm.outcome in (Outcome.MENU, Outcome.SMALLTALK)
        if alarm < (SURE_ALARM if chat else self._threshold("danger")):  # a farewell may read like small talk
            return calm
        if self._dangers.is_dismissed(text):
            return calm
        slug = self._dangers.guess(text)
        if alarm < SURE_ALARM:  # a false alarm adds one line and changes nothing else
            return replace(calm, emergency=slug)
        return self._in_danger(text, Danger(slug, ""))

    def _linked(self, text: str) -> Understood | None:
        """The words of a link or a QR code mean exactly what they name."""
        article, portal = opened_by(self._region, text)
        base = Understood(text, self._language(text), Outcome.MENU, Matter.NONE, confidence=1.0)
        if article is not None:
            owner = self._region.agencies[self._region.articles[article].owner]
            door = owner.slug if owner.outside else None
            return replace(
                base, outcome=Outcome.ANSWER, kind=Matter.QUESTION, article=article, agency=owner.slug,
                outside_agency=door, candidates=(Candidate(article, 1.0),),
            )  # fmt: skip
        return replace(base, portal=portal) if portal is not None else None

    def _language(self, text: str) -> Language:
        return detect_language(without_street_names(text), self._index.language)

    def _alarm(self, text: str) -> float:
        """How likely the message tells of danger that no sign names."""
        return self._index.heads["danger"].share_of(NOW, self._judge(text).danger)

    def _is_own(self, text: str, judged: Judged) -> bool:
        """Whether only an officer with the file could tell."""
        likely = self._index.heads["own"].share_of(MINE, judged.own)
        return likely >= self._threshold("own") or is_own_case(text)

    def route(self, text: str) -> Understood:
        """The same for a text that is known to be a complaint: always a category and an office."""
        judged = self._judge(text)
        base = Understood(text, self._language(text), Outcome.REPORT, Matter.COMPLAINT)
        danger = self._dangers.find(text)
        report = self._report(base, judged, self._kinds(judged))
        return replace(report, emergency=danger.slug if danger else None)

    def _in_danger(self, text: str, danger: Danger) -> Understood:
        """The numbers come first; what else the message brings is kept only if it stands on its own."""
        other = self._read_calmly(danger.rest) if danger.rest else None
        if other is not None and other.outcome in (Outcome.ANSWER, Outcome.REPORT):
            whole = self._read_calmly(text)
            kept = other if other.outcome is Outcome.ANSWER else whole
            if kept.outcome in (Outcome.ANSWER, Outcome.REPORT):
                return replace(kept, text=text, emergency=danger.slug)
        language = self._language(text)
        place = self._places.find(text)
        return Understood(text, language, Outcome.EMERGENCY, Matter.NONE, emergency=danger.slug, place=place)

    def _read_calmly(self, text: str) -> Understood:
        base = Understood(text, self._language(text), Outcome.SMALLTALK, Matter.NONE)
        words = telling_words(text)
        if " ".join(words) in MENU_WORDS:
            return replace(base, outcome=Outcome.MENU)
        if not words or only_greets(text):
            return base
        judged = self._judge(text)
        kinds = self._kinds(judged)
        chatter = self._chatter(base, kinds, judged)
        if chatter is not None:
            return chatter
        if self._elsewhere.is_meant(text) and self._places.find(text) is None:
            return replace(base, outcome=Outcome.OUTSIDE, confidence=judged.confidence)
        if self._is_report(text, kinds, judged):
            return self._report(base, judged, kinds)
        return self._question(base, judged, kinds)

    def _kinds(self, judged: Judged) -> dict[str, float]:
        return dict(zip(self._index.heads["kind"].labels, map(float, judged.kind), strict=True))

    def _chatter(self, base: Understood, kinds: dict[str, float], judged: Judged) -> Understood | None:
        """Small talk, the menu, praise and spam: nothing to answer and nothing to file."""
        best = max(kinds, key=lambda kind: kinds[kind])
        topical = judged.confidence >= self._threshold("offer") or float(judged.category.max()) >= TOPICAL
        sure = kinds[best] >= SURE_KIND or (kinds[best] >= LIKELY_KIND and not topical)
        brief = len(telling_words(base.text)) <= BRIEF
        if best == "menu" and sure and brief:
            return replace(base, outcome=Outcome.MENU)
        asked = judged.confidence >= self._threshold("likely")  # "mau nanya kk hilang" greets and asks
        if best == "smalltalk" and sure and brief and not asked:
            return replace(base, outcome=Outcome.SMALLTALK)
        if best == Matter.PRAISE and kinds[best] >= SURE_PRAISE:
            return replace(base, outcome=Outcome.SMALLTALK, kind=Matter.PRAISE)
        if best == Matter.SPAM and kinds[best] >= SURE_SPAM:
            return replace(base, outcome=Outcome.OUTSIDE, kind=Matter.SPAM)
        return None

    def _is_report(self, text: str, kinds: dict[str, float], judged: Judged) -> bool:
        if asks_where_to_report(text) or self._is_own(text, judged):
            return False
        if self._is_demand(text, judged, kinds):
            return True
        report = sum(kinds.get(kind, 0.0) for kind in (*REPORTS, Matter.PPID))
        question = kinds.get(Matter.QUESTION, 0.0) + (PLAIN_ASKING if asks_plainly(text) else 0.0)
        wanted = kinds.get(Matter.INFORMATION, 0.0)  # a request for what an article tells is a question to it
        asked = question > ASKING or question + wanted > report - wanted
        if judged.confidence >= self._threshold("answer") and asked:
            return False
        others = max(kinds.get(kind, 0.0) for kind in ("outside", "smalltalk", "menu", Matter.SPAM))
        chat = sum(kinds.get(kind, 0.0) for kind in ("outside", Matter.SPAM, "smalltalk"))
        if float(judged.category.max()) < WEAK_CATEGORY and chat > WEAK_CHAT:
            return False
        return report > question and report > others

    def _is_demand(self, text: str, judged: Judged, kinds: dict[str, float]) -> bool:
        """Tells of something broken that has an article too: a story, or "when will it be mended", is no question."""
        leaf = self._category(judged, kinds)
        share = self._index.heads["category"].share_of(leaf.slug, judged.category)
        article = self._region.articles.get(self._index.heads["article"].labels[int(judged.article.argmax())])
        same = article is not None and article.owner == leaf.agency and leaf.needs_place
        if not same or share < WEAK_CATEGORY or leaf.kind not in REPORTS:
            return False
        return not (ASKED & set(signs(text))) or telling_words(text)[0] in DEMANDING

    def _question(self, base: Understood, judged: Judged, kinds: dict[str, float]) -> Understood:
        candidates = self._candidates(judged, WEAK_OFFER)
        best = candidates[0] if candidates else None
        foreign = kinds.get("outside", 0.0)
        found = replace(
            base,
            kind=Matter.QUESTION,
            confidence=judged.confidence,
            candidates=candidates,
            own_case=self._is_own(base.text, judged),
            place=self._places.find(base.text),
        )
        share = float(judged.article.max())
        if best is not None and self._is_enough(judged, share, found.own_case) and foreign < SURE_KIND:
            owner = self._region.agencies[self._region.articles[best.article].owner]
            door = owner.slug if owner.outside else None
            return replace(
                found,
                outcome=Outcome.ANSWER,
                article=best.article,
                agency=owner.slug,
                outside_agency=door,
                candidates=self._candidates(judged, 0.0),
            )
        door = self._doors.find(base.text)
        meant = judged.confidence >= self._threshold("offer") and share >= MEANT_SHARE
        if candidates and meant and foreign < SURE_KIND:
            return replace(found, outcome=Outcome.CLARIFY, outside_agency=door)
        asked = kinds.get(Matter.QUESTION, 0.0)
        if foreign >= max(asked, LIKELY_KIND) or (foreign > WEAK_CHAT and asked < WEAK_CATEGORY):
            return replace(found, outcome=Outcome.OUTSIDE, kind=Matter.NONE, candidates=())
        if door is not None:
            return replace(found, outcome=Outcome.OUTSIDE, outside_agency=door)
        return self._handover(found, judged)

    def _is_enough(self, judged: Judged, share: float, own_case: bool) -> bool:
        """On an own case no article tells the rest and the person is offered first: the right topic is enough."""
        topic = share >= SURE_TOPIC and judged.confidence >= HALFWAY * self._threshold("likely")
        if own_case and (topic or judged.confidence >= self._threshold("likely")):
            return True
        return judged.confidence >= self._threshold("answer")

    def _handover(self, found: Understood, judged: Judged) -> Understood:
        """No answer is known: which office would know."""
        known: dict[str, float] = {}
        for slug, share in zip(self._index.heads["agency"].labels, judged.agency, strict=True):
            known[slug] = float(share) / 2
        for slug, share in zip(self._index.heads["article"].labels, judged.article, strict=True):
            if slug in self._region.articles:
                owner = self._region.articles[slug].owner
                known[owner] = known.get(owner, 0.0) + float(share) / 2
        best = sorted(known.items(), key=lambda item: (-item[1], item[0]))
        ours = [(slug, share) for slug, share in best if slug in self._region.agencies]
        guesses = tuple(AgencyGuess(slug, round(share, 4)) for slug, share in ours[:OFFERED])
        own = [guess.agency for guess in guesses if not self._region.agencies[guess.agency].outside]
        return replace(found, outcome=Outcome.HANDOVER, agency=own[0] if own else None, top=guesses)

    def _candidates(self, judged: Judged, least: float) -> tuple[Candidate, ...]:
        """The best two articles, a third if likely enough; the first bears the confidence of the answer."""
        labels = self._index.heads["article"].labels
        ranked = [int(at) for at in np.argsort(-judged.article, kind="stable") if labels[at] in self._region.articles]
        first = float(judged.article[ranked[0]]) or 1.0 if ranked else 1.0
        near = [at for at in ranked[1:] if judged.article[at] >= SOME_SHARE]
        beside = [at for at in ranked[1:] if at not in near and self._same_door(labels[ranked[0]], labels[at])]
        order = [*ranked[:1], *near, *beside][:OFFERED]  # a neighbour behind the same door is better than chance
        shares = [(labels[at], float(judged.article[at])) for at in order]
        return tuple(
            Candidate(slug, round(min(judged.confidence * share / first, share if at else 1.0), 4))
            for at, (slug, share) in enumerate(shares)
            if (at < LEAST_OFFERED or share >= least)
        )

    def _same_door(self, one: str, other: str) -> bool:
        return self._region.articles[one].portal == self._region.articles[other].portal

    def _agencies(self, judged: Judged) -> tuple[AgencyGuess, ...]:
        """The likeliest offices for a report: of a given history, else of the categories."""
        shares: dict[str, float] = {}
        if self._index.from_history:
            shares = dict(zip(self._index.heads["agency"].labels, map(float, judged.agency), strict=True))
        else:
            for slug, share in zip(self._index.heads["category"].labels, judged.category, strict=True):
                agency = self._leaves[slug].agency or ""
                shares[agency] = shares.get(agency, 0.0) + float(share)
        best = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:OFFERED]
        return tuple(AgencyGuess(agency, round(share, 4)) for agency, share in best)

    def _report(self, base: Understood, judged: Judged, kinds: dict[str, float]) -> Understood:
        best = self._category(judged, kinds)
        guesses = self._agencies(judged)
        agency = guesses[0].agency if self._index.from_history else best.agency
        share = self._index.heads["category"].share_of(best.slug, judged.category)
        place = self._places.find(base.text) or self._spot(base.text)
        found = replace(
            base,
            outcome=Outcome.REPORT,
            kind=best.kind,
            category=best.slug,
            category_confidence=round(share, 4),
            agency=agency,
            top=guesses,
            place=place,
            confidence=round(share, 4),
            outside_agency=self._doors.find(base.text),
        )
        found = replace(found, has_detail=self._has_detail(found))
        found = replace(found, missing=self._missing(found, best))
        if found.outside_agency is not None:
            return replace(found, outcome=Outcome.OUTSIDE)
        return found

    def _spot(self, text: str) -> PlaceGuess | None:
        """A street or a landmark on no list, in the citizen's words: enough for an officer to go there."""
        words = self._places.locality(text)
        return PlaceGuess(words, (), 0.0) if words else None

    def _category(self, judged: Judged, kinds: dict[str, float]) -> Category:
        """The likeliest leaf, weighed with what the wording says of its kind."""
        labels = self._index.heads["category"].labels
        weighed = [
            float(share) * (KIND_FLOOR + kinds.get(self._leaves[slug].kind, 0.0))
            for slug, share in zip(labels, judged.category, strict=True)
        ]
        return self._leaves[labels[int(np.argmax(weighed))]]

    def _has_detail(self, found: Understood) -> bool:
        words = telling_words(found.text)
        return len(words) >= CLEAR_WORDS and (
            found.category_confidence >= SURE_CATEGORY or len(words) >= 2 * CLEAR_WORDS
        )

    def _missing(self, found: Understood, leaf: Category) -> tuple[str, ...]:
        wanted = {"what": not found.has_detail, "place": leaf.needs_place and found.place is None}
        return tuple(name for name, holds in wanted.items() if holds)

    def _threshold(self, name: str) -> float:
        return self._index.thresholds[name]
