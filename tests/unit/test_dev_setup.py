"""The set-up: what packaging/dev.py decides, apart from running other programs; and that the set-up files agree."""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev
from lunch_desktop.system import weak_passwords
from setup import breached, checks, commands, environment, lock, system_packages, translations, uv_tool
from setup.layout import LOCK, PYPROJECT, REQUIREMENTS, ROOT, SERVER_LOCK, TOOLS, UV_LOCK, SetupError
from setup.system_packages import RUN, TEST, SystemPackage

BARE_LISTING = """\
libegl1 amd64 installed
libgl1 i386 installed
fonts-nanum all installed
xvfb amd64 config-files
libglib2.0-0t64 amd64 installed
"""


class TestPython:
    """Which interpreter may set the project up."""

    @pytest.mark.parametrize("version", [(3, 11), (3, 12), (4, 0)])
    def test_a_supported_python_is_accepted(self, version: tuple[int, int]) -> None:
        assert dev.refusal(version, False, ["python3"], True) is None

    @pytest.mark.parametrize("version", [(3, 10), (3, 8), (2, 7)])
    def test_an_old_python_is_refused_with_both_versions(self, version: tuple[int, int]) -> None:
        reason = dev.refusal(version, False, ["python3"], True)
        assert reason is not None
        assert "3.11 or newer" in reason
        assert f"{version[0]}.{version[1]}." in reason

    def test_the_embeddable_windows_python_is_refused(self) -> None:
        reason = dev.refusal((3, 11), True, ["python.exe", "python311._pth"], True)
        assert reason is not None
        assert "embeddable" in reason

    def test_the_full_windows_python_is_accepted(self) -> None:
        assert dev.refusal((3, 11), True, ["python.exe", "python311.dll"], True) is None

    def test_an_old_python_can_parse_the_file_that_refuses_it(self) -> None:
        ast.parse(Path(dev.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))

    def test_the_oldest_python_is_the_one_the_package_names(self) -> None:
        named = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["requires-python"]
        assert named == ">={}.{}".format(*dev.OLDEST_PYTHON)

    def test_set_up_uses_the_standard_library_only(self) -> None:
        for path in [ROOT / "packaging" / "dev.py", *(ROOT / "packaging" / "setup").glob("*.py")]:
            foreign = _imported(path) - sys.stdlib_module_names - {"setup"}
            assert not foreign, f"{path.name} imports {foreign}"


class TestArguments:
    """Whose argument is whose."""

    @pytest.mark.parametrize(
        ("given", "passed_on"),
        [
            (["run"], []),
            (["run", "--", "--version"], ["--version"]),
            (["run", "--version"], ["--version"]),
            (["run", "--", "demo", "--", "--seed", "3"], ["demo", "--", "--seed", "3"]),
            (["bench", "first-sync", "--json", "out.json"], ["--json", "out.json"]),
            (["attack", "api", "--budget", "30", "--seed", "1"], ["--budget", "30", "--seed", "1"]),
            (["test", "--fast", "-k", "seats", "tests/unit"], ["-k", "seats", "tests/unit"]),
            (["test", "-x", "--", "--fast"], ["-x", "--fast"]),
        ],
    )
    def test_the_program_gets_its_own_arguments(self, given: list[str], passed_on: list[str]) -> None:
        assert commands.parse(given)[1] == passed_on

    def test_fast_after_the_separator_is_not_ours(self) -> None:
        assert commands.parse(["test", "--fast"])[0].fast is True
        assert commands.parse(["test", "--", "--fast"])[0].fast is False

    @pytest.mark.parametrize("given", [[], ["fly"], ["lock", "--fast"], ["translations", "x"], ["bench"], ["image"]])
    def test_what_makes_no_sense_ends_with_the_usage(
        self, given: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as ended:
            commands.parse(given)
        assert ended.value.code == 2
        assert "usage: dev.py" in capsys.readouterr().err

    def test_a_driver_is_named_with_hyphens_or_underscores(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "tests" / "performance"
        folder.mkdir(parents=True)
        (folder / "bench_first_sync.py").touch()
        (folder / "floor.py").touch()
        monkeypatch.setattr(commands, "ROOT", tmp_path)
        monkeypatch.setattr(commands, "_DRIVERS", {"bench": (folder, "bench_")})
        assert commands.driver_names(folder, "bench_") == ["first-sync"]
        assert commands.driver_module("bench", "first-sync") == "tests.performance.bench_first_sync"
        assert commands.driver_module("bench", "first_sync") == "tests.performance.bench_first_sync"
        with pytest.raises(SetupError, match=r"'floor'.*There are: first-sync"):
            commands.driver_module("bench", "floor")

    def test_a_sentence_and_no_traceback_when_set_up_cannot_go_on(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fail(_packages: object) -> list[str]:
            raise SetupError("The disk is full. Make room and try again.")

        monkeypatch.setattr(commands, "prepare", fail)
        assert commands.main(["run"]) == 2
        assert capsys.readouterr().err == "The disk is full. Make room and try again.\n"


class TestStamp:
    """When set-up may be skipped."""

    @pytest.fixture
    def inputs(self, tmp_path: Path) -> tuple[Path, Path]:
        lock_file, pyproject = tmp_path / "dev.txt", tmp_path / "pyproject.toml"
        lock_file.write_text("six==1", encoding="utf-8")
        pyproject.write_text("[project]", encoding="utf-8")
        return lock_file, pyproject

    def test_the_same_inputs_give_the_same_fingerprint(self, inputs: tuple[Path, Path], tmp_path: Path) -> None:
        first = environment.fingerprint(*inputs, "CPython 3.11.7", tmp_path)
        assert environment.fingerprint(*inputs, "CPython 3.11.7", tmp_path) == first

    @pytest.mark.parametrize("changed", [0, 1])
    def test_a_changed_file_changes_it(self, inputs: tuple[Path, Path], changed: int, tmp_path: Path) -> None:
        before = environment.fingerprint(*inputs, "CPython 3.11.7", tmp_path)
        inputs[changed].write_text("other", encoding="utf-8")
        after = environment.fingerprint(*inputs, "CPython 3.11.7", tmp_path)
        assert after != before
        assert not environment.needs_new_environment(before, after)

    def test_another_python_or_place_needs_a_new_environment(self, inputs: tuple[Path, Path], tmp_path: Path) -> None:
        before = environment.fingerprint(*inputs, "CPython 3.11.7", tmp_path)
        assert environment.needs_new_environment(before, environment.fingerprint(*inputs, "CPython 3.12.1", tmp_path))
        assert environment.needs_new_environment(
            before, environment.fingerprint(*inputs, "CPython 3.11.7", tmp_path / "moved")
        )
        assert environment.needs_new_environment({}, before)

    @pytest.mark.parametrize("content", ["", "{", "[]", '"text"'])
    def test_a_damaged_stamp_counts_as_none(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "set-up.json"
        path.write_text(content, encoding="utf-8")
        assert environment.read_stamp(path) == {}
        assert environment.read_stamp(tmp_path / "absent.json") == {}

    def test_a_written_stamp_is_read_back(self, inputs: tuple[Path, Path], tmp_path: Path) -> None:
        wanted = environment.fingerprint(*inputs, "CPython 3.11.7", tmp_path)
        (tmp_path / "set-up.json").write_text(json.dumps(wanted), encoding="utf-8")
        assert environment.read_stamp(tmp_path / "set-up.json") == wanted


class TestSystemPackages:
    """What apt is asked to install."""

    def test_only_installed_packages_of_this_architecture_count(self) -> None:
        installed = system_packages.installed_names(BARE_LISTING, "amd64")
        assert installed == {"libegl1", "fonts-nanum", "libglib2.0-0t64"}

    def test_a_package_is_there_under_any_of_its_names(self) -> None:
        glib = SystemPackage(("libglib2.0-0t64", "libglib2.0-0"))
        xvfb = SystemPackage(("xvfb",))
        installed = system_packages.installed_names(BARE_LISTING, "amd64")
        assert system_packages.missing_packages([glib, xvfb], installed) == [xvfb]

    @pytest.mark.parametrize(
        ("known", "chosen"),
        [
            ({"libglib2.0-0"}, "libglib2.0-0"),
            ({"libglib2.0-0t64"}, "libglib2.0-0t64"),
            (set[str](), "libglib2.0-0"),
        ],
    )
    def test_the_name_that_this_release_knows_is_installed(self, known: set[str], chosen: str) -> None:
        glib = SystemPackage(("libglib2.0-0t64", "libglib2.0-0"))
        assert system_packages.chosen_names([glib], known.__contains__) == [chosen]

    def test_apt_asks_nothing_and_recommends_nothing(self) -> None:
        command = system_packages.apt_command(["xvfb"], ["sudo"])
        assert command[:3] == ["sudo", "apt-get", "install"]
        assert {"--yes", "--no-install-recommends"} < set(command)
        assert command[-1] == "xvfb"

    def test_the_program_needs_no_test_tools(self) -> None:
        tools = {"xvfb", "xdotool", "xclip", "gnome-keyring"}
        assert not tools & {name for package in RUN for name in package.names}
        assert tools < {name for package in TEST for name in package.names}
        assert set(RUN) < set(TEST)

    def test_elsewhere_missing_libraries_are_named(self) -> None:
        there = SystemPackage(("font",))
        absent = SystemPackage(("libnone1",), library="libnone-of-that-name.so.1")
        assert system_packages._missing_elsewhere([there]) is None
        told = system_packages._missing_elsewhere([there, absent])
        assert told is not None
        assert "libnone-of-that-name.so.1" in told


class TestUv:
    """Which uv is used, and how."""

    def test_versions_are_read_from_what_uv_says_and_from_the_lock(self) -> None:
        assert uv_tool.parse_version("uv 0.13.9 (x86_64-unknown-linux-gnu)") == (0, 13, 9)
        assert uv_tool.parse_version("pyenv: uv: command not found") == ()
        assert uv_tool.parse_version(UV_LOCK.read_text(encoding="utf-8")) >= (0, 13)

    @pytest.mark.parametrize(
        ("found", "enough"),
        [((0, 13, 0), True), ((0, 14, 0), True), ((1, 0, 0), True), ((0, 12, 9), False), ((), False)],
    )
    def test_an_older_or_broken_uv_is_passed_over(self, found: tuple[int, ...], enough: bool) -> None:
        assert uv_tool.is_new_enough(found, (0, 13, 9)) is enough

    def test_pips_index_is_handed_on_unless_uv_has_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uv_tool, "_pip_index", lambda: "http://127.0.0.1/simple")
        assert uv_tool.uv_environment({})["UV_DEFAULT_INDEX"] == "http://127.0.0.1/simple"
        assert uv_tool.uv_environment({"PIP_INDEX_URL": "http://[::1]/s"})["UV_DEFAULT_INDEX"] == "http://[::1]/s"
        for name in ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL"):
            own = uv_tool.uv_environment({name: "http://127.0.0.2/simple"})
            assert own[name] == "http://127.0.0.2/simple"
            assert own.get("UV_DEFAULT_INDEX") != "http://127.0.0.1/simple"

    @pytest.mark.skipif(os.name != "posix", reason="elsewhere uv does not look at HOME")
    def test_uv_keeps_its_cache_in_the_checkout_where_there_is_no_home(self, tmp_path: Path) -> None:
        known = {"UV_INDEX": "x", "HOME": str(tmp_path)}
        assert "UV_CACHE_DIR" not in uv_tool.uv_environment(known)
        for environ in ({"UV_INDEX": "x"}, {**known, "HOME": str(tmp_path / "absent")}):
            assert uv_tool.uv_environment(environ)["UV_CACHE_DIR"] == str(TOOLS / "cache")

    def test_an_active_environment_is_not_uvs_business(self) -> None:
        assert "VIRTUAL_ENV" not in uv_tool.uv_environment({"VIRTUAL_ENV": "/other", "UV_INDEX": "x"})


class TestLock:
    """The pinned requirements."""

    @pytest.mark.parametrize("path", [LOCK, SERVER_LOCK, UV_LOCK], ids=lambda path: str(path.name))
    def test_every_pin_has_hashes_and_none_names_an_index(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert lock.lines_naming_an_index(text) == []
        pins = re.split(r"\n(?=\S)", "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")))
        assert pins
        assert all(re.match(r"[\w.-]+==", pin) and "--hash=sha256:" in pin for pin in pins if pin.strip())

    @pytest.mark.parametrize(
        "line",
        [
            "--index-url https://mirror.example/simple",
            "-i mirror",
            "--extra-index-url mirror",
            "--find-links wheels",
            "six @ file:///tmp/six.whl",
            "# from https://mirror.example/simple",
        ],
    )
    def test_a_line_that_names_an_index_is_found(self, line: str) -> None:
        assert lock.lines_naming_an_index(f"six==1.17.0 \\\n    --hash=sha256:00\n{line}\n") == [line]

    def test_the_lock_holds_what_pyproject_asks_for(self) -> None:
        project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
        asked = [
            *project["project"]["dependencies"],
            *(line for extra in project["project"]["optional-dependencies"].values() for line in extra),
            *project["dependency-groups"]["dev"],
        ]
        found = re.findall(r"^([\w.-]+)==([\w.]+)", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
        pins = {canonicalize_name(name): version for name, version in found}
        for requirement in map(Requirement, asked):
            pin = pins.get(canonicalize_name(requirement.name))
            assert pin is not None, f"{requirement.name} is not locked: run `python packaging/dev.py lock`"
            assert requirement.specifier.contains(pin), f"{requirement} is locked at {pin}: run dev.py lock"

    def test_the_servers_lock_holds_what_a_server_takes_at_the_versions_that_are_tested(self) -> None:
        project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
        pins, server = (
            dict(re.findall(r"^([\w.-]+)==([\w.]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE))
            for path in (LOCK, SERVER_LOCK)
        )
        names = {canonicalize_name(name) for name in server}
        for line in [*project["dependencies"], *project["optional-dependencies"]["server"]]:
            assert canonicalize_name(Requirement(line).name) in names, f"{line}: run `python packaging/dev.py lock`"
        for line in project["optional-dependencies"]["desktop"]:
            assert canonicalize_name(Requirement(line).name) not in names
        assert server.items() <= pins.items()

    def test_the_requirements_folder_holds_nothing_else(self) -> None:
        assert {path.name for path in REQUIREMENTS.iterdir()} >= {"dev.txt", "server.txt", "uv.in", "uv.txt"}


class TestSteps:
    """What ``dev.py test`` runs."""

    def test_the_steps_come_in_their_order_and_pytest_last(self) -> None:
        names = tuple(step.name for step in checks.steps(fast=False, workers=2, pytest_arguments=[]))
        assert names == commands.STEPS

    def test_fast_leaves_out_slow_tests_and_what_asks_a_service(self) -> None:
        fast = checks.steps(fast=True, workers=0, pytest_arguments=["-x"])
        full = checks.steps(fast=False, workers=0, pytest_arguments=["-x"])
        assert fast[:-1] == [step for step in full[:-1] if step.name != "pip-audit"]
        assert fast[-1].command[-3:] == ("-m", "not slow", "-x")
        assert "not slow" not in full[-1].command

    @pytest.mark.parametrize(
        ("workers", "arguments", "parallel"), [(2, [], True), (0, [], False), (1, [], False), (2, ["--pdb"], False)]
    )
    def test_test_processes_can_be_switched_off(self, workers: int, arguments: list[str], parallel: bool) -> None:
        pytest_step = checks.steps(fast=False, workers=workers, pytest_arguments=arguments)[-1]
        assert ("-n" in pytest_step.command) is parallel

    def test_qt_needs_no_screen(self) -> None:
        pytest_step = checks.steps(fast=False, workers=0, pytest_arguments=[])[-1]
        assert ("QT_QPA_PLATFORM", "offscreen") in pytest_step.environment

    def test_every_step_runs_and_any_failure_fails_the_whole(self, capfd: pytest.CaptureFixture[str]) -> None:
        def step(name: str, code: int) -> checks.Step:
            return checks.Step(name, (sys.executable, "-c", f"print('ran {name}'); raise SystemExit({code})"))

        assert checks.run_steps([step("a", 0), step("b", 0)], {}, []) == 0
        assert checks.run_steps([step("a", 3), step("b", 0), step("c", 1)], {}, ["no font"]) == 1
        told = capfd.readouterr().out
        assert told.count("ran b") == 2
        assert "Note: no font" in told
        assert "Failed: a, c" in told


class TestTranslations:
    """When a .qm file is built anew."""

    def test_a_ts_file_without_or_newer_than_its_qm_is_stale(self, tmp_path: Path) -> None:
        for name in ("new", "old", "fine"):
            (tmp_path / f"{name}.ts").touch()
        (tmp_path / "old.qm").touch()
        (tmp_path / "fine.qm").touch()
        os.utime(tmp_path / "old.qm", (1, 1))
        os.utime(tmp_path / "fine.ts", (1, 1))
        assert [path.name for path in translations.stale_translations(tmp_path)] == ["new.ts", "old.ts"]

    def test_no_translations_is_no_error(self, tmp_path: Path) -> None:
        assert translations.stale_translations(tmp_path / "absent") == []


class TestConftest:
    """What holds for every test, tried on tests that break it."""

    def test_network_and_error_logs_fail_a_test(self, tmp_path: Path) -> None:
        shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
        (tmp_path / "test_sample.py").write_text(_SAMPLE_TESTS, encoding="utf-8")
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = expects_error_log\n", encoding="utf-8")
        done = subprocess.run(
            [
                sys.executable,
                "-P",
                "-m",
                "pytest",
                "-c",
                "pytest.ini",
                "-rA",
                "-p",
                "no:pytest-qt",
                "-p",
                "no:cacheprovider",
            ],
            cwd=tmp_path,
            env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
            capture_output=True,
            text=True,
            check=False,
        )
        outcomes = set(re.findall(r"^(PASSED|FAILED|ERROR) test_sample\.py::(\w+)", done.stdout, flags=re.MULTILINE))
        good = {name for outcome, name in outcomes if outcome == "PASSED"}
        bad = {name for outcome, name in outcomes if outcome != "PASSED"}
        assert {name for name in good | bad if name.startswith("test_good")} == good - bad, done.stdout
        assert {name for name in good | bad if name.startswith("test_bad")} == bad, done.stdout
        assert len(good - bad) == 5
        assert len(bad) == 8


_SAMPLE_TESTS = """
import logging, socket, threading
import pytest

def test_good_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(("localhost", server.getsockname()[1]), timeout=5):
            pass

def test_good_pair():
    first, second = socket.socketpair()
    with first, second:
        first.sendall(b"x")

def test_good_intended(only_this_machine):
    with socket.socket() as sock, pytest.raises(OSError, match="this machine"):
        sock.connect(("192.0.2.1", 9))
    only_this_machine.clear()

def test_good_warning():
    logging.getLogger("lunch_desktop.sync").warning("slow")
    logging.getLogger("elsewhere").error("not ours")

@pytest.mark.expects_error_log
def test_good_expected_error():
    logging.getLogger("lunch_desktop.sync").error("broken")

def test_bad_connect():
    with socket.socket() as sock:
        sock.connect(("192.0.2.1", 9))

def test_bad_connect_that_is_coped_with():
    with socket.socket(socket.AF_INET6) as sock:
        try:
            sock.connect_ex(("2001:db8::1", 9))
        except OSError:
            pass

def test_bad_datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.sendto(b"x", ("192.0.2.1", 9))

def test_bad_lookup():
    socket.create_connection(("lunch.example", 443), timeout=1)

def test_bad_thread():
    def work():
        try:
            socket.create_connection(("192.0.2.1", 9), timeout=1)
        except OSError:
            pass
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

def test_bad_error_log():
    logging.getLogger("lunch_desktop").error("broken")

def test_bad_error_log_without_handlers():
    logger = logging.getLogger("lunch_desktop.quiet")
    logger.propagate = False
    logger.critical("broken")

@pytest.mark.expects_error_log
def test_bad_expectation():
    pass
"""


class TestRooms:
    """What import-linter's lists can't say."""

    def test_the_domain_imports_only_the_standard_library_and_dateutil(self) -> None:
        for path in (ROOT / "lunch_desktop" / "domain").rglob("*.py"):
            foreign = _imported(path) - sys.stdlib_module_names - {"dateutil", "lunch_desktop"}
            assert not foreign, f"{path.relative_to(ROOT)} imports {foreign}"

    def test_base_install_needs_neither_qt_nor_a_web_server(self) -> None:
        """All but ui, server and what connects them loads where the libraries of the extras can't be imported."""
        done = subprocess.run(
            [sys.executable, "-P", "-W", "error", "-c", _LOAD_WITHOUT_EXTRAS],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "lunch_desktop.domain" in done.stdout


_LOAD_WITHOUT_EXTRAS = """
import importlib, pkgutil, sys
for library in ("PySide6", "shiboken6", "fastapi", "starlette", "uvicorn", "uvloop", "httptools", "argon2"):
    sys.modules[library] = None
import lunch_desktop
for module in pkgutil.walk_packages(lunch_desktop.__path__, "lunch_desktop."):
    room = module.name.split(".")[1]
    if room in ("ui", "server", "bootstrap", "__main__") or ".migrations." in module.name:
        continue
    importlib.import_module(module.name)
    print(module.name)
"""


def _imported(path: Path) -> set[str]:
    """The top-level names that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names.add(node.module.partition(".")[0])
    return names


class TestBreachedPasswords:
    def test_the_packed_list_is_sorted_without_doubles_and_as_long_as_its_page_says(self) -> None:
        packed = (breached.FOLDER / "breached.bin").read_bytes()
        records = [packed[at : at + breached.RECORD] for at in range(0, len(packed), breached.RECORD)]
        assert all(one < other for one, other in pairwise(records))
        assert f" {len(records)} passwords" in (breached.FOLDER / "README.md").read_text(encoding="utf-8")
        assert breached.RECORD == weak_passwords.RECORD

    def test_every_common_password_of_the_source_in_the_checkout_is_found_by_the_program(self) -> None:
        common = [line for line in breached.DJANGO.read_text(encoding="utf-8").splitlines() if line[:2] != "# "]
        assert len(common) > 8_000
        assert all(weak_passwords.is_breached(one) for one in common if len(one) >= breached.SHORTEST)

    def test_passwords_are_packed_as_the_program_looks_for_them(self) -> None:
        packed = breached.pack(["SKYLINE!", "skyline!", "short", "ｐａｓｓｗｏｒｄ"])
        assert len(packed) == 2 * breached.RECORD
        assert hashlib.sha256(b"password").digest()[: breached.RECORD] in packed
