"""The staff's side: Django's admin, extended. What stands in it is listed in `apps`; no reader's page is made here."""
