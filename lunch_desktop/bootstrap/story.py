"""Acting out the demo's story."""

import shutil
import tempfile
from pathlib import Path

from lunch_desktop.demo.company import build_company
from lunch_desktop.demo.day import Day
from lunch_desktop.demo.story import PICTURES, Person, Story, tell
from lunch_desktop.system.clock import SystemClock


def tell_story(*, keep: Path | None, seed: int, day: bool = False) -> int:
    """Act out the demo's story without a display, of the first lunch or of a whole `day`; the exit code.

    With `keep`, everything it made stays there; without, only the pictures stay, in a folder that the last step names.
    """

    kind: type[Story] = Day if day else Story
    company = build_company(seed, SystemClock().now())
    names = {employee.id: employee.name for employee in company.employees}
    people = tuple(
        Person(account.employee_id, account.login, names[account.employee_id])
        for account in kind.choose(company.accounts)
    )
    if keep is not None:
        return tell(keep.absolute(), people, company.password, seed, kind=kind)
    folder = Path(tempfile.mkdtemp(prefix="lunch-story-"))
    try:
        return tell(folder, people, company.password, seed, kind=kind)
    finally:
        for made in folder.iterdir():
            if made.name != PICTURES:
                shutil.rmtree(made) if made.is_dir() else made.unlink()
