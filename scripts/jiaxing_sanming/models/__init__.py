"""The regimes of investigation as queueing networks: what each way of routing a case does to the time until a lead.

Everything here is a model under assumptions, and no evidence about a city.
"""
