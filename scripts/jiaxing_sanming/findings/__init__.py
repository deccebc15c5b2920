"""Findings of this study: sentences that compare or conclude, each a test on the results."""
