"""Every word that a citizen may read: present, complete, short enough, and in the citizen's language."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import flows
from flows import catalogue
from flows.catalogue import LANGUAGES, keys, placeholders, render, render_notice, variants
from flows.types import ParamValue, Ref, Reply
from tickets.vocabulary import ArchiveReason, Closing, Kind, NoticeKey, Status

FOLDER = Path(flows.__file__).parent
ENGLISH = frozenset(
    [
        "the",
        "and",
        "your",
        "please",
        "of",
        "is",
        "are",
        "you",
        "with",
        "for",
        "not",
        "report",
        "answer",
        "question",
        "photo",
        "name",
        "choose",
        "reply",
        "send",
        "cancel",
        "yes",
        "we",
        "our",
        "can",
        "will",
        "this",
        "that",
        "from",
        "have",
        "has",
        "been",
        "what",
        "where",
        "when",
        "who",
        "why",
        "how",
        "back",
        "help",
        "next",
        "previous",
        "welcome",
    ]
)
CITIZENS = {
    NoticeKey.HANDED_OVER,
    NoticeKey.ACKNOWLEDGED,
    NoticeKey.ANSWERED,
    NoticeKey.QUESTION,
    NoticeKey.RESOLVED,
    NoticeKey.ARCHIVED,
    NoticeKey.CLOSED_UNCONFIRMED,
    NoticeKey.DEADLINE_MOVED,
}
LONG: dict[str, ParamValue] = {
    "body": "b" * 600,
    "source": "s" * 70,
    "text": "t" * 220,
    "title": "j" * 100,
    "words": "kata " * 90,
    "contact": "k" * 200,
    "line": "l" * 220,
    "lead": "a" * 90,
    "rows": "\n".join(["r" * 52] * 5),
    "matter": "m" * 60,
    "place": "p" * 100,
    "heard": "h" * 100,
    "agency": "Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman",
    "name": "n" * 60,
    "due": date(2026, 11, 25),
    "checked": date(2026, 11, 22),
    "date": date(2026, 11, 22),
    "opened": date(2026, 11, 25),
    "code": "LP-7K3M9Q2T",
    "noun": Ref("noun.information"),
    "choices": ("pilihan yang cukup panjang",) * 7,
    "why": "y" * 120,
    "files": 12,
    "count": 3,
    "number": "112",
    "desk": "Kepo Sumedang",
    "link": "https://kepo.sumedangkab.go.id/privasi",
    "portal": "surat dari desa atau kelurahan",
    "secret": "x" * 40,
    "category": "c" * 60,
    "status": "sudah dijawab, belum selesai dikerjakan",
    "late": "z" * 90,
    "next": "n" * 110,
    "hint": "h" * 50,
    "what": "nomor kartu atau rekening",
}
ARTICLE: dict[str, ParamValue] = {
    "source": "s" * 60,
    "title": "j" * 60,
    "choices": (
        *("syarat", "biaya", "lama", "tempat", "alur", "selengkapnya", "tanya petugas DPMPTSP Kabupaten"),
        *("membantu", "tidak"),
    ),
}


def _modules() -> Iterator[ast.Module]:
    for path in FOLDER.glob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


def _named() -> set[str]:
    """Literal keys in `Reply("...")` and `Ref("...")`."""
    calls = (node for module in _modules() for node in ast.walk(module) if isinstance(node, ast.Call))
    makers = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("Reply", "Ref"))
    first = (call.args[0] for call in makers if call.args)
    return {node.value for node in first if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _built() -> set[str]:
    """Keys that code builds from a word of the vocabulary."""
    return {
        *(f"noun.{kind.value}" for kind in Kind),
        *(f"status.is_{status.value}" for status in Status),
        *(f"status.next_{status.value}" for status in Status),
        *(f"status.closed_{closing.value}" for closing in Closing),
        *(f"notice.{key.value}" for key in CITIZENS),
        *(f"parked.is_{key.value}" for key in CITIZENS),
        *(f"reason.{reason.value}" for reason in ArchiveReason),
        *(f"media.{kind}" for kind in ("audio", "video", "sticker", "contact", "unknown")),
        *(f"masked.{kind}" for kind in ("nik", "kk", "card")),
        *(f"part.{part}" for part in ("syarat", "biaya", "lama", "tempat", "alur", "selengkapnya")),
    }


def _bodies() -> list[tuple[str, str, str, str]]:
    return [
        (lang, key, name, body)
        for lang in LANGUAGES
        for key in sorted(keys(lang))
        for name, body in variants(key, lang).items()
    ]


def test_every_key_that_code_names_has_words() -> None:
    assert _named() | _built() <= keys()


def test_every_text_is_used() -> None:
    known = _named() | _built() | {"calendar.days", "calendar.months"}
    literals = {
        node.value
        for module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unused = {key for key in keys() if key not in known | literals}
    assert unused == set()


def test_every_value_of_a_text_is_one_that_code_gives() -> None:
    given = {
        key.value
        for module in _modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    given |= {"words", "date", "agency", "code", "due", "lead"}
    for language in LANGUAGES:
        for key in keys(language):
            assert placeholders(key, language) <= given, key


def test_another_language_shows_no_value_that_indonesian_lacks() -> None:
    for key in keys("su"):
        assert key in keys("id")
        assert placeholders(key, "su") <= placeholders(key, "id"), key


def test_no_text_is_too_long_for_one_message() -> None:
    long = {}
    for language, key, name, _ in _bodies():
        condition: dict[str, ParamValue] = {} if name == "text" else {name.removeprefix("if_"): True}
        own = (
            {**ARTICLE, "body": "b" * (540 if key == "article.own_case" else 600)} if key.startswith("article.") else {}
        )
        params = {**condition, **{k: v for k, v in {**LONG, **own}.items() if k in placeholders(key, language)}}
        long[language, key, name] = len(render(Reply(key, params), language))
    assert {where: size for where, size in long.items() if size > 900} == {}


def test_texts_hold_no_english() -> None:
    for _, key, _, body in _bodies():
        assert not ENGLISH & set(re.findall(r"[a-z]+", re.sub(r"\{.*?\}", "", body.lower()))), key


def test_at_most_two_bold_words_and_no_guessed_titles() -> None:
    for _, key, _, body in _bodies():
        lists_commands = key in ("global.help", "menu.show")
        assert body.count("*") <= 4 or lists_commands, key
        assert not {"bapak", "ibu", "kak"} & set(re.findall(r"[a-z]+", body.lower())), key


def test_every_notice_to_the_citizen_can_be_said() -> None:
    params: dict[str, ParamValue] = {
        "code": "LP-7K3M9Q2T",
        "agency": "Dinas Perhubungan",
        "words": "Lampu sudah diganti.",
        "date": date(2026, 11, 27),
        "due": date(2026, 11, 27),
        "reason": "not_clear",
        "kind": "complaint",
    }
    for key in CITIZENS:
        for language in LANGUAGES:
            assert "LP-7K3M9Q2T" in render_notice(key, params, language)


def test_a_resolved_notice_asks_for_the_verdict_in_the_words_of_its_kind() -> None:
    assert "3 tidak pernah ditangani" in render_notice(
        NoticeKey.RESOLVED, {"code": "LP-1", "words": "ok", "agency": "x", "date": date(2026, 1, 1)}, "id"
    )
    simple = render_notice(NoticeKey.RESOLVED, {"kind": "question", "code": "LP-1"}, "id")
    assert "1 terjawab\n2 belum" in simple


def test_a_line_without_its_value_is_left_out() -> None:
    assert "Tempat" not in render(Reply("report.confirm", {"matter": "Lampu", "choices": ("ya",)}), "id")


def test_dates_are_said_as_people_say_them() -> None:
    shown = render(Reply("notice.handed_over", {"code": "LP-1", "agency": "Dishub", "due": date(2026, 11, 27)}), "id")
    assert "Jumat, 27 November 2026" in shown
    assert "Jumaah, 27 Nopémber 2026" in catalogue.render(
        Reply(
            "report.filed", {"noun": Ref("noun.complaint"), "code": "LP-1", "agency": "x", "due": date(2026, 11, 27)}
        ),
        "su",
    )


def test_a_citizens_braces_and_stars_are_left_as_they_are() -> None:
    shown = render(Reply("clarify.which", {"choices": ("{agency} @noun",)}), "id")
    assert "1 {agency} @noun" in shown


def test_an_unknown_language_speaks_indonesian() -> None:
    assert render(Reply("small.thanks"), "xx") == render(Reply("small.thanks"), "id")
