"""The file of legs: read and written without loss, bad rows listed."""

import io

import pytest

from scores.legs import COLUMNS, Audit, BadRow, MissingColumns, read_legs_csv, write_legs_csv
from tests.scores.worked import ZONE, at, leg
from tickets.vocabulary import Closing, Kind

HEADING = (
    "leg,root,agency,group,category,kind,disposed_at,answer_wd,resolve_wd,answered_at,resolved_at,reopened_at,"
    "reopening_upheld,transferred_at,returned_at,closed_at,paused_answer_min,paused_resolve_min,rating,audit"
)


def test_the_columns_are_those_of_the_contract_and_one_that_may_be_absent() -> None:
    assert ",".join(COLUMNS) == f"{HEADING},closing"


def test_what_is_written_is_read_back_sorted() -> None:
    legs = [
        leg(answered_at=at(9), resolved_at=at(10), reopened_at=at(11), reopening_upheld=True, rating=2),
        leg(transferred_at=at(9), paused_answer_min=30, audit=Audit.NOT, closing=Closing.WITHDRAWN, closed_at=at(12)),
    ]
    file = io.StringIO()
    write_legs_csv(reversed(legs), file)
    file.seek(0)
    assert read_legs_csv(file, ZONE).legs == tuple(legs)


def test_a_time_without_offset_is_local() -> None:
    row = "L1,,dpupr,dinas,jalan,complaint,2026-09-07 10:00,5,14,2026-09-08T03:00:00Z,,,,,,,,,,conform"
    [read] = read_legs_csv(io.StringIO(f"{HEADING}\n{row}\n"), ZONE).legs
    assert (read.disposed_at, read.answered_at, read.root) == (at(7), at(8), "L1")
    assert (read.kind, read.audit, read.paused_answer_min) == (Kind.COMPLAINT, Audit.CONFORM, 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("L1,R1,dpupr,dinas,jalan,complaint,kemarin,5,14,,,,,,,,,,,", "disposed_at is no time: 'kemarin'"),
        (
            "L1,R1,dpupr,dinas,jalan,complaint,2026-09-07T10:00,0,14,,,,,,,,,,,",
            "answer_wd is no whole number from 1: '0'",
        ),
        ("L1,R1,,dinas,jalan,complaint,2026-09-07T10:00,5,14,,,,,,,,,,,", "agency is blank"),
        ("L1,R1,dpupr,dinas,jalan,aduan,2026-09-07T10:00,5,14,,,,,,,,,,,", "'aduan' is not a valid Kind"),
        ("L1,R1,dpupr,dinas,jalan,complaint,2026-09-07T10:00,5,14,,,,,,,,,,9,", "rating is not 1 to 5: '9'"),
        ("L0,R1,dpupr,dinas,jalan,complaint,2026-09-07T10:00,5,14,,,,,,,,,,,", "leg 'L0' stands twice"),
        (
            "L1,R1,dpupr,dinas,jalan,complaint,2026-09-07T10:00,5,14,,,,mungkin,,,,,,,",
            "reopening_upheld is neither true nor false: 'mungkin'",
        ),
    ],
)
def test_a_bad_row_is_listed_with_its_line_and_the_good_ones_go_in(row: str, reason: str) -> None:
    good = "L0,R0,dpupr,dinas,jalan,complaint,2026-09-07T10:00,5,14,,,,,,,,,,,"
    file = read_legs_csv(io.StringIO(f"{HEADING}\n{good}\n{row}\n"), ZONE)
    assert [leg.leg for leg in file.legs] == ["L0"]
    assert file.bad == (BadRow(3, reason),)


def test_missing_columns_are_named() -> None:
    with pytest.raises(MissingColumns, match="root, agency"):
        read_legs_csv(io.StringIO(HEADING.replace("root,agency,", "") + "\n"), ZONE)
