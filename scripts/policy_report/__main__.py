"""`python -m policy_report`, and what `policy-report` calls: the command line, interrupted at any moment."""

import signal
import sys


def main() -> int:
    """Run the command line.

    Returns what that returns, or 130 if it is interrupted before it has begun or while it ends.
    """
    try:
        from policy_report.cli import main as run

        return run()
    except KeyboardInterrupt:
        return 130
    finally:
        # Whoever interrupts what Python still does ends it, without a traceback.
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(main())
