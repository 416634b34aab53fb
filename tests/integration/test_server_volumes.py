"""Volumes over HTTP: what the desktop's client asks for is what the server gives, to those who may have it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lunch_desktop.server.upkeep import Upkeep
from lunch_desktop.store.company import making_volumes, pull
from lunch_desktop.store.volume import shape
from lunch_desktop.sync.http import ApiClient, Rejected, Unauthorised
from lunch_desktop.wire.problems import WireCode
from lunch_desktop.wire.sync import PullRequest, PullResponse, Volume
from tests.integration.support_server import RunningServer, running

CLIENT = "4f0c9f9e-0000-4000-8000-000000000000"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows are many."""
    monkeypatch.setattr(pull, "PAGE", 5)
    monkeypatch.setattr(making_volumes, "LARGE", 10)
    monkeypatch.setattr(making_volumes, "FEWEST", 2)


@pytest.fixture
def server(tmp_path: Path, small: None) -> Iterator[RunningServer]:
    with running(tmp_path) as server:
        yield server


@pytest.fixture
def api(server: RunningServer) -> Iterator[ApiClient]:
    client = ApiClient(server.url)
    yield client
    client.close()


def named(api: ApiClient, token: str) -> Volume:
    """The first volume of a first sync."""
    page: str | None = None
    for _ in range(10):
        answer: PullResponse = api.pull(token, PullRequest(client_id=CLIENT, pages=True, page=page, volumes=shape()))
        if answer.volume is not None:
            return answer.volume
        page = answer.more
    raise AssertionError("no volume was named")


def test_a_volume_is_what_was_named(server: RunningServer, api: ApiClient) -> None:
    Upkeep(server.services.sync, server.clock).look()
    token = server.token()
    volume = named(api, token)
    content = api.volume(token, volume)
    assert (len(content), hashlib.sha256(content).hexdigest()) == (volume.size, volume.name)
    path = f"/api/v1/sync/volumes/{volume.name}"
    assert server.call("GET", path, token).headers["Cache-Control"] == "no-store"
    assert server.call("GET", path).status_code == 401


def test_no_more_is_read_than_was_announced(server: RunningServer, api: ApiClient) -> None:
    Upkeep(server.services.sync, server.clock).look()
    token = server.token()
    volume = named(api, token)
    assert len(api.volume(token, volume.model_copy(update={"size": 100}))) == 101


def test_what_is_not_there_is_not_found(server: RunningServer, api: ApiClient) -> None:
    token = server.token()
    for name in ("0" * 64, "company.db"):
        with pytest.raises(Rejected) as rejected:
            api.volume(token, Volume.model_construct(scope="", name=name, size=1, length=1))
        assert rejected.value.code == WireCode.NOT_FOUND
    with pytest.raises(Unauthorised):
        api.volume("nobody", Volume(scope="", name="0" * 64, size=1, length=1))


def test_a_folder_that_takes_nothing_leaves_first_syncs_to_pages(
    small: None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "volumes").write_text("in the way")
    with running(tmp_path) as server:
        Upkeep(server.services.sync, server.clock).look()
        assert "volumes could not be kept" in caplog.text
        api = ApiClient(server.url)
        answer = api.pull(server.token(), PullRequest(client_id=CLIENT, pages=True, volumes=shape()))
        api.close()
    assert answer.volume is None
    assert answer.more is not None
