"""What the sync engine does next. No clock, no thread, no network: facts go in, an action comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lunch_desktop.domain.times import HOUR, MINUTE, SECOND, Instant
from lunch_desktop.sync.status import Reach
from lunch_desktop.system.problems import Problem
from lunch_desktop.wire.changes import LARGEST_BATCH

FIRST_RETRY: Final = 1 * SECOND
LAST_RETRY: Final = 60 * SECOND
LONGEST_WAIT: Final = 1 * HOUR
"""A server may ask for patience, but not for more of it than this."""
BLOCKED_RETRY: Final = 15 * MINUTE
POLL_WITHOUT_LIVE: Final = 30 * SECOND
POLL_WITH_LIVE: Final = 5 * MINUTE
FIRST_REOPENING: Final = 10 * SECOND
LAST_REOPENING: Final = 60 * SECOND
"""Within how long a lost stream is opened again, at first and after failures: 2,000 desktops then come back at 200 a
second, not all at once."""
FIRST_AFTER_SILENCE: Final = 5 * MINUTE
LAST_AFTER_SILENCE: Final = 1 * HOUR
"""When to try again whether streams get through this network, which so far has kept them to itself."""
STEADY: Final = 60 * SECOND
"""A stream that has lasted so long was no failure."""
FIRST_ROWS: Final = 5_000
"""So many rows of a long answer come over any connection: today and later are the first of them."""
LARGE: Final = 5_000
"""Where data costs money, more rows than these wait until somebody asks for them."""
GAP_SPREAD: Final = 1 * SECOND
"""Within how long desktops that were told of something large ask for it."""

Chance = Callable[[], float]
"""Gives a number from 0 to 1."""


class Step(StrEnum):
    """What to do now."""

    PUSH = "push"
    PULL = "pull"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Action:
    """The step; `until` says when a WAIT ends by itself, None: not before something happens."""

    step: Step
    until: Instant | None = None


class StreamEnd(StrEnum):
    """How a live stream came to its end."""

    BROKEN = "broken"
    """By the network, or because the server stops or has too many: everybody's may have ended with it."""
    SILENT = "silent"
    """Nothing came of it: something on the way gathers answers before it passes them on, or the way is gone."""
    RUN_OUT = "run_out"
    """With the token or the session, which are this desktop's alone."""
    HERE = "here"
    """It was ended here."""


@dataclass(slots=True)
class SyncFacts:
    """What the engine knows between two steps.

    `decided_up_to` is the last `seq` that the server is known to have decided, so that a long queue drains before its
    results are pulled. `rejections` counts how often in a row the server knew another history; `pull_first`: it takes
    nothing more before a pull, whatever is queued meanwhile. `behind` says that the server has something that this
    desktop lacks; `behind_at`, that it will be time to look then. `retry_at` ends a pause in which nothing is
    exchanged, `push_at` one in which nothing is sent. `asked_again`: since the step that is under way began, something
    has ended all pauses, so that its failure begins none. `listening` says that a stream is open or being opened,
    `live` that it has said something; `listen_at`, when a lost one may be opened again.

    A push that ended in a fault which one of its changes may have caused is sent again in smaller parts: at most
    `most_at_once` changes until `doubted_up_to` is decided. `suspect` is the uuid of the change that failed alone, as
    long as a pull has not yet shown that the server is otherwise healthy.

    `portal` is the page on which the network wants people to sign in first. `silences` counts the streams of which
    nothing came, although the server answers. `metered`: data costs money here; `download`: all the same, the person
    wants what is large.

    `progress` is how many rows of how many a long first sync has brought. `recovering`: the server was restored from a
    backup and wants to be asked again when it has gathered what was decided since.
    """

    work_offline: bool = False
    sign_in_needed: bool = False
    blocked: bool = False
    unsent: bool = True
    behind: bool = True
    pull_first: bool = False
    live: bool = False
    decided_up_to: int = 0
    failures: int = 0
    rejections: int = 0
    asked_again: bool = False
    retry_at: Instant | None = None
    pulled_at: Instant | None = None
    problem: Problem | None = None
    progress: tuple[int, int] | None = None
    recovering: bool = False
    portal: str = ""
    metered: bool = False
    download: bool = False
    behind_at: Instant | None = None
    listening: bool = False
    listen_at: Instant | None = None
    stream_since: Instant | None = None
    stream_lost_at: Instant | None = None
    stream_failures: int = 0
    silences: int = 0
    poll: int = POLL_WITHOUT_LIVE
    most_at_once: int = LARGEST_BATCH
    doubted_up_to: int = 0
    suspect: str | None = None
    push_failures: int = 0
    push_at: Instant | None = None

    @property
    def reach(self) -> Reach:
        """How this desktop stands with its server."""
        if self.work_offline:
            return Reach.WORK_OFFLINE
        if self.sign_in_needed:
            return Reach.SIGN_IN_NEEDED
        if self.blocked:
            return Reach.BLOCKED
        return Reach.UNREACHABLE if self.failures else Reach.ONLINE

    @property
    def polling(self) -> bool:
        """Whether the server is asked at intervals because streams don't get through."""
        return self.silences > 0 and not self.live

    @property
    def holds_back(self) -> bool:
        """Whether a large download waits for another network, or for the person."""
        if not self.metered or self.download or self.progress is None:
            return False
        done, total = self.progress
        return done >= FIRST_ROWS and total - done > LARGE

    @property
    def at_rest(self) -> bool:
        """Whether only a person can start the exchange again."""
        return self.work_offline or self.sign_in_needed

    def plan(self, now: Instant) -> Action:
        """The next action at `now`. A server that refused this desktop is looked at before anything is sent to it."""
        if self.at_rest:
            return Action(Step.WAIT)
        if self.retry_at is not None and now < self.retry_at:
            return Action(Step.WAIT, self.retry_at)
        if self.blocked or self.suspect is not None or self.pull_first:
            return Action(Step.PULL)
        if self.unsent and (self.push_at is None or now >= self.push_at):
            return Action(Step.PUSH)
        if self.holds_back:
            later = Instant(now + POLL_WITH_LIVE)
            return Action(Step.WAIT, later if not self.unsent or self.push_at is None else self.push_at)
        look_at = self._look_at()
        if self.behind or look_at is None or now >= look_at:
            return Action(Step.PULL)
        return Action(Step.WAIT, look_at if not self.unsent or self.push_at is None else min(look_at, self.push_at))

    def succeeded(self) -> None:
        """The server answered."""
        self.failures = 0
        self.blocked = False
        self.recovering = False
        self.retry_at = None
        self.problem = None
        self.portal = ""

    def failed(self, problem: Problem | None, now: Instant, chance: Chance, *, at_least: int = 0) -> None:
        """The server could not be reached, or could not answer. Doubling pauses, jittered between half and whole.

        `at_least` is what the server asked for, in milliseconds.
        """
        self.problem = problem
        self.failures += 1
        if self.silences:  # they may have been the silence of a network that was gone
            self.silences = 0
            self.listen_at = None
        self.retry_at = self._after(now, max(_back_off(self.failures, chance), _asked_for(at_least, chance)))

    def told_to_wait(self, pause: int, now: Instant, chance: Chance) -> None:
        """The server gathers after a restore, and wants to be asked again in `pause` milliseconds."""
        self.recovering = True
        self.retry_at = self._after(now, _asked_for(pause, chance))

    def refused(self, problem: Problem, now: Instant, chance: Chance) -> None:
        """The server refuses this account or this version, which a person elsewhere may put right at any time."""
        self.blocked = True
        self.problem = problem
        self.retry_at = self._after(now, _jittered(BLOCKED_RETRY, chance))

    def push_failed(self, problem: Problem, now: Instant, chance: Chance) -> None:
        """A push failed by what may be the fault of a change in it: nothing is sent for a while, all else goes on."""
        self.problem = problem
        self.push_failures += 1
        self.push_at = self._after(now, _back_off(self.push_failures, chance))

    def choose_offline(self, offline: bool) -> None:
        """The person wants to be left alone by the network, or not any longer. What failed before says nothing now."""
        self.work_offline = offline
        self.failures = 0
        if not self.blocked:
            self.problem = None
        self.try_now()

    def signed_in(self) -> None:
        """There is a session again."""
        self.sign_in_needed = False
        self.succeeded()
        self.try_now()

    def try_now(self) -> None:
        """Something says that the network may be back, or the person asks: pauses end."""
        self.asked_again = True
        self.retry_at = None
        self.push_at = None
        self.listen_at = None
        self.behind = True

    def network_changed(self) -> None:
        """The network is another one: what was learnt in the one before says nothing."""
        self.silences = 0
        self.portal = ""
        self.try_now()

    def begin_listening(self, now: Instant) -> bool:
        """Whether a stream is to be opened now; then it counts as being opened."""
        wanted = self.reach is Reach.ONLINE and not self.listening and not self.holds_back
        if not wanted or (self.listen_at is not None and now < self.listen_at):
            return False
        self.listening = True
        self.listen_at = None
        self.stream_since = now
        return True

    def stream_ended(self, how: StreamEnd, now: Instant, chance: Chance, *, at_least: int = 0) -> None:
        """There is no stream any more. Unless it ran out or was ended here, it is opened again after a chance pause.

        `at_least` is how long the server wants not to be asked for one, in milliseconds; it is polled meanwhile.

        The pause is drawn from the whole of a window that doubles with each failure ("full jitter"), because what
        ended this stream may have ended everybody's. When it is over, a pull shows first whether the server is there.
        """
        lasted = 0 if self.stream_since is None else now - self.stream_since
        self.listening = self.live = False
        self.stream_since = None
        self.stream_lost_at = now
        if lasted >= STEADY or how is StreamEnd.HERE:
            self.stream_failures = 0
        if lasted >= STEADY:
            self.silences = 0
        elif how is StreamEnd.SILENT:
            self._poll_instead(now, chance)
            return
        at_once = how is StreamEnd.HERE or (how is StreamEnd.RUN_OUT and not self.stream_failures)
        if how is not StreamEnd.HERE:
            self.stream_failures += 1
        if at_once:
            self.listen_at = now
            return
        window = min(LAST_REOPENING, FIRST_REOPENING * 2 ** min(self.stream_failures - 1, 10))
        self.listen_at = Instant(now + max(round(window * chance()), _asked_for(at_least, chance)))
        if at_least > POLL_WITHOUT_LIVE:
            self.behind_at = Instant(now + _jittered(POLL_WITHOUT_LIVE, chance))

    def _poll_instead(self, now: Instant, chance: Chance) -> None:
        """Streams don't get through: ask at intervals of this desktop's own, and only now and then for a stream."""
        self.silences += 1
        window = min(LAST_AFTER_SILENCE, FIRST_AFTER_SILENCE * 2 ** min(self.silences - 1, 10))
        self.listen_at = Instant(now + _jittered(window, chance))
        self.poll = round(POLL_WITHOUT_LIVE * (1 + chance() / 2))
        self.behind_at = Instant(now + round(GAP_SPREAD * chance()))  # what came during the silence

    def news_missed(self, now: Instant, chance: Chance) -> None:
        """The stream told of something without bringing it, and perhaps told everybody."""
        at = Instant(now + round(GAP_SPREAD * chance()))
        self.behind_at = at if self.behind_at is None else min(self.behind_at, at)

    def halve(self, sent: int, last_seq: int) -> None:
        """A push of `sent` changes, up to `last_seq`, failed as a whole: find out by halves whose fault it is."""
        self.most_at_once = max(1, sent // 2)
        self.doubted_up_to = last_seq

    def decided(self, last_seq: int) -> None:
        """The server has decided everything up to `last_seq`."""
        self.decided_up_to = last_seq
        self.push_failures = 0
        self.push_at = None
        left = self.doubted_up_to - last_seq
        self.most_at_once = LARGEST_BATCH if left <= 0 else max(1, min(self.most_at_once, left // 2))

    def begin_anew(self) -> None:
        """The queue is numbered anew, or the server's knowledge of it is in doubt."""
        self.decided_up_to = 0
        self.doubted_up_to = 0
        self.most_at_once = LARGEST_BATCH
        self.suspect = None

    def _after(self, now: Instant, pause: int) -> Instant | None:
        return None if self.asked_again else Instant(now + pause)

    def _look_at(self) -> Instant | None:
        """When to pull although nothing is known to be new; None: at once, as there has been no pull yet."""
        if self.pulled_at is None:
            return None
        look_at = Instant(self.pulled_at + (POLL_WITH_LIVE if self.live else self._poll()))
        if self.listen_at is not None:
            lost_since = self.stream_lost_at is not None and self.stream_lost_at >= self.pulled_at and not self.silences
            look_at = self.listen_at if lost_since else min(look_at, self.listen_at)
        return look_at if self.behind_at is None else min(look_at, self.behind_at)

    def _poll(self) -> int:
        return self.poll if self.silences else POLL_WITHOUT_LIVE


def _back_off(failures: int, chance: Chance) -> int:
    """The pause after the n-th failure in a row, in milliseconds."""
    return _jittered(min(LAST_RETRY, FIRST_RETRY * 2 ** min(failures - 1, 10)), chance)


def _jittered(pause: int, chance: Chance) -> int:
    """From half of `pause` to the whole of it."""
    return round(pause * (0.5 + chance() / 2))


def _asked_for(pause: int, chance: Chance) -> int:
    """Never less than the server asked for; a little more, so that not everybody whom it asked comes back at once."""
    return round(min(pause, LONGEST_WAIT) * (1 + chance() / 4))
