"""What the prose calls regimes, scenarios and classes of cases, in both languages."""

from collections.abc import Mapping
from typing import Final

from policy_report.models.measures import ALL

Name = tuple[str, str]
"""In English and in Chinese."""

REGIMES: Final[Mapping[str, Name]] = {
    "separate": ("separate", "分立型"),
    "tiered": ("tiered", "分级型"),
    "parallel": ("parallel", "并行型"),
}
SCENARIOS: Final[Mapping[str, Name]] = {
    "equal_resources": ("equal resources", "同等资源"),
    "as_published": ("as published", "按公布"),
}
SHORT: Final[Mapping[str, str]] = {"equal_resources": "equal", "as_published": "published"}
"""How the names of numbers end."""

CLASSES: Final[Mapping[str, Name]] = {
    ALL: ("all cases", "全部案件"),
    "small": ("small cases", "小案"),
    "large": ("large cases", "大案"),
}
