"""packaging/compose.yaml and the Dockerfile say what they must, and hold together. No Docker is asked."""

import re
from pathlib import Path
from typing import Any

import pytest

from lunch_desktop.server.configuration.sources import configure
from lunch_desktop.server.settings import SETTINGS
from setup import commands
from setup.image import DOCKERFILE, Image, instructions
from tests.support.compose import ROOT, compose, parse

GIVEN = {"LUNCH_PUBLIC_ADDRESS": "https://lunch.example.com"}
PACKAGING = ROOT / "packaging"


@pytest.fixture(scope="module")
def installation() -> dict[str, Any]:
    return compose(**GIVEN)


def services() -> list[str]:
    return list(compose(**GIVEN)["services"])


def test_it_consists_of_the_server_postgresql_redis_and_a_proxy() -> None:
    assert services() == ["server", "postgres", "redis", "proxy"]


def test_without_the_public_address_nothing_starts() -> None:
    with pytest.raises(KeyError):
        compose()


@pytest.mark.parametrize("name", services())
def test_every_service_is_confined(installation: dict[str, Any], name: str) -> None:
    service = installation["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    user, _, group = service["user"].partition(":")
    assert int(user) > 0
    assert int(group) > 0
    limits = service["deploy"]["resources"]["limits"]
    assert limits.keys() == {"cpus", "memory", "pids"}
    assert service["restart"] == "unless-stopped"
    assert "healthcheck" in service or name == "server", "the server's is in its image"
    assert ("ports" in service) == (name == "proxy")


def test_what_is_named_is_declared(installation: dict[str, Any]) -> None:
    used: dict[str, set[str]] = {"secrets": set(), "networks": set(), "volumes": set()}
    for name, service in installation["services"].items():
        used["secrets"] |= set(service["secrets"])
        used["networks"] |= set(service["networks"])
        used["volumes"] |= {one.split(":")[0] for one in service.get("volumes", ()) if not one.startswith(".")}
        for one in service.get("volumes", ()):
            if one.startswith("."):
                assert (PACKAGING / one.split(":")[0]).exists()
                assert one.endswith(":ro")
        for needed, how in service.get("depends_on", {}).items():
            assert needed in installation["services"]
            assert how == {"condition": "service_healthy"}
        read = set(re.findall(r"/run/secrets/(\w+)", str(service)))
        assert read <= set(service["secrets"]), name
    for kind, names in used.items():
        assert names == installation[kind].keys(), kind


def test_the_database_and_redis_are_reached_from_inside_only(installation: dict[str, Any]) -> None:
    assert installation["networks"]["back"] == {"internal": True}
    for name in ("postgres", "redis"):
        assert installation["services"][name]["networks"] == ["back"]
    assert installation["services"]["proxy"]["networks"] == ["front"]


def test_every_secret_is_a_file_and_no_password_stands_in_it(installation: dict[str, Any]) -> None:
    for secret in installation["secrets"].values():
        assert secret.keys() == {"file"}
    for service in installation["services"].values():
        for variable, value in service["environment"].items() if "environment" in service else ():
            if "PASSWORD" in variable or "TOKEN" in variable:
                assert variable.endswith("_FILE")
                assert value.startswith("/run/secrets/")
            assert not re.search(r"://[^/\s]*:[^/\s]*@", str(value))


def test_images_are_named_with_their_version(installation: dict[str, Any]) -> None:
    for name, service in installation["services"].items():
        assert name == "server" or re.search(r":\d+[\w.-]*$", service["image"])
    for step in instructions(DOCKERFILE):
        if step.name == "FROM":
            assert re.search(r":\d+\.\d+", step.rest)


def test_the_servers_variables_are_settings_with_values_that_they_take(
    installation: dict[str, Any], tmp_path: Path
) -> None:
    environment = {name: str(value) for name, value in installation["services"]["server"]["environment"].items()}
    for name in [one for one in environment if one.endswith("_FILE")]:
        (tmp_path / name).write_text("9f86d081884c7d659a2feaa0c55ad015\n")
        environment[name] = str(tmp_path / name)
    found = configure({}, environment)
    assert found.problems == ()
    known = {setting.variable for setting in SETTINGS.values()}
    assert {name.removesuffix("_FILE") for name in environment} <= known
    assert found.settings.production
    assert found.settings.workers == 2
    (subnet,) = installation["networks"]["front"]["ipam"]["config"]
    assert found.settings.trusted_proxies == (subnet["subnet"],)


def test_nginx_is_given_every_variable_of_its_file(installation: dict[str, Any]) -> None:
    template = (PACKAGING / "nginx" / "nginx.conf.template").read_text(encoding="utf-8")
    used = set(re.findall(r"\$\{(\w+)\}", template))
    given = {name for name in installation["services"]["proxy"]["environment"] if name.startswith("LUNCH_")}
    assert used == given


def test_the_image_takes_the_hashed_requirements_without_the_desktop() -> None:
    steps = instructions(DOCKERFILE)
    installing = [step.rest for step in steps if step.name == "RUN" and "pip install" in step.rest]
    assert installing
    assert all("--require-hashes" in rest for rest in installing)
    assert "PySide6" not in (PACKAGING / "requirements" / "server.txt").read_text(encoding="utf-8")
    (user,) = [step.rest for step in steps if step.name == "USER"]
    assert user == compose(**GIVEN)["services"]["server"]["user"]


def test_what_the_image_copies_is_let_through_to_its_build() -> None:
    ignoring = (PACKAGING / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignoring[0] == "*"
    let_through = {line.removeprefix("!") for line in ignoring if line.startswith("!")}
    copied = {
        source
        for step in instructions(DOCKERFILE)
        if step.name == "COPY" and "from" not in step.flags
        for source in step.words[:-1]
    }
    assert copied == let_through
    assert all((ROOT / source).exists() for source in copied)


def test_nothing_is_installed_into_a_folder_that_is_not_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "something").touch()
    assert commands.main(["image", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["something"]


def test_paths_of_the_image_are_found_in_its_folder() -> None:
    image = Image(Path("/somewhere"))
    assert image.here("/opt/lunch/bin/python /usr/bin/x") == "/somewhere/opt/lunch/bin/python /usr/bin/x"
    assert (
        image.here("> /tmp/redis.conf; cat /run/secrets/a")
        == "> /somewhere/tmp/redis.conf; cat /somewhere/run/secrets/a"
    )
    assert image.here("/opt/lunchroom /x/tmp /tmpfs") == "/opt/lunchroom /x/tmp /tmpfs"


@pytest.mark.parametrize("text", ["a: {b: c}", "a: &x 1", "\ta: 1", "a: 1\na: 2", "a:\nb: 1", "- a\nb: 1", "a: |\n  b"])
def test_yaml_beyond_what_the_file_keeps_to_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text)


def test_yaml_is_read_as_it_is_meant() -> None:
    text = 'a: 1\nb:\n  - "x:y"\n  - k: v\n    w: true\n  - >-\n    one\n    two\nc: ["p", "q"]  \nd: {}\n'
    assert parse(text) == {"a": 1, "b": ["x:y", {"k": "v", "w": True}, "one two"], "c": ["p", "q"], "d": {}}
