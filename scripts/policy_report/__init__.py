"""policy_report: from published evidence to a paper in which every number can be traced."""

__version__ = "0.1.0"
