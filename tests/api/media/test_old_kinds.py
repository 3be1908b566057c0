"""Old office files, plain texts and archives are taken with a word, and only where nothing runs."""

import pytest

from api.media.attachments import PreparedAttachment, prepare
from api.media.errors import (
    AttachmentTooLarge,
    BadAttachment,
    ForbiddenMember,
    LockedAttachment,
    MacrosInAttachment,
    MisnamedAttachment,
    PageAttachment,
    UnsupportedAttachment,
)
from api.media.inspect.notes import Note
from tests.api.media.documents import LIMIT, zipped
from tests.api.media.old_samples import (
    DOC,
    FORBIDDEN,
    LOCKED,
    MACROS,
    MISNAMED,
    OTHERS,
    PAGES,
    TAKEN,
)


def prepared(data: bytes, name: str) -> PreparedAttachment:
    return prepare(data, max_bytes=LIMIT, name=f"media/{name}")


@pytest.mark.parametrize("name", TAKEN)
def test_t03_it_is_what_its_bytes_and_its_name_agree_on(name: str) -> None:
    data, media_type = TAKEN[name]

    found = prepared(data, name)

    assert (found.media_type, found.data) == (media_type, data)
    assert found.key.endswith(f".{found.extension}")
    assert Note("file_unread") in found.notes
    assert (found.pages, found.text) == (None, None)


def test_its_author_and_its_damage_are_told_where_they_can_be_seen() -> None:
    named = prepared(b"{\\rtf1{\\info{\\author A}{\\operator B}}}", "a.rtf")
    broken = prepared(*(TAKEN["of which nothing is left.doc"][0], "a.doc"))

    assert named.notes == (Note("file_unread"), Note("file_author", "author, operator"))
    assert broken.notes == (Note("file_unread"), Note("file_broken"))


@pytest.mark.parametrize("name", MACROS)
def test_t51_what_runs_is_refused(name: str) -> None:
    with pytest.raises(MacrosInAttachment):
        prepared(MACROS[name], name)


@pytest.mark.parametrize("name", LOCKED)
def test_t51_what_has_a_password_is_refused(name: str) -> None:
    with pytest.raises(LockedAttachment):
        prepared(LOCKED[name], name)


@pytest.mark.parametrize("name", MISNAMED)
def test_t03_a_name_that_says_something_else_is_refused(name: str) -> None:
    with pytest.raises(MisnamedAttachment, match=r"must end in \.(doc|xls|ppt|rtf|rar)\."):
        prepared(MISNAMED[name], name)


@pytest.mark.parametrize("name", PAGES)
def test_t03_a_page_is_refused_under_any_name(name: str) -> None:
    with pytest.raises(PageAttachment):
        prepared(PAGES[name], name)


@pytest.mark.parametrize("name", OTHERS)
def test_t51_everything_else_is_refused(name: str) -> None:
    with pytest.raises((UnsupportedAttachment, BadAttachment, AttachmentTooLarge)):
        prepared(OTHERS[name], name)


@pytest.mark.parametrize("name", FORBIDDEN)
def test_t51_an_archive_holds_nothing_that_runs_or_hides(name: str) -> None:
    archive = zipped({"Thông báo.doc": DOC, name: FORBIDDEN[name]()})

    with pytest.raises(ForbiddenMember) as refusal:
        prepared(archive, "a.zip")

    assert refusal.value.status == 415
    assert name.strip() in str(refusal.value).replace("�", "\u202e")


def test_t51_a_file_of_another_program_is_none_of_an_office() -> None:
    with pytest.raises(UnsupportedAttachment):
        prepared(OTHERS["an installer.doc"], "a.doc")
