"""One table a kind; `docs/demo.md` says how to add one."""
