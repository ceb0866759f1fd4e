"""What officers may do with articles, and what a colleague's act in the same moment does to it."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from store.knowledge_checks import claim_check, publish_checked
from store.knowledge_days import count_article
from store.knowledge_drafts import confirm, discard_draft, edit_token, roll_back, save_draft, submit, withdraw
from store.knowledge_files import take_release
from store.knowledge_pages import article_lines, article_page
from store.knowledge_served import served_texts
from store.knowledge_state import content_number
from store.knowledge_words import (
    Counted,
    Editor,
    LastArticle,
    NoSuchArticle,
    NothingChanged,
    NotYours,
    StaleBase,
    VersionState,
)
from store.session import Database
from tests.articles import REVIEW, Text, editor
from tests.factories import NOW
from tickets.vocabulary import Role

OLD = Text()
NEW = OLD.saying("Bawa surat kehilangan dan fotokopi KK.")
OTHER = Text("kk-baru", "Datang ke kecamatan.", title="KK baru")
TODAY = NOW.date()
DAY = timedelta(days=1)


def seeded(session: Session) -> Editor:
    take_release(session, [OLD, OTHER], NOW)
    return editor(session)


def saved(session: Session, who: Editor, text: Text = NEW) -> str:
    return save_draft(session, who, text, token=edit_token(session, text.slug), note="tambah KK", now=NOW)


def published(session: Session, version: str) -> None:
    task = claim_check(session, version, NOW)
    assert task is not None
    assert publish_checked(session, task, {"problem": None}, NOW)


def told(session: Session, slug: str = "ktp-hilang") -> str | None:
    return next((text.content for text in served_texts(session, TODAY) if text.slug == slug), None)


def test_draft_reaches_citizens_only_after_its_check(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        number = content_number(session)
        version = saved(session, who)
        submit(session, who, version, NOW)
        assert told(session) == OLD.content
        assert content_number(session) == number
        published(session, version)
        assert told(session) == NEW.content
        assert content_number(session) == number + 1
        page = article_page(session, "ktp-hilang", TODAY)
    assert [v.state for v in page.versions] == [VersionState.PUBLISHED, VersionState.SUPERSEDED]
    assert (page.versions[0].made_by, page.versions[0].note) == ("Euis Contoh", "tambah KK")
    assert page.versions[0].based_on == OLD.content_hash
    assert page.versions[1].made_by == "berkas"


def test_draft_is_saved_again_in_its_place(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        first = saved(session, who)
        assert saved(session, who, NEW.saying("Gratis.")) == first
        page = article_page(session, "ktp-hilang", TODAY)
    assert page.draft is not None
    assert page.draft.content == "Gratis."
    assert page.line.pending is VersionState.DRAFT
    assert page.published is not None
    assert page.published.content == OLD.content


def test_form_that_was_opened_before_a_colleague_saved_is_refused(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        token = edit_token(session, "ktp-hilang")
        saved(session, who)
        with pytest.raises(StaleBase):
            save_draft(session, who, NEW.saying("Lain."), token=token, note="", now=NOW)


def test_draft_cannot_be_submitted_over_a_text_published_meanwhile(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        version = saved(session, who)
        take_release(session, [OLD.saying("Rilis baru.")], NOW)
        with pytest.raises(StaleBase):
            submit(session, who, version, NOW)
        assert saved(session, who, NEW.saying("Digabung.")) == version
        submit(session, who, version, NOW)


def test_unchanged_text_is_not_submitted(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        with pytest.raises(NothingChanged):
            submit(session, who, saved(session, who, OLD), NOW)


def test_officers_change_only_their_own_agencys_articles_and_coordinators_all(database: Database) -> None:
    with database.write() as session:
        own = seeded(session)
        stranger = editor(session, "dpupr")
        jury = editor(session, None, Role.JURY)
        for who in (stranger, jury):
            for act in (
                lambda who=who: saved(session, who),
                lambda who=who: confirm(session, who, "ktp-hilang", 1, NOW),
                lambda who=who: withdraw(session, who, "ktp-hilang", NOW),
                lambda who=who: roll_back(session, who, "ktp-hilang", 1, note="", now=NOW),
            ):
                with pytest.raises(NotYours):
                    act()
        with pytest.raises(NotYours):  # nor is one's own article given to another agency
            saved(session, own, Text(owner="dpupr", content="Pindah."))
        saved(session, editor(session, None, Role.COORDINATOR), Text(owner="dpupr", content="Pindah."))


def test_new_article_is_written_by_its_agency_and_a_discarded_one_leaves_nothing(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        new = Text("kia", "Kartu identitas anak.", title="KIA")
        saved(session, who, new)
        assert told(session, "kia") is None
        discard_draft(session, who, "kia", NOW)
        with pytest.raises(NoSuchArticle):
            article_page(session, "kia", TODAY)
        version = saved(session, who, new)
        submit(session, who, version, NOW)
        published(session, version)
        assert told(session, "kia") == new.content


def test_going_back_makes_a_new_version_that_is_checked(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        version = saved(session, who)
        submit(session, who, version, NOW)
        published(session, version)
        with pytest.raises(NothingChanged):
            roll_back(session, who, "ktp-hilang", 2, note="", now=NOW)
        back = roll_back(session, who, "ktp-hilang", 1, note="kembali", now=NOW)
        assert told(session) == NEW.content
        published(session, back)
        assert told(session) == OLD.content
        assert [v.number for v in article_page(session, "ktp-hilang", TODAY).versions] == [3, 2, 1]


def test_withdrawn_article_is_not_told_at_once_and_may_come_back(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        withdraw(session, who, "ktp-hilang", NOW)
        assert told(session) is None
        assert article_page(session, "ktp-hilang", TODAY).line.number is None
        with pytest.raises(LastArticle):
            withdraw(session, who, "kk-baru", NOW)
        published(session, roll_back(session, who, "ktp-hilang", 1, note="", now=NOW))
        assert told(session) == OLD.content


def test_confirmation_belongs_to_one_version(database: Database) -> None:
    with database.write() as session:
        who = seeded(session)
        confirm(session, who, "ktp-hilang", 1, NOW)
        assert [t.confirmed_by for t in served_texts(session, TODAY)] == ["", "Euis Contoh"]
        version = saved(session, who)
        submit(session, who, version, NOW)
        published(session, version)
        assert served_texts(session, TODAY)[1].confirmed_by == ""
        with pytest.raises(StaleBase):
            confirm(session, who, "ktp-hilang", 1, NOW)
        page = article_page(session, "ktp-hilang", TODAY)
    assert [(c.number, c.name, c.at) for c in page.confirmations] == [(1, "Euis Contoh", NOW)]


def test_expired_text_is_not_told_and_past_review_is_told_and_shown(database: Database) -> None:
    with database.write() as session:
        take_release(session, [Text(expires=TODAY), OTHER], NOW)
        assert [t.slug for t in served_texts(session, TODAY)] == ["kk-baru", "ktp-hilang"]
        assert [t.slug for t in served_texts(session, TODAY + DAY)] == ["kk-baru"]
        lines = {line.slug: line for line in article_lines(session, REVIEW + DAY)}
        assert lines["ktp-hilang"].expired
        assert lines["kk-baru"].review_past
        assert not lines["kk-baru"].expired
        assert [t.slug for t in served_texts(session, REVIEW + DAY)] == ["kk-baru"]


def test_list_shows_the_counts_of_ninety_days_without_test_traffic(database: Database) -> None:
    with database.write() as session:
        seeded(session)
        for day in (TODAY, TODAY, TODAY - 90 * DAY, TODAY - 91 * DAY):
            count_article(session, "ktp-hilang", Counted.ANSWERED, day, is_test=False)
        count_article(session, "ktp-hilang", Counted.NOT_THAT, TODAY, is_test=False)
        count_article(session, "ktp-hilang", Counted.TICKET, TODAY, is_test=True)
        mine = article_lines(session, TODAY, owner="capil")
        assert article_lines(session, TODAY, owner="dpupr") == ()
    assert [line.title for line in mine] == ["KK baru", "KTP-el hilang"]
    counts = mine[1].counts
    assert (counts.answered, counts.not_that, counts.ticket) == (3, 1, 0)
