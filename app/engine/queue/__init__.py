"""Long work that waits its turn: jobs kept in a file, each run in a process of its own."""
