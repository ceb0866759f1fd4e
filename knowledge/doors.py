"""Knows whose matter a message is when it is not this government's: electricity, vehicle tax, land titles, police.

Rule: a name of the outside office or a sign that only its own matters bear; a shared word never sends a citizen away.
"""

import re

from knowledge.normalise import normalise, raw_words
from knowledge.types import Region

# Signs by what the office does; the office is looked up by these words among its own names in the region.
MATTERS: tuple[tuple[str, str], ...] = (
    ("pln", r"\b(?:pln|token listrik|meteran listrik|tiang listrik|trafo|gardu listrik|tagihan listrik|kwh|pulsa listrik|"
            r"listrik (?:\S+ ){0,3}?(?:mati|padam|turun|naik|gangguan|anjlok|njeglek|byarpet)|(?:mati|padam) (?:\S+ )?listrik|"
            r"pemadaman listrik|korsleting tiang|kabel listrik)\b"),
    ("pln", r"^(?:\S+ )?(?:mati lampu|lampu mati)(?! jalan)(?: (?:dari|sejak|terus|semalam|lagi|se\S+|di (?:rumah|desa|kampung|kecamatan|blok|komplek|perumahan|daerah))\b.*)?$"),
    ("samsat", r"\b(?:samsat|stnk|bpkb|pajak (?:motor|mobil|kendaraan)|plat (?:nomor|kendaraan)|balik-nama (?:motor|mobil|kendaraan)|"
               r"sambara|pkb|bbnkb)\b"),
    ("bpn", r"\b(?:bpn|ptsl|sertifikat (?:tanah|rumah|shm|sawah)|balik-nama (?:sertifikat|tanah)|agraria|shm|hgb|mafia tanah)\b"),
    ("polisi", r"\b(?:polres|polsek|skck|satlantas|kena tilang|etle|bikin sim|perpanjang sim|pencurian|kemalingan|dicuri|kecurian|"
               r"curanmor|penipuan|ditipu|tertipu|penggelapan|begal|penganiayaan|narkoba|pemalakan preman)\b"),
    ("imigrasi", r"\b(?:paspor|imigrasi|visa)\b"),
    ("telkom", r"\b(?:indihome|telkom|kabel telepon|tiang telepon|wifi rumah)\b"),
    ("pertamina", r"\b(?:pertamina|spbu|pertalite|pertamax|solar subsidi)\b"),
    ("bpjstk", r"\b(?:jht|jamsostek|bpjstk|bpjs (?:ketenagakerjaan|naker|tk))\b"),
    ("kpu", r"\b(?:kpu|pemilu|pilkada|dpt)\b"),
    ("jalan nasional", r"\bjalan nasional\b"),
    ("jalan provinsi", r"\bjalan provinsi\b"),
)  # fmt: skip


class OutsideDoors:
    """The outside offices of a region and the signs of their matters."""

    def __init__(self, region: Region) -> None:
        names = {
            " ".join(raw_words(word)): agency.slug
            for agency in region.agencies.values()
            if agency.outside
            for word in (agency.slug, agency.short, *agency.words)
        }
        self._signs = [(names[word], re.compile(pattern)) for word, pattern in MATTERS if word in names]

    def find(self, text: str) -> str | None:
        """Slug of the outside office whose matter this is."""
        plain = normalise(text)
        for slug, pattern in self._signs:
            if pattern.search(plain):
                return slug
        return None
