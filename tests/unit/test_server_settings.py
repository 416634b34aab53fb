"""The server's settings: one declaration, four sources, and every mistake in them told at once."""

import argparse
import tomllib
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop import cli
from lunch_desktop.server.configuration.description import page
from lunch_desktop.server.configuration.secrets import is_weak, masked, password_of, with_password
from lunch_desktop.server.configuration.sources import FILE_VARIABLE, Configuration, Origin, configure
from lunch_desktop.server.settings import SETTINGS, Environment, ServerSettings
from lunch_desktop.system.languages import Language
from lunch_desktop.system.problems import ProblemCode, text
from lunch_desktop.system.resources import resource_path

ROOT = Path(__file__).parents[2]


def file_with(folder: Path, content: str, mode: int = 0o600) -> Path:
    path = folder / "server.toml"
    path.write_text(content, encoding="utf-8")
    path.chmod(mode)
    return path


def chosen(configuration: Configuration, name: str) -> tuple[Any, Origin, str]:
    (one,) = (one for one in configuration.chosen if one.setting.name == name)
    return one.value, one.origin, one.where


def codes(configuration: Configuration) -> list[ProblemCode]:
    return [problem.code for problem in configuration.problems]


def test_an_option_goes_before_the_environment_before_the_file_before_the_default(tmp_path: Path) -> None:
    file = file_with(tmp_path, "port = 1001\nworkers = 2\ndatabase_pool = 3\n")
    environment = {"LUNCH_SERVER_PORT": "1002", "LUNCH_SERVER_WORKERS": "4"}
    found = configure({"port": "1003", "host": None}, environment, file=file)
    assert found.problems == ()
    assert chosen(found, "port") == (1003, Origin.OPTION, "--port")
    assert chosen(found, "workers") == (4, Origin.ENVIRONMENT, "LUNCH_SERVER_WORKERS")
    assert chosen(found, "database_pool") == (3, Origin.FILE, str(file))
    assert chosen(found, "host") == ("127.0.0.1", Origin.DEFAULT, "")
    assert (found.settings.port, found.settings.workers, found.settings.database_pool) == (1003, 4, 3)


def test_the_file_is_named_by_a_variable_where_no_option_names_one(tmp_path: Path) -> None:
    file = file_with(tmp_path, "port = 1001\n")
    assert configure({}, {FILE_VARIABLE: str(file)}).settings.port == 1001
    other = tmp_path / "other.toml"
    other.write_text("port = 1002\n")
    assert configure({}, {FILE_VARIABLE: str(file)}, file=other).settings.port == 1002


def test_an_empty_variable_is_not_set() -> None:
    found = configure({}, {"LUNCH_SERVER_PORT": "", "DATABASE_URL": " "})
    assert found.problems == ()
    assert chosen(found, "port")[1] is Origin.DEFAULT


def test_what_is_assumed_gives_way_to_whatever_is_said() -> None:
    assumed = {"environment": Environment.DEVELOPMENT}
    assert configure({}, {}, assumed=assumed).settings.production is False
    said = configure({}, {"LUNCH_SERVER_ENVIRONMENT": "production"}, assumed=assumed)
    assert said.settings.production is True


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    file = file_with(tmp_path, 'prot = 1\nworkers = "many"\nkeys = "keys"\nallow_plain_http = 2\n')
    environment = {"LUNCH_SERVER_HOTS": "x", "LUNCH_SERVER_PORT": "70000", "DATABASE_PASSWORD_FILE": "/nowhere"}
    found = configure({"log_level": "loud"}, environment, file=file)
    named = {(problem.code, problem.facts["name"]) for problem in found.problems}
    assert named == {
        (ProblemCode.SETTING_UNKNOWN, "prot"),
        (ProblemCode.SETTING_INVALID, "workers"),
        (ProblemCode.SETTING_INVALID, "keys"),
        (ProblemCode.SETTING_INVALID, "allow_plain_http"),
        (ProblemCode.SETTING_UNKNOWN, "LUNCH_SERVER_HOTS"),
        (ProblemCode.SETTING_INVALID, "port"),
        (ProblemCode.SECRET_FILE_UNREADABLE, "DATABASE_PASSWORD_FILE"),
        (ProblemCode.SETTING_INVALID, "log_level"),
    }
    assert len(found.problems) == len(named)
    for problem in found.problems:
        for language in Language:
            assert text(problem, language).remedy


@pytest.mark.parametrize("content", ["port = ", "\xff"])
def test_a_file_that_is_no_toml_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "server.toml"
    path.write_bytes(content.encode("latin-1"))
    assert codes(configure({}, {}, file=path)) == [ProblemCode.SETTINGS_FILE_UNREADABLE]


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    assert codes(configure({}, {}, file=tmp_path / "none.toml")) == [ProblemCode.SETTINGS_FILE_UNREADABLE]


def test_a_secret_is_read_from_the_file_that_its_variable_names(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("a pass word\n")
    found = configure({}, {"DATABASE_PASSWORD_FILE": str(secret)})
    assert chosen(found, "database_password") == ("a pass word", Origin.ENVIRONMENT, "DATABASE_PASSWORD_FILE")
    both = configure({}, {"DATABASE_PASSWORD_FILE": str(secret), "DATABASE_PASSWORD": "another"})
    assert codes(both) == [ProblemCode.SETTING_TWICE]
    secret.write_text("\n")
    assert codes(configure({}, {"DATABASE_PASSWORD_FILE": str(secret)})) == [ProblemCode.SETTING_INVALID]


def test_a_file_with_a_secret_that_others_may_read_is_refused_in_production(tmp_path: Path) -> None:
    file = file_with(tmp_path, 'metrics_token = "0123456789abcdef0123456789"\n', mode=0o644)
    assert codes(configure({}, {}, file=file)) == [ProblemCode.SETTINGS_FILE_EXPOSED]
    assert codes(configure({"environment": "testing"}, {}, file=file)) == []
    file.chmod(0o600)
    assert codes(configure({}, {}, file=file)) == []
    public = file_with(tmp_path, 'redis_url = "redis://cache:6379/0"\n', mode=0o644)
    assert codes(configure({}, {}, file=public)) == []


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("trusted_proxies", ["10.0.0.5", "10.1.0.0/16"], ("10.0.0.5", "10.1.0.0/16")),
        ("trusted_proxies", "10.0.0.5, ::1", ("10.0.0.5", "::1")),
        ("public_address", "https://lunch.example.com/", "https://lunch.example.com"),
        ("allow_plain_http", "yes", True),
        ("environment", "Testing", Environment.TESTING),
        ("port", " 80 ", 80),
    ],
)
def test_values_are_understood_as_people_write_them(name: str, given: object, value: object) -> None:
    assert chosen(configure({name: given}, {}), name)[0] == value


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("trusted_proxies", "the proxy"),
        ("trusted_proxies", ["10.0.0.0/40"]),
        ("trusted_proxies", [4]),
        ("public_address", "lunch.example.com"),
        ("public_address", "https://lunch.example.com/path"),
        ("public_address", "https://somebody@lunch.example.com"),
        ("public_address", "https://lunch.example.com:99999"),
        ("redis_url", "http://cache"),
        ("port", "80.5"),
        ("port", True),
        ("port", "9" * 30),
        ("host", "two words"),
        ("allow_plain_http", "perhaps"),
        ("certificate", "certificate.pem"),
        ("data_dir", " "),
    ],
)
def test_values_that_mean_nothing_are_refused(name: str, given: object) -> None:
    assert codes(configure({name: given}, {})) == [ProblemCode.SETTING_INVALID]


def test_the_page_about_settings_is_written_from_the_declaration() -> None:
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").startswith(page())


def test_every_setting_says_what_it_means_and_no_secret_has_an_option() -> None:
    variables = [setting.variable for setting in SETTINGS.values()]
    assert len(set(variables)) == len(variables)
    for setting in SETTINGS.values():
        assert setting.description.endswith(".")
        assert not (setting.secret and setting.option)
    declared = set(SETTINGS) | {"announce", "with_parent"}
    assert {name for name in ServerSettings.__slots__} == declared  # noqa: C416  # a tuple of names


def test_defaults_are_values_that_their_settings_take() -> None:
    for setting in SETTINGS.values():
        if setting.default not in (None, ""):
            assert setting.kind.parse(setting.kind.shown(setting.default)) == setting.default


def test_the_command_line_has_the_options_that_are_declared() -> None:
    (commands,) = (action for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction))
    options = {option: action.dest for action in commands.choices["serve"]._actions for option in action.option_strings}
    for setting in SETTINGS.values():
        assert options.get(setting.option or "--port") == (setting.name if setting.option else "port")
    not_settings = {"help", "config", "check", "demo", "seed", "announce", "with_parent"}
    assert set(options.values()) - not_settings == {one.name for one in SETTINGS.values() if one.option}


@pytest.mark.parametrize("environment", Environment)
def test_there_is_a_file_for_every_environment(environment: Environment) -> None:
    found = configure({}, {}, file=ROOT / "packaging" / "config" / f"{environment}.toml")
    assert found.problems == ()
    assert found.settings.environment is environment


def test_the_reports_words_are_the_same_in_both_languages() -> None:
    words = tomllib.loads(resource_path("texts", "serving.toml").read_text(encoding="utf-8"))
    assert words.keys() == {language.value for language in Language}
    assert words["ko"].keys() == words["en"].keys()
    assert all(any("가" <= letter <= "힣" for letter in said) for said in words["ko"].values())


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://lunch:s3cret@db/lunch", "postgresql://lunch:***@db/lunch"),
        ("postgresql://lunch@db/lunch", "postgresql://lunch@db/lunch"),
        ("postgresql://db/lunch?user=x&password=s3cret", "postgresql://db/lunch?user=x&password=***"),
        ("redis://:s3cret@cache:6379/0", "redis://:***@cache:6379/0"),
        ("redis://:s3c@ret@cache:6379/0", "redis://:***@cache:6379/0"),
        ("postgresql://lunch:s3/cret@db/lunch", "***"),
        ("postgresql://[s3cret/lunch", "postgresql://***"),
        ("s3cret", "***"),
        ("sqlite:////var/lib/lunch/company.db", "sqlite:////var/lib/lunch/company.db"),
    ],
)
def test_a_password_in_an_address_is_never_shown(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_a_password_is_put_into_an_address_whatever_it_is_made_of() -> None:
    address = with_password("postgresql+psycopg://lunch@db:5432/lunch", "p@ss/w:rd %")
    assert password_of(address) == "p@ss/w:rd %"
    assert address.startswith("postgresql+psycopg://lunch:")
    assert address.endswith("@db:5432/lunch")
    assert password_of(with_password("redis://cache/0", "x y")) == "x y"


@pytest.mark.parametrize(
    "secret",
    ["", "postgres", "password", "Password1234", "passwordpassword", "companylunch", "aaaaaaaaaaaaaaaa", "short1"],
)
def test_secrets_that_can_be_guessed_are_weak(secret: str) -> None:
    assert is_weak(secret, 12, "companylunch")


def test_a_random_secret_is_not_weak() -> None:
    assert not is_weak("9f86d081884c7d659a2feaa0c55ad015", 24, "lunch")
