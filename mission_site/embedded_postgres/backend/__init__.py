"""Django's PostgreSQL backend over the site's own cluster; settings name it as their ENGINE."""
