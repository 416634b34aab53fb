#!/bin/sh
# Run once by PostgreSQL's image on an empty volume: the server's own user, who owns one database and is no superuser.
set -eu
password=$(cat /run/secrets/database_password)
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=password="$password" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE lunch LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE lunch OWNER lunch TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE lunch FROM PUBLIC;
SQL
