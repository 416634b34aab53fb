"""Proxy scripts: what they may ask, and that nothing else can be had of them."""

import time

import pytest

from lunch_desktop.sync import pac_script
from lunch_desktop.sync.pac_script import ScriptFailed, find_proxy

NAMES = {"lunch.example.com": "10.1.2.3", "wiki.example.com": "192.168.0.9"}
URL, HOST = "https://lunch.example.com/", "lunch.example.com"


def find(body: str) -> str:
    """What a script with this body answers."""
    return find_proxy(f"function FindProxyForURL(url, host) {{ {body} }}", URL, HOST, NAMES.get, "10.9.9.9")


def holds(expression: str) -> bool:
    return find(f"return ({expression}) ? 'yes' : 'no';") == "yes"


@pytest.mark.parametrize(
    "expression",
    [
        "url === 'https://lunch.example.com/' && host === 'lunch.example.com'",
        "isPlainHostName('intranet') && !isPlainHostName(host)",
        "dnsDomainIs(host, '.example.com') && dnsDomainIs('LUNCH.Example.com', '.example.com')",
        "!dnsDomainIs(host, '.example.org')",
        "localHostOrDomainIs('lunch', 'lunch.example.com') && localHostOrDomainIs(host, host)",
        "!localHostOrDomainIs('wiki.example.com', 'lunch.example.com')",
        "isResolvable(host) && !isResolvable('nowhere.example.com')",
        "isInNet(host, '10.1.0.0', '255.255.0.0') && !isInNet(host, '10.2.0.0', '255.255.0.0')",
        "isInNet('10.1.9.9', '10.1.0.0', '255.255.0.0') && !isInNet('nowhere', '0.0.0.0', '0.0.0.0')",
        "dnsResolve('wiki.example.com') === '192.168.0.9' && dnsResolve('nowhere') === null",
        "myIpAddress() === '10.9.9.9'",
        "dnsDomainLevels('a.b.c') === 2 && dnsDomainLevels('a') === 0",
        "shExpMatch(host, '*.example.com') && shExpMatch('a.b', 'a.?') && !shExpMatch('axb', 'a.b')",
        "convert_addr('104.16.41.2') === 1745889538",
        "weekdayRange('SUN', 'SAT') && weekdayRange('SUN', 'SAT', 'GMT')",
        "dateRange('JAN', 'DEC') && dateRange(1, 31) && dateRange(2000, 2999) && !dateRange(2000, 2001)",
        "dateRange(1, 'JAN', 2000, 31, 'DEC', 2999, 'GMT') && !dateRange(1, 'JAN', 2000, 31, 'DEC', 2001)",
        "timeRange(0, 0, 0, 23, 59, 59) && timeRange(0, 24)",
        "timeRange(new Date().getUTCHours(), 'GMT')",
    ],
)
def test_scripts_have_what_they_have_in_browsers(expression: str) -> None:
    assert holds(expression)


def test_a_range_may_go_round_the_end() -> None:
    today = "var d = ['SUN','MON','TUE','WED','THU','FRI','SAT'], n = new Date().getDay();"
    assert find(f"{today} return weekdayRange(d[(n + 6) % 7], d[(n + 1) % 7]) ? 'in' : 'out';") == "in"
    assert find(f"{today} return weekdayRange(d[(n + 1) % 7], d[(n + 6) % 7]) ? 'in' : 'out';") == "out"
    assert find(f"{today} return weekdayRange(d[n]) && !weekdayRange(d[(n + 1) % 7]) ? 'in' : 'out';") == "in"


def test_names_are_looked_up_between_runs_even_where_one_leads_to_the_next() -> None:
    asked: list[str] = []

    def resolve(name: str) -> str | None:
        asked.append(name)
        return "10.0.0.1" if len(asked) < 3 else None

    script = """
        function FindProxyForURL(url, host) {
            try { if (dnsResolve('a').length) { dnsResolve('b').charAt(0); } } catch (e) { return 'WRONG'; }
            return dnsResolve('c') === null ? 'PROXY right:80' : 'WRONG';
        }
    """
    assert find_proxy(script, URL, HOST, resolve, "") == "PROXY right:80"
    assert sorted(asked) == ["a", "b", "c"]


def test_a_script_that_asks_for_ever_more_names_is_given_up() -> None:
    with pytest.raises(ScriptFailed, match="too many names"):
        find("for (var n = 0; lunchKnown['n' + n] !== undefined; n++) {} return dnsResolve('n' + n) || 'x';")


@pytest.mark.parametrize(
    "name",
    ["std", "os", "require", "process", "fetch", "XMLHttpRequest", "WebSocket", "setTimeout", "print", "load", "read"],
)
def test_a_script_has_no_way_out(name: str) -> None:
    assert find(f"return typeof {name};") == "undefined"


@pytest.mark.parametrize(
    "body",
    [
        "while (true) {}",
        "for (;;) { try { while (true) {} } catch (e) {} }",
        "/(a+)+$/.test('a'.repeat(60) + 'b');",
    ],
)
def test_a_script_that_never_ends_is_ended_and_nobody_else_stands_still(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pac_script, "_CPU_SECONDS", 0.2)
    begun = time.process_time()
    with pytest.raises(ScriptFailed):
        find(body)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    "body",
    [
        "var all = []; while (true) { all.push(new Array(10000).fill(7)); }",
        "return 'x'.repeat(1 << 29);",
        "function deeper() { return deeper() + 1; } return deeper();",
        "return { toString: function () { return 'PROXY a:1'; } };",
        "return null;",
        "return Symbol('DIRECT');",
        "return missing.thing;",
        "lunchWanted = 7; throw 1;",
        "lunchWanted = { toJSON: function () { while (true) {} } }; return 'DIRECT' + x;",
    ],
)
def test_a_script_that_takes_too_much_or_makes_no_sense_fails(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pac_script, "_CPU_SECONDS", 0.2)
    with pytest.raises(ScriptFailed):
        find(body)


@pytest.mark.parametrize("script", ["", "no script at all", "<html></html>", "var FindProxyForURL = 7;"])
def test_what_is_no_script_fails(script: str) -> None:
    with pytest.raises(ScriptFailed):
        find_proxy(script, URL, HOST, NAMES.get, "")
