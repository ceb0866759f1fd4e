"""How many articles wait for their owner: each once, and another agency's never."""

from dataclasses import replace
from datetime import timedelta

from store.knowledge_attention import count_waiting
from store.knowledge_checks import claim_check, refuse_checked
from store.knowledge_drafts import edit_token, save_draft, submit
from store.knowledge_files import take_release
from store.session import Database
from tests.articles import REVIEW, Text, editor
from tests.factories import NOW

TODAY = NOW.date()


def test_past_review_and_refused_text_wait_for_their_owner(database: Database) -> None:
    late = replace(Text(), review=TODAY - timedelta(days=1))
    with database.write() as session:
        take_release(session, [late, Text("kk-baru"), replace(late, slug="jalan", owner="dpupr")], NOW)
        assert count_waiting(session, "capil", TODAY) == 1
        who = editor(session)
        for slug in ("ktp-hilang", "kk-baru"):
            text = Text(slug).saying("Lain.")
            version = save_draft(session, who, text, token=edit_token(session, slug), note="", now=NOW)
            submit(session, who, version, NOW)
            task = claim_check(session, version, NOW)
            assert task is not None
            assert refuse_checked(session, task, {"problem": "broken_elsewhere"}, NOW)
        assert count_waiting(session, "capil", TODAY) == 2
        assert count_waiting(session, "capil", REVIEW) == 2
        assert count_waiting(session, "dpupr", TODAY) == 1
        assert count_waiting(session, "dlhk", TODAY) == 0
