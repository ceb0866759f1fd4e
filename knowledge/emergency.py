"""Hears that somebody is in danger now. Recall first: a number too many costs a line, a number too few may cost a life.

Rule: danger that is past, supposed, asked about, joked about or read about is none; the numbers themselves are an article.
"""

import re
from dataclasses import dataclass

from knowledge.normalise import raw_words
from knowledge.types import Region

# Names of services hold words of danger; they are taken out before danger is looked for.
SERVICES = re.compile(
    r"\b(?:(?:dinas |petugas |mobil |unit |pos |kantor |nomor |no |nomer |tim )?pemadam(?: kebakaran)?|dinas kebakaran|"
    r"mobil kebakaran|alat (?:pemadam )?kebakaran|hidran kebakaran|alarm kebakaran|damkar\w*|"
    r"pos (?:siaga )?bencana|rawan (?:longsor|banjir|kecelakaan|begal|kebakaran)|"
    r"(?:takut|ngeri|sieun|bisi|khawatir|kuatir|sebelum|cegah|mencegah|hampir|ampir|nyaris|bahaya|awas|berpotensi|potensi|risiko|"
    r"agar tidak|biar ga|supaya tidak|jangan sampai)\s+(?:\w+\s+){0,3}?"
    r"(?:kebakaran|kabakaran|meledak|longsor|urug|kecelakaan|celaka|tabrakan|kesetrum|kasetrum|roboh|rubuh|ketimpa\w*|"
    r"tertimpa|katinggang|hanyut|tenggelam|tikerelep|banjir|keracunan|dibegal|begal))\b"
)
PAST = re.compile(
    r"\b(?:tahun|taun|thn|bulan|bln|minggu|mggu|abad|zaman|jaman)\s+(?:yang\s+|yg\s+)?(?:lalu|lalau|lepas|kemarin|kmrn|kemaren|"
    r"kamari|ka ?tukang)\b|"
    r"\b(?:dua hari lalu|semalam|semalem|tadi malam|tadi malem|tipeuting|"
    r"\d+\s+(?:hari|minggu|bulan|tahun|taun|thn|bln)\s+(?:yang\s+|yg\s+)?lalu|sejak (?:\w+\s)?(?:lalu|20\d\d)|tahun 20\d\d|taun 20\d\d)\b|"
    r"\b(?:habis|abis|setelah|stlh|pasca|bekas|sisa|gara2|gara gara|akibat|karena|krn|urut|sanggeus|saatos|eks|mantan)\s+"
    r"(?:ada\s+|kena\s+)?(?:kebakaran|kabakaran|kahuruan|longsor|banjir|gempa|kecelakaan|laka|bencana|terbakar|kebakar|kaduruk|"
    r"kdrt|melahirkan|stroke|perampokan)|"
    r"\b(?:korban|penyintas|santunan|bantuan|bantosan|trauma|asuransi|ganti rugi|klaim|laporan|berita acara)\s+"
    r"(?:\w+\s+)?(?:kebakaran|kabakaran|longsor|banjir|gempa|kecelakaan|bencana|kdrt|puting beliung|angin)\b(?! (?:masih|sekarang))|"
    r"\b(?:ikut|ikutan|kk|ktp|akta|akte|ijazah|sertifikat|sertipikat|bpkb|stnk|surat|dokumen|buku nikah|berkas)\s+(?:\w+\s+){0,3}?"
    r"(?:kebakar|terbakar|kebakaran|kaduruk|hanyut|kebanjiran|kapalid\w*)\b"
)
# These yield to a word that says now: "dari kemarin demam, sekarang kejang".
LATELY = re.compile(r"\b(?:kemarin|kmrn|kemaren|kamari|dulu|dahulu|baheula|bareto|waktu itu|tempo hari)\b")
HABIT = re.compile(r"\b(?:sering|kerap|srg|pernah|kungsi|rawan|langganan|berkali kali|berulang|mulu|(?:sudah|udah|udh) \d+ kali|"
                   r"(?:tiap|setiap|unggal|saban) (?:hari|malam|malem|minggu|bulan|tahun|hujan|ujan|peuting|taun))\b")  # fmt: skip
SUPPOSED = re.compile(
    r"\b(?:kalau|kalo|klo|kl|klau|jika|jikalau|bila|apabila|misal|misalnya|misalkan|seandainya|andai|semisal|umpama|mun|lamun|"
    r"upami|pami|seumpama|in case|pas ada|saat ada|ketika ada|waktu ada|apabila ada)\b"
)
ASKED = re.compile(
    r"\b(?:no|nmr|nomor|nomer|telp|tlp|telepon|kontak|hotline|call center|alamat|cara|carana|caranya|apakah|penyebab|"
    r"mengurus|ngurus|cegah|mencegah|pencegahan|mengatasi)\b(?!.*\b(?:tolong|cepat|buruan|sekarang|ada|aya)\b)"
)
ABOUT = re.compile(
    r"\b(?:apa itu|apa sih|arti|artinya|pengertian|definisi|syarat|biaya|tarif|prosedur|jadwal|simulasi|pelatihan|penyuluhan|"
    r"sosialisasi|edukasi|seminar|lomba|izin|ijin|statistik|berapa (?:kali|jumlah|banyak|korban|kasus|angka)|jumlah|tips|"
    r"data (?:kasus|kejadian|korban)|ciri ciri|gejala(?:nya)? (?:apa|\w+ apa)|pencegahan)\b"
)
FICTION = re.compile(
    r"\b(?:film|pilem|sinetron|drama|drakor|novel|lagu|lirik|judul|game|gim|mobile legends|pubg|komik|anime|dongeng|puisi|pantun|"
    r"tebak tebakan|teka teki|mimpi|ngimpi|baca berita|nonton|wkwk\w*|haha\w*|hehe\w*|xixi\w*|jokes?|bercanda|canda|becanda|"
    r"heureuy|lucu|ngakak|prank|jenggot|cinta|rindu|gebetan|mantan pacar|hatiku|hati (?:ini|ku|saya|aing))\b|"
    r"\b(?:pingsan|jantungan|serangan jantung|stroke|kejang|sesak|kebakaran|bunuh diri|gila)\s+(?:\w+\s+)?"
    r"(?:liat|lihat|denger|dengar|baca|ningali|nempo)\b|"
    r"\b(?:dompet|kantong|saldo|rekening|harga|tagihan|cucian|tugas|utang|diskon)\s+(?:\w+\s+){0,3}?"
    r"(?:kebakaran|terbakar|pingsan|kritis|sekarat|banjir|longsor|tenggelam)\b|\b(?:banjir|kebanjiran|longsor|tenggelam) (?:dalam |ku )?"
    r"(?:order|orderan|pesanan|diskon|promo|tugas|hadiah|pujian|rezeki|rejeki)\b"
)
WORK = re.compile(r"\b(?:lowongan|loker|lamaran|melamar|ngalamar|rekrut\w*|daftar jadi|jadi anggota|kerja jadi|seleksi|magang|"
                  r"cpns|pppk|relawan|cita cita|profesi|gaji)\b")  # fmt: skip
OVER = re.compile(r"\b(?:(?:sudah|udah|udh|tos|geus) (?:padam|aman|selamat|surut)|hoax|hoaks)\b")
DENIED = re.compile(r"\b(?:bukan|bukannya|tidak ada|ga ada|gak ada|nggak ada|gaada|teu aya|euweuh|untung tidak|untung ga)\s+(?:\w+\s+)?$")
THINGS = re.compile(r"\b(?:lampu|lampuna|pju|listrik|pln|kompor listrik|wifi|sinyal|hp|hape|motor|mobil|mesin|kran|keran|air|"
                    r"pdam|pohon|tanaman|ikan|ayam|hayam|sapi|domba|ternak)\s+(?:\w+\s+){0,2}?(?:mati|pareum|padam|paeh)\b")  # fmt: skip
NOW = re.compile(
    r"\b(?:tolong|tolongin|tulung|tulungan|help|sekarang|skrg|skrng|skg|barusan|baru saja|baru aja|bieu|lagi|lg|sedang|keur|ayeuna|"
    r"cepat|cepet|cpt|buruan|gancang|geuwat|enggal|darurat|urgent|gawat|segera|sgr|masih|terjebak|panik|tlg)\b"
)

# Danger in so many words, whatever the region lists; each names the line by a slug it tries to find.
OWN_SIGNS: tuple[tuple[str, str], ...] = (
    ("kebakaran", r"\b(?:kebakaran|kabakaran|kbakaran|kebakran|kahuruan|kaduruk|kebakar|kabakar|terbakar|tebakar|dilalap|kobong)\b"),
    ("kebakaran", r"\b(?:api|apina|apinya|seuneu|seuneuna)\b.*\b(?:besar|gede|ageung|membesar|nyamber|merambat|menjalar|berkobar|ngabebela|"
                  r"nyala|membakar|rumah|imah|warung|pasar|kios|dapur|atap|bumi)\b"),
    ("kebakaran", r"\b(?:gas|tabung|kompor|elpiji|lpg)\b.*\b(?:meledak|ngabeledug|bocor|meleduk|mbeledug)\b|\bkorslet\w*\b.*\bapi\b|"
                  r"\b(?:asap|haseup)\s+(?:tebal|tebel|hitam|hideung)\b.*\b(?:rumah|imah|gedung|toko|pasar|warung)\b"),
    ("kecelakaan", r"\b(?:tabrakan|ketabrak|tertabrak|katabrak|kecelakaan|kacilakaan|laka|tergilas|kagiles|kelindas|terlindas|kejepit|"
                   r"terjepit|kajepit|tabrak lari)\b.*\b(?:korban|orang|org|jalmi|jelema|anak|budak|luka|berdarah|parah|darah|pingsan|"
                   r"tergeletak|motor|mobil|truk|bus|bis|angkot|teman|bapak|ibu)\b|\b(?:ada|aya|terjadi|korban)\s+(?:\w+\s+)?"
                   r"(?:kecelakaan|kacilakaan|tabrakan|laka)\b|\b(?:masuk|jatuh ke|terjun ke|asup ka|ragrag ka)\s+jurang\b|"
                   r"\b(?:motor|mobil|truk|bus|bis|elf)\b.*\b(?:terguling|terbalik|tigulitik|tibalik|nabrak)\b.*\b(?:korban|luka|orang|warung|rumah|kejepit|darah)\b"),
    ("sakit-gawat", r"\b(?:pingsan|kapaehan|tidak sadar|ga sadar|gak sadar|nggak sadar|teu sadar|sesak na[pf]as|sesek na[pf]as|ga bisa na[pf]as|"
                    r"gak bisa na[pf]as|tidak bisa bernapas|susah na[pf]as|sesak|eungap|serangan jantung|kejang\w*|stuip|pendarahan|"
                    r"perdarahan|muntah darah|keracunan|kasetrum|kesetrum|tersetrum|tenggelam|tikerelep|digigit ular|dipacok oray|"
                    r"overdosis|kritis|sekarat|sakaratul|ketuban)\b|\b(?:darah|getih|getihna|darahnya)\b.*\b(?:banyak|terus|ngucur|loba|deras)\b|"
                    r"\b(?:mau|mo|rek|bade|akan|hendak)\s+(?:\w+\s+)?(?:melahirkan|lahiran|ngalahirkeun|brojol)\b"),
    ("kejahatan", r"\b(?:dirampok|rampok|perampok|begal|dibegal|kabegal|dibacok|dikadek|bacok|ditusuk|penusukan|ditodong|diculik|penculik\w*|"
                  r"dikeroyok|pengeroyokan|tawuran|dijambret|disandera|dianiaya)\b|\b(?:maling|pencuri|rampok|bangsat)\b.*\b(?:masuk|di rumah|"
                  r"di atap|tertangkap|ketahuan|ka imah|asup|nyongkel|bawa)\b|\b(?:bawa|mawa|pakai|pake|acung\w*)\s+(?:golok|bedog|parang|"
                  r"celurit|pistol|senjata|pisau|samurai)\b|\b(?:dikejar|diuber|diancam|ngancam|mengancam)\b.*\b(?:golok|bedog|pisau|celurit|parang|bunuh|maehan)\b"),
    ("bencana", r"\b(?:longsor|urug|kaurugan|tertimbun|katimbun|ketimbun|banjir bandang|terseret|kabawa caah|hanyut|palid|kapalid\w*|"
                r"puting beliung|angin puyuh|terjebak|tanggul (?:jebol|bedah)|gempa|lini)\b.*\b(?:rumah|imah|warga|orang|org|korban|anak|budak|jalmi|"
                r"jelema|sekarang|tadi|barusan|barusan|tolong|kenceng|keras|gede|banjir|tertutup|nutup|kejebak|kajebak|atap)\b|"
                r"\b(?:banjir|caah|air|cai)\b.*\b(?:sedada|sepinggang|seleher|sapingping|sadada|atap|naik terus|terus naik|naek terus|ngagedean|terjebak|kejebak)\b|"
                r"\b(?:rumah|imah|bangunan|gedung|tembok|sekolah)\b.*\b(?:roboh|ambruk|rubuh|rungkad)\b.*\b(?:orang|korban|tertimpa|ketimpa|warga|terjebak|di dalam|tolong)\b"),
    ("kekerasan", r"\b(?:dipukuli?|dipukulin|digebuk\w*|diteunggeul\w*|dicekik|disiksa|diseksa|disekap|diperkosa|dirogol|dicabuli|dihajar|"
                  r"ditendang|dibanting|kdrt|mukulin|nyiksa|neunggeulan|memukuli)\b"),
    ("bunuh-diri", r"\b(?:bunuh diri|bundir|gantung diri|akhiri hidup|mengakhiri hidup|ga kuat hidup|gak kuat hidup|ga mau hidup|"
                   r"gak mau hidup|pengen mati|pingin mati|ingin mati|mau mati (?:aja|saja|rasanya)|hayang paeh|hoyong maot|capek hidup|cape hidup|"
                   r"potong nadi|sayat\w* tangan|minum racun|loncat dari)\b"),
)  # fmt: skip
CLAUSE = re.compile(r"[.,;!?\n]+|\b(?:oh iya|oiya|sekalian|terus mau|dan mau|btw|sama mau)\b")


@dataclass(frozen=True)
class Danger:
    """The line to say, and what the message says besides."""

    slug: str
    rest: str


class EmergencySigns:
    """The signs of danger of a region: its own words and those that hold anywhere."""

    def __init__(self, region: Region) -> None:
        lines = {line.slug for line in region.emergencies}
        fallback = region.emergencies[0].slug
        self._signs: list[tuple[str, re.Pattern[str]]] = []
        for line in region.emergencies:
            words = sorted((" ".join(raw_words(word)) for word in line.words), key=len, reverse=True)
            self._signs.append((line.slug, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\w{0,3}\b")))
        for slug, pattern in OWN_SIGNS:
            self._signs.append((slug if slug in lines else fallback, re.compile(pattern)))

    def find(self, text: str) -> Danger | None:
        """Danger that is present, or None."""
        line = _plain(text)
        sign = self._sign(line)
        if sign is None or not _is_present(line, *sign):
            return None
        rest = [part.strip() for part in CLAUSE.split(text.lower()) if part.strip() and self._sign(_plain(part)) is None]
        return Danger(sign[0], ". ".join(part for part in rest if len(part.split()) > 2))

    def _sign(self, line: str) -> tuple[str, int] | None:
        for slug, pattern in self._signs:
            found = pattern.search(line)
            if found:
                return slug, found.start()
        return None


def _plain(text: str) -> str:
    spoken = " ".join(raw_words(text.replace("-", " ")))
    return THINGS.sub(" ", SERVICES.sub(" ", spoken))


def _is_present(line: str, slug: str, at: int) -> bool:
    """Whether the danger found at a position of the line is real, here and now."""
    before = line[:at]
    if FICTION.search(line) or WORK.search(line) or OVER.search(line) or DENIED.search(before):
        return False
    if slug == "bunuh-diri":
        return not ABOUT.search(line)
    if SUPPOSED.search(before) or ABOUT.search(line) or ASKED.search(before) or PAST.search(line):
        return False
    now = NOW.search(line)
    if HABIT.search(line) and slug != "kekerasan" and not now:
        return False
    return bool(now) or not LATELY.search(line)
