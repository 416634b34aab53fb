"""Texts that a spreadsheet may reckon with, that files can't hold, or that look like something else."""

from typing import Final

FORMULAS: Final = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "-1+1|cmd",
    "@SUM(A1)",
    "=1+1",
    "=1",
    '=HYPERLINK("http://127.0.0.1/?x="&A1,"click")',
    '=DDE("soffice";"/etc/passwd";"A1")',
    'DDE("cmd";"/C calc";"!A0")',
    '=WEBSERVICE("http://127.0.0.1/")',
    '=IMPORTXML("http://127.0.0.1/","//a")',
    "{=1}",
    "{=1+1}",
    "'=1",
    "''=1",
    "'''@SUM(A1)",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    "\0=1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\u200d+1",
    "\ufeff=1+1",
    "\u2060=1+1",
    "\u202e=1+1",
    "\u200f=1+1",
    "＝1＋1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1+1",
    "\u22121",
    "=\u0338x",
)
"""What begins, or after a spreadsheet's trimming might begin, as a formula."""

LINKS: Final = (
    "http://127.0.0.1/x",
    "https://example.org",
    "mailto:kim@example.org",
    "ftp://example.org/x",
    "internal:Sheet1!A1",
    "external:c:\\temp\\x.xlsx",
    "file:///etc/passwd",
)

NUMBERS_THAT_ARE_TEXTS: Final = (
    "007",
    "0",
    "1",
    "1.50",
    "1e5",
    "12345678901234567890",
    "1,000",
    "2026-11-23",
    "11:50",
    "TRUE",
    "1/2",
    "₩9,000",
)
"""Employee numbers, tags: they stay what they are, with their zeros."""

QUOTES: Final = (
    '"',
    '""',
    '"a,b',
    'a"b',
    "a,b",
    "a;b",
    "a\tb",
    "#",
    "# a",
    "'",
    "''",
    "a\nb",
    "a\r\nb",
    "a\rb",
    "\n",
    " a ",
    "",
)

STRANGE: Final = (
    "\0",
    "a\0b",
    "a\x01\x08\x0b\x0c\x0e\x1f\x7fb",
    "a\x85\u2028\u2029b",
    "\ud800",
    "a\udc00b",
    "\udc00\ud800",
    "\ufffe\uffff",
    "\u202eabc\u202c",
    "\u200fעברית\u200e",
    "\u2066x\u2069",
    "각",
    "\u1100\u1161\u11a8",
    "e\u0301",
    "\U0001f35c\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "_x0041_",
    "_x000D_",
    "&amp;<b>굵게</b>&#65;",
    "<a href='http://127.0.0.1'>x</a>",
    "]]>",
    "${jndi:ldap://127.0.0.1/a}",
    "x" * 32_767,
    "x" * 32_768,
    "=" + "가" * 32_768,
    "\U0001f35c" * 16_384,
)
"""What a format can't hold, what looks like markup of it, and what is too long for a cell."""

HOSTILE: Final = FORMULAS + LINKS + NUMBERS_THAT_ARE_TEXTS + QUOTES + STRANGE
NAMES: Final = tuple(text for text in HOSTILE if text.strip() and len(text) <= 60)
"""Those that could be the name of an office, a restaurant or a sheet."""
