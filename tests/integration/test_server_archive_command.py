"""`lunch-desktop archive`: made, checked and restored as an operator does it, told in both languages."""

from pathlib import Path

import pytest

from lunch_desktop.cli import EXIT_PROBLEM, main
from lunch_desktop.system.paths import ENVIRONMENT_VARIABLE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a company that was founded by the command."""
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(tmp_path / "here"))
    monkeypatch.setenv("LUNCH_ADMIN_PASSWORD", "맛있는 국밥 한 그릇을 먹자")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main(["found", "--name", "Lunch", "--admin", "김하늘", "--login", "haneul@example.com"]) == 0
    return tmp_path


def test_an_operators_drill(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: str | Path) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["archive", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out + said.err

    file, there = folder / "company.lunch-archive", folder / "there"
    code, said = run("create", file, "--database", f"sqlite:///{folder}/none.db")
    assert (code, said.splitlines()[0], file.exists()) == (EXIT_PROBLEM, "There is no company to archive", False)
    code, said = run("create", file)
    assert (code, "The whole company is in" in said, "keys" in said) == (0, True, True)
    assert run("create", file)[0] == EXIT_PROBLEM
    assert run("create", file, "--force")[0] == 0
    assert main(["audit", "show", "--action", "archive_created"]) == 0
    assert capsys.readouterr().out.count("operator > -") == 2
    code, said = run("verify", file)
    assert (code, said.splitlines()[0]) == (0, "The archive is whole, and this program can restore it.")
    assert "signed with this server's key" in said
    code, said = run("restore", file)
    assert (code, "is not empty" in said) == (EXIT_PROBLEM, True)
    code, said = run("restore", file, "--data-dir", there)
    assert (code, "--new-keys" in said, (there / "server" / "company.db").exists()) == (EXIT_PROBLEM, True, False)
    keys = folder / "here" / "server" / "keys"
    code, said = run("restore", file, "--data-dir", there, "--keys", keys)
    assert code == 0, said
    assert "employees: 1 rows" in said
    assert "What to do next" in said
    assert main(["audit", "verify", "--data-dir", str(there), "--keys", str(keys)]) == 0, capsys.readouterr().out
    file.write_bytes(file.read_bytes()[:-30])
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    code, said = run("verify", file)
    assert (code, "온전하지 않아요" in said) == (1, True)
    code, said = run("restore", file, "--data-dir", folder / "third", "--keys", keys)
    assert (code, "복원해 주세요" in said) == (EXIT_PROBLEM, True)


def test_a_company_whose_keys_are_lost_is_restored_all_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, secret = folder / "company.lunch-archive", folder / "passphrase"
    secret.write_text("열려라 참깨\n")
    named = ["--passphrase-file", str(secret)]
    assert main(["archive", "create", str(file), *named]) == 0
    assert "Without the passphrase nobody" in capsys.readouterr().out
    there = ["--data-dir", str(folder / "there")]
    assert main(["archive", "verify", str(file), *there]) == EXIT_PROBLEM
    assert main(["archive", "verify", str(file), *there, *named]) == 0
    assert main(["archive", "restore", str(file), "--new-keys", *there, *named]) == 0
    assert "everybody has to sign in again" in capsys.readouterr().out
