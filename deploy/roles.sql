-- The database of the site with its two roles (docs/operations.md, "Two roles"). For psql, as a superuser:
--
--     OWNER_PASSWORD=… SITE_PASSWORD=… psql --set ON_ERROR_STOP=1 --file deploy/roles.sql
\getenv owner_password OWNER_PASSWORD
\getenv site_password SITE_PASSWORD

CREATE ROLE mission LOGIN CREATEDB PASSWORD :'owner_password';
CREATE DATABASE mission OWNER mission ENCODING 'UTF8' TEMPLATE template0;

-- A site that has worked with one role until now needs only what follows, in its own database.
\connect mission
CREATE ROLE mission_site LOGIN PASSWORD :'site_password';
GRANT CONNECT ON DATABASE mission TO mission_site;
GRANT USAGE ON SCHEMA public TO mission_site;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE CREATE, TEMPORARY ON DATABASE mission FROM PUBLIC;
