"""Who made a file, where that was no employee."""

from typing import Final

from lunch_desktop.exchange.columns import Words

BY_OPERATOR: Final = Words("서버 운영자", "Operator")
BY_SCHEDULE: Final = Words("서버 예약", "Server schedule")
