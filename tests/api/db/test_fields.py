"""A column means the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.db import databases
from api.db.fields import (
    BooleanField,
    BytesField,
    IdField,
    JSONTextField,
    KeyField,
    UTCDateTimeField,
    stored_id,
    stored_time,
)
from api.runtime.ids import new_id

VIETNAM = timezone(timedelta(hours=7))
NOON = datetime(2026, 7, 11, 12, tzinfo=UTC)


class Sample(databases.Model):
    """One of each."""

    id = IdField(primary_key=True)
    at = UTCDateTimeField(null=True)
    key = KeyField(null=True)
    value = JSONTextField(null=True)
    data = BytesField(null=True)
    flag = BooleanField(null=True)


@pytest.fixture
def samples(url: str) -> Iterator[None]:
    """An empty table of samples."""
    databases.connect(url)
    databases.make_files()
    Sample.create_table()
    Sample.delete().execute()
    yield
    databases.close()


def stored(**values: object) -> Sample:
    """A sample as it is read back."""
    made = Sample.create(id=new_id(), **values)
    return Sample.get_by_id(made.id)


def in_order(field: peewee.Field, values: list[object]) -> list[object]:
    for value in values:
        Sample.create(id=new_id(), **{field.name: value})
    return [getattr(row, field.name) for row in Sample.select().order_by(field)]


@given(at=st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)))  # noqa: DTZ001
def test_a_time_comes_back_as_aware_utc(samples: None, at: datetime) -> None:
    aware = at.replace(tzinfo=VIETNAM)

    found = stored(at=aware).at

    assert found == aware
    assert found.tzinfo is UTC


def test_a_naive_time_is_refused(samples: None) -> None:
    with pytest.raises(ValueError, match="naive"):
        stored(at=NOON.replace(tzinfo=None))


def test_times_sort_and_compare_by_the_moment(samples: None) -> None:
    moments = [
        NOON,
        NOON + timedelta(microseconds=1),
        NOON - timedelta(days=40),
        NOON.replace(year=900),
    ]

    found = in_order(Sample.at, [moments[0].astimezone(VIETNAM), *moments[1:]])

    assert found == sorted(moments)
    assert Sample.select().where(Sample.at > NOON.astimezone(VIETNAM)).count() == 1
    by_hand = databases.execute(
        'SELECT COUNT(*) FROM "sample" WHERE "at" > ?', (stored_time(NOON),)
    )
    assert by_hand.fetchone()[0] == 1


def test_a_key_sorts_byte_by_byte(samples: None) -> None:
    keys = ["a-b", "aa", "a", "B", "b", "a_c", "1", "Z-", "ab"]

    assert in_order(Sample.key, list(keys)) == sorted(keys)


def test_a_key_has_the_collation_of_bytes_on_postgresql(samples: None) -> None:
    if databases.is_sqlite():
        return
    sql = (
        "SELECT collname FROM pg_attribute JOIN pg_collation ON pg_collation.oid = attcollation"
        " WHERE attrelid = 'sample'::regclass AND attname = ?"
    )

    assert databases.execute(sql, ("key",)).fetchone()[0] == "C"


def test_ids_sort_by_their_bytes_and_are_found_by_hand(samples: None) -> None:
    ids = [UUID(int=n) for n in (0, 1, 2**64, 2**127, 2**128 - 1)]
    for each in reversed(ids):
        Sample.create(id=each)

    found = [row.id for row in Sample.select().order_by(Sample.id)]
    by_hand = databases.execute('SELECT "id" FROM "sample" WHERE "id" = ?', (stored_id(ids[3]),))

    assert found == ids
    assert UUID(str(by_hand.fetchone()[0])) == ids[3]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("bca"), inner),
    max_leaves=8,
)


@given(value=json_values)
def test_json_comes_back_with_its_members_in_their_order(samples: None, value: object) -> None:
    found = stored(value=value).value

    assert found == value
    assert repr(found) == repr(value)


@given(data=st.binary(max_size=200))
def test_bytes_come_back_as_they_were(samples: None, data: bytes) -> None:
    assert stored(data=data).data == data


def test_bytes_sort_byte_by_byte(samples: None) -> None:
    values = [b"\x01\xff", b"", b"\x00", b"\xff", b"\x01", b"\x01\x02"]

    assert in_order(Sample.data, list(values)) == sorted(values)


@pytest.mark.parametrize("flag", [True, False, None])
def test_a_boolean_is_one(samples: None, flag: bool | None) -> None:
    assert stored(flag=flag).flag is flag
    assert Sample.select().where(Sample.flag == True).count() == (flag is True)  # noqa: E712


def test_many_rows_at_once_come_back_as_each_alone_does(samples: None) -> None:
    # What a stream of rows would take for its own signs, and for none.
    odd = ["\\N", "\t\n\r\\", "\\.", "", None, "Ấ😀", '{"a"}', "\u2028"]
    keys = [odd[number % len(odd)] for number in range(2 * databases.MANY)]
    made = [
        Sample(
            id=new_id(),
            at=NOON if number % 3 else None,
            key=key,
            value=None if key is None else [key],
            data=None if key is None else f"\0\\{key}".encode(),
            flag=(None, True, False)[number % 3],
        )
        for number, key in enumerate(keys)
    ]

    databases.insert(Sample, made)

    found = {row.id: row.__data__ for row in Sample.select()}
    assert found == {row.id: row.__data__ for row in made}
