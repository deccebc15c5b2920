"""First come, first served with several servers, compiled: the recursion of Kiefer and Wolfowitz.

Importing this module imports numba, which takes half a second; the engine does so only when it runs.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def starts(  # pragma: no cover  (compiled)
    ready: NDArray[np.float64], service: NDArray[np.float64], copy: NDArray[np.int64], servers: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Compute when each case is taken up: on arrival, or when the first server of its copy comes free.

    Parameters
    ----------
    ready, service, copy
        Time of arrival, time of service and copy of the station of each case, in order of arrival.
    servers
        Servers of each copy.
    """
    first = np.zeros(servers.size + 1, np.int64)
    for place in range(servers.size):
        first[place + 1] = first[place] + servers[place]
    # The times at which servers come free, a heap for each copy: the root is the next one.
    free = np.zeros(first[-1])
    begin = np.empty(ready.size)
    for case in range(ready.size):
        root, count = first[copy[case]], servers[copy[case]]
        begin[case] = max(ready[case], free[root])
        done = begin[case] + service[case]
        hole = 0
        while 2 * hole + 1 < count:
            child = 2 * hole + 1
            if child + 1 < count and free[root + child + 1] < free[root + child]:
                child += 1
            if free[root + child] >= done:
                break
            free[root + hole] = free[root + child]
            hole = child
        free[root + hole] = done
    return begin
