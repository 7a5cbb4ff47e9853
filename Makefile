# Everything this project is asked to do. The work itself is in mission_site/; this only names it.
#
#   make run                       the site at http://127.0.0.1:8000/
#   make run SAMPLE=no             the same, empty, for real use
#   make run PORT=8123 MISSION_VAR=/some/folder
#
# Settings may also be in a file: settings.env of the data folder, or the one that MISSION_CONFIG names.

PORT ?=
SAMPLE ?=
K ?=
COVERAGE ?= yes
PYTHON ?= python3
PY := .venv/bin/python
# One more than there are cores, since tests of whole sites mostly wait. With two more, all of them took a tenth longer.
WORKERS = $(shell $(PYTHON) -c 'import os; print(min((os.cpu_count() or 1) + 1, 6))')
INSTALL := @$(PYTHON) -m mission_site.install
ifneq ($(origin MISSION_VAR), undefined)
export MISSION_VAR
endif

.DEFAULT_GOAL := help
.PHONY: help run stop backup backup-key restore renew-key doctor test browser check sbom messages \
	check-style check-types check-layers check-templates check-settings check-migrations check-translations check-licences

help: ## say what can be asked for
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

run: ## serve the site (PORT=8000, SAMPLE=no for an empty one, MISSION_VAR=folder)
	$(INSTALL) base
	@$(PY) -m mission_site.run --port '$(PORT)' --sample '$(SAMPLE)'

stop: ## stop the site's own database, where something left it running
	$(INSTALL) base
	@$(PY) -m mission_site.embedded_postgres stop

backup: ## put database, pictures and key into one file under var/backups
	$(INSTALL) base
	@$(PY) -m mission_site.backup make

backup-key: ## make a key for encrypted backups, the private part into FILE=…
	$(INSTALL) base
	@$(PY) -m mission_site.backup key '$(FILE)'

restore: ## put the site back as FILE=… holds it (KEY=… if it is encrypted)
	$(INSTALL) base
	@$(PY) -m mission_site.backup restore '$(FILE)' '$(KEY)'

renew-key: ## make a new signing key, without signing anybody out
	$(INSTALL) base
	@$(PY) -m mission_site.secret_key

doctor: ## say whether everything around the site is as it should be
	$(INSTALL) base
	@$(PY) manage.py doctor

# Each worker, and each site that a test starts, would compile all modules anew.
test browser: export PYTHONDONTWRITEBYTECODE =

# A part of the tests reaches a part of the code, so that its branches are not counted.
MEASURED = $(if $(K),,$(filter yes,$(COVERAGE)))

test: ## run every test that needs no browser (K=name for a part, COVERAGE=no without measuring branches)
	$(INSTALL) base test
	@$(PY) -m mission_site.translations compile
	@$(PY) -m pytest --ignore tests/browser -p no:playwright -n $(WORKERS) --dist loadgroup $(if $(K),-k '$(K)') \
		$(if $(MEASURED),-p tests.branch_coverage)

browser: ## run the tests that drive a browser (needs chromium)
	$(INSTALL) base test browser
	@$(PY) -m mission_site.translations compile
	@$(PY) -m pytest tests/browser -n 2 --dist worksteal

check: check-style check-types check-layers check-templates check-settings check-migrations check-translations check-licences ## everything a reviewer need not look at

installed-check:
	$(INSTALL) base test browser check

check-style: installed-check
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

check-types: installed-check
	$(PY) -m mypy

check-layers: installed-check
	.venv/bin/lint-imports

check-templates: installed-check
	.venv/bin/djade --check $$(find templates pressreleases/templates -name '*.html' 2>/dev/null)
	$(PY) -m djlint templates --lint --quiet

check-settings: installed-check
	MISSION_CONFIG=/dev/null MISSION_SITE_URL=https://press.example $(PY) manage.py check --deploy --fail-level WARNING

check-migrations: installed-check
	$(PY) manage.py makemigrations --check --dry-run

check-translations: installed-check
	$(PY) -m mission_site.translations compile
	$(PY) -m mission_site.translations check

check-licences: installed-check
	@$(PY) tools/make_sbom.py /dev/null >/dev/null

sbom: ## list what the site is made of with the licences, and write it as CycloneDX into FILE=…
	$(INSTALL) base test browser check
	@$(PY) tools/make_sbom.py '$(or $(FILE),sbom.cdx.json)'

messages: ## bring the translation catalogues up to date (needs gettext)
	$(INSTALL) base
	$(PY) -m mission_site.translations extract
