"""Signs in the wording that tell what a message wants, apart from its topic: to know, to report, its own file, a chat.

Rule: read on the plain text of `normalise`, so that slang and Sundanese need no pattern of their own.
"""

import re

from knowledge.normalise import normalise

ASKING = frozenset("bagaimana apa siapa kapan dimana kemana darimana mana berapa kenapa cara syarat biaya prosedur alur".split())
OPENERS = frozenset(
    """halo admin ya bapak ibu mau saya izin numpang tanya tolong minta mohon-maaf permisi assalamualaikum selamat pagi siang
    sore malam dong sih wr wb warahmatullahi wabarakatuh kak kakak dengan hormat salam sampurasun min p silakan""".split()
)
GREETING = OPENERS | frozenset(
    """terima-kasih ok oke siap sip baik iya hehe tes test ping makasih banyak atas bantuan infonya informasi rampes damang kabar
    apa sehat hatur sangat kang teh teteh aa bang mas mbak gan bos sis bro semua jawaban jawabannya membantu wilujeng enjing
    sonten wengi tos alhamdulillah amin aamiin bantu bisa boleh ada orang seseorang disini di sini""".split()
)
CHANNEL = re.compile(
    r"\b(?:lapor|adu|keluhan|hubungi|telepon|nelepon|nelpon|panggil|usul|ngusul|mengusulkan|ajukan|mengajukan|ngajuin)\b"
    r"(?:\s+\S+){0,6}?\s+(?:kemana|dimana|siapa|nomor|ke siapa|kasaha|bagaimana|lewat apa)\b|"
    r"\b(?:kemana|dimana|siapa|nomor|bagaimana|cara)\b(?:\s+\S+){0,3}?\s+(?:lapor|adu|keluhan|hubungi|mengusulkan|mengajukan)\b|"
    r"\b(?:tanggung jawab|wewenang|urusan|yang urus|yang mengurus|bagian|dinas)\s+(?:dinas\s+)?(?:siapa|apa|mana)\b|"
    r"\b(?:siapa|dinas apa|dinas mana|instansi mana|bagian apa)\s+(?:yang\s+)?(?:harus\s+)?(?:tanggung|bertanggung|berwenang|urus|menangani|"
    r"perbaiki|mengurus|nanganin)\b"
)
PAPER = r"(?:sudah|bisa|kapan|jadi)"
STATE = (
    r"(?:jadi|selesai|cair|caireun|cetak|tercetak|terbit|keluar|turun|proses|diproses|aktif|terdaftar|daftar|lunas|disetujui|acc|"
    r"ambil|masuk|dapat|siap|rampung|sampai|nyampe|diterima|terima|janten|kaluar|beres)"
)
MINE = r"(?:saya|ku|anak|ibu|bapak|suami|istri|kakak|adik|orangtua|mertua|nama|nik|atas nama|pengajuan|permohonan|berkas|resi|punya)"
OWN_CASE = re.compile(
    rf"\b{MINE}\b(?:\s+\S+){{0,6}}?\s+{STATE}\s+(?:\S+\s+){{0,2}}?(?:belum|tidak|kapan)\b(?!\s+{STATE})|"
    rf"\b(?:apa|kapan|sudah)\b(?:\s+\S+){{0,4}}?\s+{MINE}\b(?:\s+\S+){{0,4}}?\s+{STATE}\b|"
    rf"\b(?:kapan|sudah)\b(?:\s+\S+){{0,4}}?\s+{STATE}\b(?:\s+\S+){{0,3}}?\s+{MINE}\b|"
    rf"\b(?:cek|lihat|status|tanya)\b(?:\s+\S+){{0,3}}?\s+(?:saya|nik|nama|pengajuan|permohonan|berkas|resi)\b|"
    rf"\b{MINE}\b(?:\s+\S+){{0,5}}?\s+(?:sampai|sudah sampai) mana\b|"
    rf"\bsudah\s+{STATE}\s+(?:atau\s+)?belum\b|\b{MINE}\b(?:\s+\S+){{0,4}}?\s+(?:sudah )?{STATE} (?:belum|tidak|kapan)\b"
)
TAG_QUESTION = re.compile(rf"\bsudah\s+(?:\S+\s+){{0,2}}?{STATE}\s+(?:atau\s+)?(?:belum|tidak)\b|\b(?:atau tidak|atau belum|kan)$")
WISH = re.compile(r"\b(?:usul|usulan|saran|sarannya|masukan|semoga|mugia|mudah-mudahan|sebaiknya|alangkah|harapan|berharap|harap)\b")
MONEY = re.compile(
    r"\b(?:pungutan-liar|suap|sogok|nyogok|korupsi|dikorupsi|sunat|disunat|nyunat|potong|dipotong|pelicin|oknum|calo|setoran|fee|amplop|"
    r"fiktif|mark up|gratifikasi|penyelewengan|diselewengkan|menyelewengkan|uang rokok|dipungut|memungut|narik|ditarik)\b"
)
BROKEN = re.compile(
    r"\b(?:rusak|lubang|mati|padam|bocor|mampet|tersumbat|banjir|bau|tumpuk|roboh|macet|keruh|longsor|amblas|putus|retak|gelap|hilang|"
    r"berisik|bising|kotor|liar|lambat|kosong|langka|error|gagal|parah|tidak-ada|kecewa|lama|kasar|judes|ditolak|dipersulit|ganggu|"
    r"mengganggu|resah|meresahkan|terganggu)\b"
)


TRAILING = frozenset("ya sih admin bapak ibu dong nih deh tuh kah nya kak gitu euy".split())
WORDED = {
    "how": {"bagaimana", "cara", "prosedur", "alur"},
    "how-much": {"berapa", "biaya", "tarif", "bayar", "gratis"},
    "where": {"dimana", "kemana", "mana", "darimana"},
    "who": {"siapa"},
    "when": {"kapan", "jadwal"},
    "why": {"kenapa"},
    "what": {"apa", "syarat"},
    "may": {"bisa", "boleh", "perlu", "harus"},
    "not": {"tidak", "belum", "tidak-ada", "jarang", "susah", "sulit"},
    "still": {"terus", "selalu", "sering", "setiap", "masih", "mulu", "bolak", "lagi", "unggal"},
    "we": {"warga", "kami", "kita", "masyarakat"},
    "please": {"minta", "harap", "segera", "dimohon"},
    "very": {"sangat", "parah"},
    "tell": {"tanya", "informasi", "tahu", "mau"},
}
DURATION = re.compile(r"\b(?:sudah|selama|sejak|hampir)\b(?:\s+\S+){0,4}?\s+(?:jam|hari|minggu|bulan|tahun|lama)\b")
COURTESY = re.compile(r"\b(?:bagus|mantap|salut|keren|ramah|puas|apresiasi|hebat|jempol|baik|cepat)\b")


def signs(text: str) -> tuple[str, ...]:
    """Names of the signs, as features to learn from."""
    plain = normalise(text)
    words = plain.split()
    telling = [word for word in words if word not in OPENERS]
    closing = [word for word in words if word not in TRAILING][-1:]
    found = {
        "mark": "?" in text,
        "loud": "!" in text,
        "opens-asking": bool(telling) and telling[0] in ASKING,
        "asks": any(word in ASKING for word in words),
        "ends-asking": bool(closing) and closing[0] in ASKING,
        "ends-tag": bool(closing) and closing[0] in {"belum", "tidak", "kan"},
        "channel": asks_where_to_report(text),
        "own-case": bool(OWN_CASE.search(plain)),
        "tag": bool(TAG_QUESTION.search(plain)),
        "wish": bool(WISH.search(plain)),
        "money": bool(MONEY.search(plain)),
        "broken": bool(BROKEN.search(plain)),
        "duration": bool(DURATION.search(plain)),
        "courtesy": bool(COURTESY.search(plain)),
        "thanks": "terima-kasih" in words,
        "greeting-only": only_greets(text),
        "long": len(words) > 14,
        "short": len(words) <= 3,
        **{name: any(word in listed for word in words) for name, listed in WORDED.items()},
    }
    return tuple(name for name, holds in found.items() if holds)


def asks_where_to_report(text: str) -> bool:
    """A question about the way to report, not a report."""
    return bool(CHANNEL.search(normalise(text)))


def is_own_case(text: str) -> bool:
    """Asks how far the writer's own file has come."""
    return bool(OWN_CASE.search(normalise(text)))


def asks_plainly(text: str) -> bool:
    """Worded as a question from its first telling word on, or with a question mark."""
    found = signs(text)
    return "opens-asking" in found or "tag" in found or ("mark" in found and "asks" in found)


def only_greets(text: str) -> bool:
    words = normalise(text).split()
    return bool(words) and all(word in GREETING for word in words)


def telling_words(text: str) -> list[str]:
    """What is left of a message without greeting and courtesy."""
    return [word for word in normalise(text).split() if word not in GREETING]
