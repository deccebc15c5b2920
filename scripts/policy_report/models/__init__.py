"""Queueing networks: stations and routes, runs, sweeps and Sobol indices, for any regimes that a study defines."""
