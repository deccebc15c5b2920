"""`python -m policy_report`."""

import sys

from policy_report.cli import main

sys.exit(main())
