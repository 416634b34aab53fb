"""Invitations survive being sent by messengers and mail, and everything else is no invitation."""

import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunch_desktop.domain.times import Instant
from lunch_desktop.system.redaction import redacted
from lunch_desktop.wire.invitations import BrokenLink, InvitationLink, LinkPurpose, link_in, plain_name
from lunch_desktop.wire.pins import is_pin, pin_of, short_pin

PIN = pin_of(b"a key")
LINK = InvitationLink(
    "https://192.168.0.12:8765", "ldi_" + "aB3-_" * 6, "달빛상사 개발팀", Instant(1_795_000_000_000), PIN
)
NAMES = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs")), min_size=1, max_size=60)


def is_a_name(text: str) -> bool:
    try:
        plain_name(text)
    except ValueError:
        return False
    return True


@settings(max_examples=40)
@given(
    company=NAMES.filter(is_a_name).map(plain_name),
    until=st.integers(0, 10**14),
    before=st.text(max_size=80).filter(lambda text: "lunch-desktop" not in text.casefold()),
)
def test_whatever_stands_before_it_the_link_is_read_as_it_was_written(company: str, until: int, before: str) -> None:
    link = InvitationLink(LINK.server, LINK.code, company, Instant(until), PIN)
    assert link_in(f"{before} {link.text()}") == link
    assert link_in(link.text()) == link


@given(width=st.integers(24, 120))
def test_a_link_that_a_mail_program_broke_is_put_together_again(width: int) -> None:
    text = LINK.text()
    broken = "\r\n".join(text[at : at + width] for at in range(0, len(text), width))
    assert link_in(f"점심 데스크톱 초대\n\n{broken}\n") == LINK
    assert link_in(broken.replace("\r\n", " ")) == LINK, "as a field of one line shows it"


@pytest.mark.parametrize("around", ["<{}>", '"{}"', "“{}”", "{}\n\n-- \n김민지 드림", "  {}  "])
def test_marks_and_signatures_around_it_do_not_matter(around: str) -> None:
    assert link_in(around.format(LINK.text())) == LINK


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert link_in(LINK.text() + "&x=1") == LINK


def test_a_link_of_a_server_that_others_vouch_for_has_no_pin() -> None:
    link = InvitationLink("https://lunch.example.com", LINK.code, LINK.company, LINK.until)
    assert "pin" not in link.text()
    assert link_in(link.text()) == link
    assert (link.place, LINK.place) == (link.server, f"{LINK.server}#{PIN}")


def test_pins_are_compared_by_their_beginning_and_written_in_one_way_only() -> None:
    assert is_pin(PIN)
    assert not is_pin(PIN[:-1] + chr(ord(PIN[-1]) + 1)), "the last character has bits that mean nothing"
    assert short_pin(PIN) == re.sub("(....)(?=.)", r"\1 ", hashlib.sha256(b"a key").hexdigest()[:20].upper())


@pytest.mark.parametrize("text", ["", "lunch.example.com", "https://lunch.example.com/join?code=1", "점심 같이 먹어요"])
def test_anything_else_is_no_invitation(text: str) -> None:
    assert link_in(text) is None


@given(cut=st.integers(len("lunch-desktop://join?"), len(LINK.text()) - 1))
def test_a_link_that_is_cut_off_is_told_from_none(cut: int) -> None:
    with pytest.raises(BrokenLink):
        link_in(LINK.text()[:cut])


@pytest.mark.parametrize(
    ("part", "by"),
    [
        ("https://192.168.0.12:8765", "file:///etc/passwd"),
        ("https://192.168.0.12:8765", "http://user:pw@elsewhere"),
        ("https://192.168.0.12:8765", ""),
        ("https://192.168.0.12:8765", "http://192.168.0.12:8765"),
        (PIN, "sha256-abc"),
        (PIN, PIN.upper()),
        (LINK.code, "short"),
        (LINK.code, "x" * 300),
        ("1795000000000", "tomorrow"),
    ],
)
def test_parts_that_can_not_be_are_refused(part: str, by: str) -> None:
    assert part in LINK.text()
    with pytest.raises(BrokenLink):
        link_in(LINK.text().replace(part, by))


def test_no_code_gets_into_a_log() -> None:
    assert LINK.code not in redacted(f"opened {LINK.text()}")
    assert LINK.code not in repr(LINK)


def test_a_link_to_a_new_password_is_read_as_one_and_its_code_gets_into_no_log() -> None:
    code = "ldp_" + "x" * 32
    link = replace(LINK, code=code, purpose=LinkPurpose.RESET)
    assert link_in(f"열어 주세요: {link.text()}") == link
    assert link_in(LINK.text()) == LINK
    assert code not in redacted(link.text())
    with pytest.raises(BrokenLink):
        link_in(link.text()[:-10])
