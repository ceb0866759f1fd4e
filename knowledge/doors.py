"""Knows whose matter a message is when it is not this government's: electricity, vehicle tax, land titles, police.

Rule: a name of the outside office or a sign that only its own matters bear; a shared word never sends a citizen away.
"""

from knowledge.normalise import normalise, raw_words
from knowledge.types import Region
from knowledge.words import lexicon, pattern


class OutsideDoors:
    """The outside offices of a region and the signs of their matters."""

    def __init__(self, region: Region) -> None:
        names = {
            " ".join(raw_words(word)): agency.slug
            for agency in region.agencies.values()
            if agency.outside
            for word in (agency.slug, agency.short, *agency.words)
        }
        matters = lexicon("doors")["matters"]
        self._signs = [(names[word], pattern("doors", "matters", word)) for word in matters if word in names]

    def find(self, text: str) -> str | None:
        """Slug of the outside office whose matter this is."""
        plain = normalise(text)
        for slug, sign in self._signs:
            if sign.search(plain):
                return slug
        return None
