"""The only code that makes or ends an edition."""
