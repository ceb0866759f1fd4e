"""Seeding, import and their conflicts; the check's claim; the migration with rows in it."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect
from sqlmodel import Session, select

from store.knowledge_checks import (
    LEASE,
    MOST_TRIES,
    claim_check,
    publish_checked,
    refuse_checked,
    waiting_checks,
)
from store.knowledge_drafts import confirm, edit_token, save_draft, submit, withdraw
from store.knowledge_files import Fate, FileText, keep_present, release_fates, take_files, take_release
from store.knowledge_pages import article_page
from store.knowledge_served import served_texts
from store.knowledge_state import content_number
from store.knowledge_words import Editor, VersionState
from store.migrate import downgrade, upgrade
from store.session import Database
from store.tables import CitizenAddress
from tests.articles import Text, editor
from tests.factories import NOW, make_citizen

OLD = Text()
NEW = OLD.saying("Teks petugas.")
FILE = OLD.saying("Teks berkas.")
OTHER = Text("kk-baru", "Datang ke kecamatan.", title="KK baru")
TODAY = NOW.date()


def fates(session: Session, *files: FileText) -> list[Fate]:
    return [found.fate for found in take_files(session, files, NOW)]


def released(session: Session, *texts: Text) -> list[Fate]:
    return [found.fate for found in take_release(session, texts, NOW)]


def told(session: Session) -> dict[str, str]:
    return {text.slug: text.content for text in served_texts(session, TODAY)}


def submitted(session: Session, text: Text = NEW) -> str:
    who = editor(session)
    version = save_draft(session, who, text, token=edit_token(session, text.slug), note="", now=NOW)
    submit(session, who, version, NOW)
    return version


def changed_in_console(session: Session) -> Editor:
    version = submitted(session)
    task = claim_check(session, version, NOW)
    assert task is not None
    assert publish_checked(session, task, {}, NOW)
    return editor(session)


def test_seeding_twice_changes_nothing_the_second_time(database: Database) -> None:
    with database.write() as session:
        assert content_number(session) == 0
        assert released(session, OLD, OTHER) == [Fate.ADDED, Fate.ADDED]
        number = content_number(session)
        assert released(session, OLD, OTHER) == [Fate.UNCHANGED, Fate.UNCHANGED]
        assert content_number(session) == number
        assert article_page(session, "ktp-hilang", TODAY).line.number == 1


def test_release_renews_what_nobody_touched_and_leaves_what_an_officer_wrote(database: Database) -> None:
    with database.write() as session:
        released(session, OLD, OTHER)
        changed_in_console(session)
        assert released(session, OLD, OTHER.saying("Rilis baru.")) == [Fate.UNCHANGED, Fate.TAKEN]
        assert released(session, FILE) == [Fate.CONFLICT]
        assert [found.fate for found in release_fates(session, [FILE])] == [Fate.CONFLICT]
        assert told(session) == {"ktp-hilang": "Teks petugas.", "kk-baru": "Rilis baru."}
        keep_present(session, FILE, NOW)
        assert [found.fate for found in release_fates(session, [FILE])] == [Fate.UNCHANGED]


def test_withdrawn_article_does_not_come_back_with_the_same_files(database: Database) -> None:
    with database.write() as session:
        released(session, OLD, OTHER)
        withdraw(session, editor(session), "ktp-hilang", NOW)
        assert released(session, OLD) == [Fate.UNCHANGED]
        assert released(session, FILE) == [Fate.CONFLICT]
        assert told(session) == {"kk-baru": OTHER.content}


def test_edited_file_is_taken_once(database: Database) -> None:
    with database.write() as session:
        released(session, OLD)
        assert fates(session, FileText(OLD, OLD.content_hash)) == [Fate.UNCHANGED]
        assert fates(session, FileText(FILE, OLD.content_hash)) == [Fate.TAKEN]
        assert fates(session, FileText(FILE, OLD.content_hash)) == [Fate.UNCHANGED]
        page = article_page(session, "ktp-hilang", TODAY)
    assert (page.versions[0].made_by, page.versions[0].number) == ("berkas", 2)


def test_file_edited_while_the_database_moved_on_is_a_conflict_and_an_unedited_one_is_not(database: Database) -> None:
    with database.write() as session:
        released(session, OLD)
        changed_in_console(session)
        assert fates(session, FileText(OLD, OLD.content_hash)) == [Fate.UNCHANGED]
        assert fates(session, FileText(FILE, OLD.content_hash)) == [Fate.CONFLICT]
        assert fates(session, FileText(FILE)) == [Fate.CONFLICT]
        assert told(session) == {"ktp-hilang": "Teks petugas."}


def test_file_without_origin_is_taken_while_nobody_touched_the_seed(database: Database) -> None:
    with database.write() as session:
        released(session, OLD)
        assert fates(session, FileText(FILE), FileText(OTHER)) == [Fate.TAKEN, Fate.ADDED]


def test_claimed_check_is_not_claimed_again_until_its_lease_ends_and_ends_after_three_deaths(
    database: Database,
) -> None:
    with database.write() as session:
        released(session, OLD)
        version = submitted(session)
        now = NOW
        for attempt in range(1, MOST_TRIES + 1):
            assert waiting_checks(session, now) == (version,)
            task = claim_check(session, version, now)
            assert task is not None
            assert task.attempt == attempt
            assert claim_check(session, version, now) is None
            assert waiting_checks(session, now) == ()
            now += LEASE + timedelta(seconds=1)
        assert claim_check(session, version, now) is None
        assert waiting_checks(session, now) == ()
        found = article_page(session, "ktp-hilang", TODAY).versions[0]
    assert (found.state, found.result) == (VersionState.REFUSED, {"problem": "gave_up"})


def test_late_worker_settles_nothing_after_another_took_over(database: Database) -> None:
    with database.write() as session:
        released(session, OLD)
        version = submitted(session)
        late = claim_check(session, version, NOW)
        taken = claim_check(session, version, NOW + LEASE)
        assert late is not None
        assert taken is not None
        assert not publish_checked(session, late, {}, NOW)
        assert not refuse_checked(session, late, {}, NOW)
        assert refuse_checked(session, taken, {"problem": "x"}, NOW)


def test_other_content_published_meanwhile_sends_a_check_back(database: Database) -> None:
    with database.write() as session:
        released(session, OLD)
        version = submitted(session)
        task = claim_check(session, version, NOW)
        released(session, OTHER)
        assert task is not None
        assert not publish_checked(session, task, {}, NOW)
        assert waiting_checks(session, NOW) == (version,)


def test_check_of_a_text_whose_base_was_replaced_is_refused_as_stale(database: Database) -> None:
    with database.write() as session:
        released(session, OLD)
        version = submitted(session)
        released(session, FILE)
        assert claim_check(session, version, NOW) is None
        found = article_page(session, "ktp-hilang", TODAY).versions[1]
    assert (found.state, found.result) == (VersionState.REFUSED, {"problem": "stale"})


def test_migration_goes_down_and_up_with_articles_and_leaves_other_rows(empty_url: str) -> None:
    upgrade(empty_url)
    database = Database(empty_url)
    with database.write() as session:
        make_citizen(session)
        released(session, OLD)
        confirm(session, editor(session), "ktp-hilang", 1, NOW)
        submitted(session)
    database.dispose()
    downgrade(empty_url, "0001")
    assert "article" not in inspect(database.engine).get_table_names()
    database.dispose()
    upgrade(empty_url)
    with database.write() as session:
        assert len(session.exec(select(CitizenAddress)).all()) == 1
        assert released(session, OLD) == [Fate.ADDED]
    database.dispose()


@pytest.mark.sqlite
def test_counter_of_content_moves_with_each_publication_only(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.write() as session:
        released(session, OLD)
        before = content_number(session)
        submitted(session)
        assert content_number(session) == before
