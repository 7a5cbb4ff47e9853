"""The public addresses, which are permanent."""

urlpatterns: list = []
