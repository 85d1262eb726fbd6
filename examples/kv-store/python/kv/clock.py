"""What time it is."""

import time


class SystemClock:
    """The machine's clock."""

    def now(self) -> int:
        """Seconds since 1970."""
        return int(time.time())
