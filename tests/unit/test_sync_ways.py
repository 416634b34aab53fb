"""What the setting `proxy` says, what a script answers, and the asking of a script in good time."""

import threading
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from lunch_desktop.sync import proxies
from lunch_desktop.sync.pac_script import ScriptFailed
from lunch_desktop.sync.proxy_script import ANSWER_LASTS, FAILURE_LASTS, SCRIPT_LASTS, ProxyScript
from lunch_desktop.sync.system_proxies import script_address, script_in_registry
from lunch_desktop.sync.ways import DIRECT, Kind, ProxyChoice, Way, is_this_pc, of_answer, proxy_choice


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("", ProxyChoice(Kind.SYSTEM)),
        (" system ", ProxyChoice(Kind.SYSTEM)),
        ("none", ProxyChoice(Kind.NONE)),
        ("proxy.example.com:8080", ProxyChoice(Kind.ADDRESS, "http://proxy.example.com:8080")),
        ("proxy", ProxyChoice(Kind.ADDRESS, "http://proxy:80")),
        ("https://proxy.example.com", ProxyChoice(Kind.ADDRESS, "https://proxy.example.com:443")),
        ("http://a:b%40c@[::1]:3128/", ProxyChoice(Kind.ADDRESS, "http://a:b%40c@[::1]:3128")),
        ("pac:file:///etc/proxy.pac", ProxyChoice(Kind.SCRIPT, "file:///etc/proxy.pac")),
        ("pac:http://wpad/proxy.pac", ProxyChoice(Kind.SCRIPT, "http://wpad/proxy.pac")),
    ],
)
def test_a_choice_is_understood_as_it_is_written(text: str, choice: ProxyChoice) -> None:
    assert proxy_choice(text) == choice


@pytest.mark.parametrize(
    "text", ["socks5://proxy:1080", "a b", "proxy:port", "pac:", "pac:file://", "pac:ftp://x/y", "ftp://x"]
)
def test_what_is_no_choice_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # any word will do
        proxy_choice(text)


def test_a_way_is_shown_without_its_password_and_gives_it_as_it_was_typed() -> None:
    way = Way("http://proxy:8080").as_user("회사\\minji", "p@ss:w/rd 1")
    assert way.name == "proxy:8080"
    assert way.login == ("회사\\minji", "p@ss:w/rd 1")
    assert Way("http://[::1]:3128").name == "[::1]:3128"
    assert (DIRECT.name, DIRECT.login, DIRECT.for_requests()) == ("", None, {})


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("DIRECT", [""]),
        ("", [""]),
        (" PROXY a:80 ; HTTPS b ; proxy a:80; DIRECT", ["http://a:80", "https://b:443", ""]),
        ("SOCKS a:1080; HTTP b:8080", ["http://b:8080"]),
        ("PROXY a:notaport; PROXY; DIRECT", [""]),
    ],
)
def test_an_answer_names_ways_in_order(answer: str, named: list[str]) -> None:
    assert [way.proxy for way in of_answer(answer)] == named


@pytest.mark.parametrize("answer", ["SOCKS5 a:1080", "NONSENSE", "PROXY a:x"])
def test_an_answer_that_names_no_way_is_refused(answer: str) -> None:
    with pytest.raises(ValueError, match="names only"):
        of_answer(answer)


def test_this_pc_goes_by_several_names() -> None:
    assert all(is_this_pc(one) for one in ("localhost", "app.localhost", "127.0.0.1", "127.8.8.8", "::1"))
    assert not any(is_this_pc(one) for one in ("lunch.example.com", "10.0.0.1", "localhost.example.com", ""))


class Source:
    """Where scripts come from, and a clock that a test turns."""

    def __init__(self) -> None:
        self.now = 0.0
        self.fetched = 0
        self.answer: Callable[[], str] = lambda: "DIRECT"

    def __call__(self, address: str) -> str:
        self.fetched += 1
        return f'function FindProxyForURL(url, host) {{ return "{self.answer()}"; }}'

    def script(self, longest_wait: float = 10) -> ProxyScript:
        return ProxyScript("http://127.0.0.1/", self, lambda: self.now, longest_wait)


def test_a_script_and_its_answers_are_kept_for_a_while_and_forgotten_in_another_network() -> None:
    source = Source()
    script = source.script()
    source.answer = lambda: "PROXY a:80"
    assert script.ways("http://127.0.0.1/") == (Way("http://a:80"),)
    source.answer = lambda: "PROXY b:80"
    source.now += ANSWER_LASTS + 1
    assert script.ways("http://127.0.0.1/") == (Way("http://a:80"),)
    assert source.fetched == 1
    source.now += SCRIPT_LASTS
    assert script.ways("http://127.0.0.1/") == (Way("http://b:80"),)
    source.answer = lambda: "DIRECT"
    script.forget()
    assert script.ways("http://127.0.0.1/") == (DIRECT,)
    assert source.fetched == 3


def fails() -> str:
    raise ScriptFailed("not there")


def test_an_old_script_goes_on_where_a_newer_cannot_be_had_but_not_in_another_network() -> None:
    source = Source()
    script = source.script()
    source.answer = lambda: "PROXY a:80"
    script.ways("http://127.0.0.1/")
    source.answer = fails
    source.now += SCRIPT_LASTS + 1
    assert script.ways("http://127.0.0.1/") == (Way("http://a:80"),)
    script.forget()
    with pytest.raises(ScriptFailed, match="not there"):
        script.ways("http://127.0.0.1/")


def test_a_failure_is_kept_for_a_minute() -> None:
    source = Source()
    script = source.script()
    source.answer = fails
    for _ in range(3):
        with pytest.raises(ScriptFailed, match="not there"):
            script.ways("http://127.0.0.1/")
    assert source.fetched == 1
    source.answer = lambda: "DIRECT"
    source.now += FAILURE_LASTS + 1
    assert script.ways("http://127.0.0.1/") == (DIRECT,)


def test_a_script_that_takes_too_long_is_waited_for_once_and_its_answer_is_used_when_it_comes() -> None:
    source, coming, given = Source(), threading.Event(), threading.Event()

    def slowly() -> str:
        coming.wait(20)
        given.set()
        return "PROXY a:80"

    source.answer = slowly
    script = source.script(longest_wait=0.05)
    for _ in range(2):
        with pytest.raises(ScriptFailed, match="no answer within"):
            script.ways("http://127.0.0.1/")
    assert source.fetched == 1
    coming.set()
    given.wait(20)
    thread = next((one for one in threading.enumerate() if one.name == "proxy-script"), None)
    if thread is not None:
        thread.join(20)
    assert script.ways("http://127.0.0.1/") == (Way("http://a:80"),)


class FakeRegistry:
    """What `winreg` is on Windows: keys by path, values with their types, FileNotFoundError for what is not there."""

    HKEY_CURRENT_USER = "HKCU"

    def __init__(self, values: dict[str, object] | None) -> None:
        self._values = values

    def OpenKey(self, key: object, sub_key: str) -> object:  # its name
        assert (key, sub_key) == ("HKCU", r"Software\Microsoft\Windows\CurrentVersion\Internet Settings")
        if self._values is None:
            raise FileNotFoundError(2, "no such key")
        return nullcontext(self._values)

    def QueryValueEx(self, key: dict[str, object], name: str) -> tuple[object, int]:  # its name
        if name not in key:
            raise FileNotFoundError(2, "no such value")
        return key[name], 1


@pytest.mark.parametrize(
    ("values", "address"),
    [
        ({"AutoConfigURL": " http://wpad.example.com/proxy.pac "}, "http://wpad.example.com/proxy.pac"),
        ({"AutoConfigURL": 7}, ""),
        ({"ProxyEnable": 1}, ""),
        (None, ""),
    ],
)
def test_windows_names_the_script_in_its_registry(values: dict[str, object] | None, address: str) -> None:
    assert script_in_registry(FakeRegistry(values)) == address


def test_elsewhere_the_system_names_none() -> None:
    assert script_address("linux") == script_address("darwin") == ""


def test_a_script_that_windows_names_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "proxy.pac").write_text('function FindProxyForURL(url, host) { return "PROXY a:80"; }')
    monkeypatch.setattr(proxies, "script_address", lambda: (tmp_path / "proxy.pac").as_uri())
    assert proxies.Proxies("system").ways("http://0.0.0.0/") == [Way("http://a:80")]
    assert proxies.Proxies("none").ways("http://0.0.0.0/") == [DIRECT]


def test_a_script_that_is_named_by_no_address_is_told_and_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxies, "script_address", lambda: "wpad.example.com")
    made = proxies.Proxies()
    assert made.ways("http://0.0.0.0/") == [DIRECT]
    assert made.problem is not None
