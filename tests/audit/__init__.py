"""The audit trail: what each act leaves in it, and on the log. Its page in the admin is tested in `tests.admin`."""
