"""The staff's side: Django's admin, extended. `apps` lists what it registers. No reader's page is made here."""
