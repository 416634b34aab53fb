"""Access tokens at the real server: what is accepted, and every way of forging that is not."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from lunch_desktop.cli import main
from lunch_desktop.domain.times import MINUTE, SECOND, Instant
from lunch_desktop.server.identity.keys import SIGNING_LIFE, TRUSTED_AFTERWARDS, KeyFileExposed, SigningKeys
from lunch_desktop.server.identity.tokens import AUDIENCE, ISSUER, LIFE
from lunch_desktop.server.routes import events
from lunch_desktop.sync.http import ApiClient
from lunch_desktop.system.clock import SystemClock
from tests.integration.support_server import ADMIN, EMPLOYEE, RunningServer, running, wait_until
from tests.integration.test_server_events import Listener
from tests.integration.test_sign_in import Desktop
from tests.support.clock import ManualClock
from tests.support.company import STAFF

PROFILE = "/api/v1/users/profile"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running(tmp_path) as started:
        yield started


def outcome(server: RunningServer, token: str) -> tuple[int, str]:
    answer = server.call("GET", PROFILE, token)
    if answer.status_code == 200:
        return 200, answer.json()["login"]
    if answer.status_code == 401:
        assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
    return answer.status_code, answer.json()["error"]["code"]


def forged(server: RunningServer, token: str, **changed: Any) -> str:
    """The token with other claims, signed with the server's own key: only the claims can be found wrong."""
    key = server.services.identity.keys.current()
    claims = jwt.decode(token, options={"verify_signature": False}) | changed
    header = {"kid": key.kid, "typ": "at+jwt"}
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, key.private, "EdDSA", header)


def encoded(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def test_a_token_is_good_for_ten_minutes(server: RunningServer) -> None:
    token = server.token()
    server.clock.advance(LIFE - 1000)
    assert outcome(server, token) == (200, "person1@example.com")
    server.clock.advance(1000)
    assert outcome(server, token) == (401, "token_expired")


def test_a_tampered_token_is_refused(server: RunningServer) -> None:
    header, claims, signature = server.token().split(".")
    told = json.loads(base64.urlsafe_b64decode(claims + "=="))
    for changed in (told | {"role": "admin"}, told | {"sub": STAFF[0].id}, told | {"exp": told["exp"] + 9999}):
        assert outcome(server, f"{header}.{encoded(changed)}.{signature}") == (401, "token_invalid")
    middle = len(signature) // 2
    other = "A" if signature[middle] != "A" else "B"
    broken = signature[:middle] + other + signature[middle + 1 :]
    assert outcome(server, f"{header}.{claims}.{broken}") == (401, "token_invalid")


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", ""])
def test_a_token_without_a_signature_is_refused(server: RunningServer, algorithm: str) -> None:
    header, claims, _ = server.token().split(".")
    told = json.loads(base64.urlsafe_b64decode(header + "==")) | {"alg": algorithm}
    assert outcome(server, f"{encoded(told)}.{claims}.") == (401, "token_invalid")


def test_the_public_key_is_no_shared_secret(server: RunningServer) -> None:
    header, claims, _ = server.token().split(".")
    told = json.loads(base64.urlsafe_b64decode(header + "==")) | {"alg": "HS256"}
    public = server.services.identity.keys.current().public
    for secret in (
        public.public_bytes(Encoding.Raw, PublicFormat.Raw),
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    ):
        content = f"{encoded(told)}.{claims}"
        mac = hmac.new(secret, content.encode(), hashlib.sha256).digest()
        signature = base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
        assert outcome(server, f"{content}.{signature}") == (401, "token_invalid")


def test_a_token_of_another_key_is_refused_whatever_it_says_of_keys(server: RunningServer) -> None:
    other = Ed25519PrivateKey.generate()
    claims = jwt.decode(server.token(), options={"verify_signature": False})
    x = base64.urlsafe_b64encode(other.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode().rstrip("=")
    kid = server.services.identity.keys.current().kid
    for header in (
        {"kid": kid, "typ": "at+jwt"},
        {"kid": "unknown", "typ": "at+jwt"},
        {"typ": "at+jwt"},
        {"kid": "../../../tmp/key", "typ": "at+jwt"},
        {"kid": kid, "typ": "at+jwt", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": x}},
        {"kid": kid, "typ": "at+jwt", "jku": f"{server.url}/api/v1/auth/keys"},
    ):
        assert outcome(server, jwt.encode(claims, other, "EdDSA", header)) == (401, "token_invalid")


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "somebody else"},
        {"aud": "another service"},
        {"role": "emperor"},
        {"exp": None},
        {"fam": None},
        {"sub": None},
        {"jti": None},
        {"iat": 99_999_999_999},
    ],
)
def test_every_claim_is_checked_although_the_signature_is_right(server: RunningServer, changed: dict[str, Any]) -> None:
    assert forged(server, server.token()).count(".") == 2
    assert outcome(server, forged(server, server.token(), **changed)) == (401, "token_invalid")


def test_a_token_of_another_kind_is_refused(server: RunningServer) -> None:
    key = server.services.identity.keys.current()
    claims = jwt.decode(server.token(), options={"verify_signature": False})
    for kind in ("JWT", "id+jwt", None):
        token = jwt.encode(claims, key.private, "EdDSA", {"kid": key.kid, "typ": kind})
        assert outcome(server, token) == (401, "token_invalid")


def test_the_role_is_todays_and_not_the_tokens(server: RunningServer) -> None:
    from lunch_desktop.domain.people import Role

    token = server.token(ADMIN)
    assert server.services.identity.session(token).role is Role.ADMIN
    server.set_role(1, Role.ADMIN)  # an admin has to remain
    server.set_role(0, Role.EMPLOYEE)
    server.clock.advance(6_000)
    assert server.services.identity.session(token).role is Role.EMPLOYEE


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic bWluamk6eA==", "ldr_x", "Token abc"])
def test_anything_but_a_bearer_token_is_none(server: RunningServer, header: str) -> None:
    answer = server.call("GET", PROFILE, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "token_missing")


@pytest.mark.parametrize("token", ["x", "a.b.c", "é", "x" * 5000, "eyJhbGciOiJFZERTQSJ9..", "....", "\x7f"])
def test_nonsense_is_refused_and_never_a_fault(server: RunningServer, token: str) -> None:
    answer = server.call("GET", PROFILE, headers={"Authorization": f"Bearer {token}".encode()})
    assert answer.status_code in (400, 401)


def test_a_token_is_not_taken_from_the_address(server: RunningServer) -> None:
    token = server.token()
    for query in (f"?access_token={token}", f"?token={token}"):
        assert server.call("GET", PROFILE + query).status_code == 401


def test_the_published_keys_verify_tokens_and_hold_nothing_private(server: RunningServer) -> None:
    answer = server.call("GET", "/.well-known/jwks.json")
    assert answer.json() == server.call("GET", "/api/v1/auth/keys").json()
    (published,) = answer.json()["keys"]
    assert published.keys() == {"kty", "crv", "use", "alg", "kid", "x"}
    token = server.token()
    assert jwt.get_unverified_header(token)["kid"] == published["kid"]
    key = jwt.PyJWK(published).key
    checked = jwt.decode(token, key, ["EdDSA"], issuer=ISSUER, audience=AUDIENCE, options={"verify_exp": False})
    assert checked["sub"] == STAFF[1].id


def test_after_a_rotation_old_tokens_live_out_and_new_ones_name_the_new_key(server: RunningServer) -> None:
    old = server.token()
    server.clock.advance(MINUTE)
    server.services.identity.keys.rotate()
    new = server.token()
    assert outcome(server, old)[0] == outcome(server, new)[0] == 200
    kids = [key["kid"] for key in server.call("GET", "/api/v1/auth/keys").json()["keys"]]
    assert kids == [jwt.get_unverified_header(token)["kid"] for token in (new, old)]


def test_a_key_that_was_replaced_signs_nothing_for_long(tmp_path: Path) -> None:
    """Whoever stole it can make tokens with a fresh date; they end with the trust in the key."""
    clock = ManualClock()
    keys = SigningKeys(tmp_path, clock)
    stolen = keys.current()
    clock.advance(1000)
    keys.rotate()
    assert keys.find(stolen.kid) is not None
    clock.advance(TRUSTED_AFTERWARDS + 1)
    assert keys.find(stolen.kid) is None
    assert len(keys.jwks()["keys"]) == 1


def test_tokens_of_a_stolen_key_are_refused_and_nobody_signs_in_again(server: RunningServer) -> None:
    """The operator's command is another process: it only changes files."""
    tokens = server.sign_in()
    fake = forged(server, tokens["access_token"], role="admin")
    assert outcome(server, fake)[0] == outcome(server, tokens["access_token"])[0] == 200
    SigningKeys(server.folder / "keys", server.clock).replace_stolen()
    wait_until(lambda: outcome(server, fake) == (401, "token_invalid"))
    assert outcome(server, tokens["access_token"]) == (401, "token_invalid")
    assert outcome(server, forged(server, tokens["access_token"], role="admin"))[0] == 200, "by the new key"
    answer = server.call("POST", "/api/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert outcome(server, answer.json()["access_token"])[0] == 200
    assert len(server.call("GET", "/api/v1/auth/keys").json()["keys"]) == 1


def test_a_stream_that_was_opened_by_a_stolen_key_ends_with_the_next_heartbeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT_SECONDS", 0.2)
    with running(tmp_path) as server:
        listener = Listener(server, server.token())
        listener.head()
        SigningKeys(server.folder / "keys", server.clock).replace_stolen()
        assert listener.next() is None
        listener.close()


@pytest.mark.parametrize("stolen", [False, True])
def test_desktops_that_are_at_work_notice_nothing_of_another_key(
    server: RunningServer, stolen: bool, tmp_path: Path
) -> None:
    desktop = Desktop(server, tmp_path)
    desktop.enter()
    old = desktop.sign_in.access_token()
    keys = SigningKeys(server.folder / "keys", server.clock)
    server.clock.advance(SECOND)
    _ = keys.replace_stolen() if stolen else keys.rotate()
    if stolen:
        wait_until(lambda: outcome(server, old)[0] == 401)
    client = ApiClient(server.url)
    for _ in range(2):
        assert desktop.sign_in.authorised(client.profile).login == EMPLOYEE
    assert desktop.api.refreshes == (1 if stolen else 0)
    client.close()


@pytest.mark.parametrize("stolen", [False, True])
def test_an_operator_replaces_the_key_from_the_command_line(
    tmp_path: Path, stolen: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "server" / "keys"
    arguments = ["rotate-keys", "--data-dir", str(tmp_path), *(["--stolen"] if stolen else [])]
    assert main(arguments) == 3
    assert "keys" in capsys.readouterr().err
    keys = SigningKeys(folder, SystemClock())
    former = keys.current()
    assert main(arguments) == 0
    made = keys.current()
    assert made.kid != former.kid
    assert made.kid in capsys.readouterr().out
    assert (keys.find(former.kid) is None) is stolen


def test_keys_rotate_by_themselves_and_old_files_go(tmp_path: Path) -> None:
    clock = ManualClock()
    keys = SigningKeys(tmp_path, clock)
    first = keys.current()
    clock.advance(SIGNING_LIFE)
    second = keys.current()
    assert second.kid != first.kid
    clock.advance(SIGNING_LIFE)
    third = keys.current()
    assert {file.name.partition("-")[2][:16] for file in tmp_path.iterdir()} == {second.kid, third.kid}


def test_a_key_that_another_process_has_just_made_is_known_at_once(tmp_path: Path) -> None:
    clock = ManualClock()
    one, other = SigningKeys(tmp_path, clock), SigningKeys(tmp_path, clock)
    assert one.find("made-up-by-a-bot") is None
    made = other.rotate()
    found = one.find(made.kid)
    assert found is not None
    assert found.kid == made.kid


def test_keys_last_over_a_restart_and_are_shared_between_processes(tmp_path: Path) -> None:
    clock = ManualClock()
    one = SigningKeys(tmp_path, clock)
    other = SigningKeys(tmp_path, clock)
    assert one.current().kid == other.current().kid
    clock.advance(2000)
    made = one.rotate()
    found = other.find(made.kid)
    assert found is not None
    assert found.public == made.public


@pytest.mark.skipif(os.name == "nt", reason="modes mean nothing on Windows")
def test_keys_are_their_owners_only_and_an_exposed_one_is_refused(tmp_path: Path) -> None:
    SigningKeys(tmp_path / "keys", ManualClock())
    (file,) = (tmp_path / "keys").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    file.chmod(0o644)
    with pytest.raises(KeyFileExposed):
        SigningKeys(tmp_path / "keys", ManualClock())


def test_a_file_that_is_not_the_key_of_its_name_is_not_used(tmp_path: Path) -> None:
    keys = SigningKeys(tmp_path, ManualClock())
    planted = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = tmp_path / f"{Instant(1_795_000_000_001)}-{'A' * 16}.pem"
    file.write_bytes(planted)
    file.chmod(0o600)
    assert SigningKeys(tmp_path, ManualClock()).current().kid == keys.current().kid
