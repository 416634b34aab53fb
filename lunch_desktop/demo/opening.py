"""Opening a desktop's file from outside its program, by the way its owner has: signing in."""

from pathlib import Path

from lunch_desktop.sync.http import ApiClient
from lunch_desktop.sync.proxies import Proxies
from lunch_desktop.system.database_key import KeyFiles, Way
from lunch_desktop.wire.device_secrets import DeviceSecretRequest
from lunch_desktop.wire.identity import RefreshRequest, SignInRequest


def key_of(database: Path, server: str, login: str, password: str) -> bytes:
    """The key of the file `database`: the server's secret for it, which its owner is given, opens the key file.

    Raises ApiError where the server refuses, LookupError where there is no key file, WrongSecret where it is another
    server's.
    """
    file = KeyFiles(database.parent).read()
    if file is None:
        raise LookupError(f"there is no key beside {database}")
    client = ApiClient(server, Proxies("none"))
    try:
        tokens = client.sign_in(SignInRequest(login=login, password=password, device_name="witness"))
        secret = client.device_secret(tokens.access_token, DeviceSecretRequest(key_id=file.key_id)).secret
        client.sign_out(RefreshRequest(refresh_token=tokens.refresh_token))
    finally:
        client.close()
    return file.unwrap(Way.SERVER, secret)
