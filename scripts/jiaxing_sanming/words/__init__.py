"""The words of this study's figures and tables: `word("key", language)`, said by `en.toml` and `zh.toml` here."""

from typing import Final

from policy_report.text.words import Words

word: Final = Words(__name__)
