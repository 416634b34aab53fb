"""Acting out the demo's story."""

import shutil
import tempfile
from pathlib import Path

from lunch_desktop.demo.company import build_company
from lunch_desktop.demo.story import PICTURES, Person, tell
from lunch_desktop.system.clock import SystemClock


def tell_story(*, keep: Path | None, seed: int) -> int:
    """Act out the demo's story without a display; the exit code.

    With `keep`, everything it made stays there; without, only the pictures stay, in a folder that the last step names.
    """

    company = build_company(seed, SystemClock().now())
    names = {employee.id: employee.name for employee in company.employees}
    people = tuple(
        Person(account.employee_id, account.login, names[account.employee_id]) for account in company.accounts[:3]
    )
    if keep is not None:
        return tell(keep.absolute(), people, company.password, seed)
    folder = Path(tempfile.mkdtemp(prefix="lunch-story-"))
    try:
        return tell(folder, people, company.password, seed)
    finally:
        for made in folder.iterdir():
            if made.name != PICTURES:
                shutil.rmtree(made) if made.is_dir() else made.unlink()
