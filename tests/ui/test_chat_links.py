"""Addresses in messages: what can be opened, and that it is shown as what it is."""

import pytest

from lunch_desktop.ui.pages.chat.links import plain_text


@pytest.mark.parametrize(
    ("written", "shown", "url", "host"),
    [
        ("https://naver.com/a", "https://naver.com/a", "https://naver.com/a", "naver.com"),
        ("HTTP://Naver.com:8080/A", "HTTP://Naver.com:8080/A", "http://naver.com:8080/A", "naver.com"),
        ("https://한국.kr/지도", "https://한국.kr/지도", "https://xn--3e0b707e.kr/지도", "한국.kr"),
        (
            "https://аррӏе.com/",  # Cyrillic letters that look like Latin ones
            "https://xn--80ak6aa92e.com/",
            "https://xn--80ak6aa92e.com/",
            "xn--80ak6aa92e.com",
        ),
        (
            "https://xn--80ak6aa92e.com",
            "https://xn--80ak6aa92e.com",
            "https://xn--80ak6aa92e.com",
            "xn--80ak6aa92e.com",
        ),
        ("https://[::1]:8000/x", "https://[::1]:8000/x", "https://[::1]:8000/x", "::1"),
    ],
)
def test_an_address_shows_the_host_that_is_looked_up(written: str, shown: str, url: str, host: str) -> None:
    plain = plain_text(f"보세요 {written}, 좋아요")
    assert plain.text == f"보세요 {shown}, 좋아요"
    (link,) = plain.links
    assert (plain.text[link.start : link.end], link.url, link.host) == (shown, url, host)


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "ftp://naver.com",
        "file:///etc/passwd",
        "https://naver.com@evil.example/",
        "https://user:secret@evil.example/",
        "https://naver\u200b.com/",
        "https://a..b/",
        "https://:80/",
        "https://naver.com:port/",
        "http://",
        "naver.com",
        "https://" + "a" * 3_000 + ".com/",
    ],
)
def test_what_could_deceive_or_is_no_web_page_is_no_link(written: str) -> None:
    plain = plain_text(f"{written} 보세요")
    assert plain.links == ()
    assert plain.text == f"{written} 보세요"


def test_marks_that_turn_the_direction_are_taken_out() -> None:
    plain = plain_text("https://naver.com/\u202egpj.exe \u2066안\u2069녕")
    assert plain.text == "https://naver.com/gpj.exe 안녕"
    assert plain.links[0].url == "https://naver.com/gpj.exe"


def test_what_belongs_to_the_sentence_is_not_part_of_the_address() -> None:
    plain = plain_text("(https://a.example/x_(y)). “https://b.example/”… https://c.example/?q=1!")
    assert [link.url for link in plain.links] == [
        "https://a.example/x_(y)",
        "https://b.example/",
        "https://c.example/?q=1",
    ]
