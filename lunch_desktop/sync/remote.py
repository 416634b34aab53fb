"""The signed-in server, as the sync engine sees it."""

from collections.abc import Callable, Generator

from lunch_desktop.sync.http import ApiClient, ServerEvent, Unauthorised
from lunch_desktop.sync.sign_in import SignIn
from lunch_desktop.wire.identity import Profile
from lunch_desktop.wire.sync import (
    OfferAgainRequest,
    OfferAgainResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    Volume,
)


class SignedInRemote:
    """Calls the API with the session's access token; a refused one is renewed and the same request sent again.

    Methods raise the ApiErrors of `lunch_desktop.sync.http`.
    """

    def __init__(self, api: ApiClient, sign_in: SignIn, client_id: Callable[[], str]) -> None:
        """`client_id` gives the device's id, which may change."""
        self._api = api
        self._sign_in = sign_in
        self._client_id = client_id

    def push(self, request: PushRequest) -> PushResponse:
        """Send a batch of changes."""
        return self._sign_in.authorised(lambda token: self._api.push(token, request))

    def pull(self, request: PullRequest) -> PullResponse:
        """Ask for what is new."""
        return self._sign_in.authorised(lambda token: self._api.pull(token, request))

    def volume(self, volume: Volume) -> bytes:
        """Fetch a part of a long answer as a file."""
        return self._sign_in.authorised(lambda token: self._api.volume(token, volume))

    def offer_again(self, request: OfferAgainRequest) -> OfferAgainResponse:
        """Prove to a server that was restored from a backup what it had applied."""
        return self._sign_in.authorised(lambda token: self._api.offer_again(token, request))

    def profile(self) -> Profile:
        """Who is signed in."""
        return self._sign_in.authorised(self._api.profile)

    def events(self) -> Generator[ServerEvent, None, str]:
        """Live events until the stream ends; it ends with the token, and is then opened anew by the caller.

        Returns why it ended; see `ApiClient.events`.
        """
        token = self._sign_in.access_token()
        try:
            return (yield from self._api.events(token, self._client_id()))
        except Unauthorised:
            return (yield from self._api.events(self._sign_in.access_token(rejected=token), self._client_id()))

    def interrupt(self) -> None:
        """End the stream that another thread reads."""
        self._api.interrupt()
