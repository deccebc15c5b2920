"""Compile what runs networks, at set-up, so that no build has to wait for it: `python -m policy_report.models.ready`.

What is compiled is kept beside `kernel.py`, or with the user's caches where nothing can be written there.
"""

from policy_report.models.demand import Demand
from policy_report.models.engine import long_run_times, words
from policy_report.models.stations import Network, Station, Visit
from policy_report.text.language import Text

if __name__ == "__main__":
    desk = Station("desk", Text(en="desk"), "", "staff", servers=(1,))
    network = Network("", "", 1.0, {"case": 1.0}, 1.0, (desk,), {"case": (Visit("desk", "work", 0.5, 1.0),)})
    long_run_times(words(network), Demand(1, 0, ("work",)), slice(None))
