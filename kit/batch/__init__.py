"""A hundred Violation IDs, one command: each case runs its family's notebook in a process of its own. The only user of papermill."""
