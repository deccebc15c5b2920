"""The colours of what this study compares besides places: regimes, classes of cases, cases filed and cleared."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

COLOURS: Final[Mapping[str, str]] = {
    "separate": "#6d6d6d",
    "tiered": "#0b4f8a",
    "parallel": "#e08214",
    "small": "#35978f",
    "large": "#762a5f",
    "filed": "#333333",
    "cleared": "#858585",
}
"""A regime has the colour of the city whose article it follows. Cases filed and cleared are grey, since the hues stand
for places, regimes and classes of cases."""

INKS: Final[Mapping[str, str]] = {**COLOURS, "parallel": "#9a5500", "small": "#1f6f69", "cleared": "#666666"}
"""The same for letters, which need more contrast on white than marks do."""


def published(process_parameters: pd.DataFrame) -> list[str]:
    """List the sources of the parameters that rest on a published figure."""
    return [str(key) for key in process_parameters.loc[process_parameters["kind"].eq("published"), "source"]]
