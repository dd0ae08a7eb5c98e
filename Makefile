# Everything starts here; each command sets up what it needs. `make help` lists them.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && { echo $$p; break; }; done)
BIN := .venv/bin
# The lock names every package, so nothing is resolved.
PIP := --quiet --disable-pip-version-check --require-hashes --no-deps
NEEDS_PYTHON = test -n "$(PYTHON)" || { echo "Cần Python 3.11 trở lên. Tải ở python.org, hoặc cài gói python3."; exit 1; }
NO_VENV = echo "Không tạo được .venv, xem lời ở trên. Debian, Ubuntu: sudo apt-get install python3-venv"; exit 1
NO_PACKAGES = echo "Không lấy được các gói, xem lời ở trên. Lần đầu cần mạng; có mạng rồi thì chạy lại."; exit 1
RUN := PYTHONPATH=hooks $(BIN)/python
export NO_MKDOCS_2_WARNING := 1
unexport PYTHONOPTIMIZE
# Else each command compiles two hundred modules anew: a tenth of a check, a third of one that finds the last one.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help serve build drafts check fix changes test test-all bless schema clean bench-reader bench-search bench-check shots lock lint hosting new-province wheel publish-check published preview audit licenses bench fuzz
.PHONY: consumers tools annotations summary stale stale-issue links links-issue
# The commits that `changes`, `annotations` and `summary` compare; handed on by the environment, never by the shell's text.
BASE ?=
SECONDS ?= 600
PORT ?= 8000
HEAD ?= HEAD
# The site that `published` asks, and after how many seconds it asks again for what was not as built (0: not).
URL ?=
AGAIN ?= 0
export BASE HEAD URL AGAIN

help:  ## các lệnh này
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/.ready: requirements.txt
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { $(NEEDS_PYTHON); $(PYTHON) -m venv .venv; } || { $(NO_VENV); }
	$(BIN)/python -m pip install $(PIP) -r requirements.txt || { $(NO_PACKAGES); }
	@touch $@

.venv/.ready-dev: requirements-dev.txt .venv/.ready
	$(BIN)/python -m pip install $(PIP) -r requirements-dev.txt || { $(NO_PACKAGES); }
	@touch $@

NODE := tests/node/node_modules/.ready
$(NODE): tests/node/package.json tests/node/package-lock.json .venv/.ready-dev
	@$(BIN)/python tests/node_tools.py >/dev/null 2>&1 || \
	  $(BIN)/python -m pip install $(PIP) -r requirements-node.txt || { $(NO_PACKAGES); }
	cd tests/node && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent || { $(NO_PACKAGES); }
	@touch $@

serve: .venv/.ready  ## xem trang tại http://localhost:8000, tự dựng lại khi sửa; cổng khác: make serve PORT=8001
	@$(RUN) -m facts settings
	$(BIN)/python -m mkdocs serve --dirty --dev-addr localhost:$(PORT)

build: .venv/.ready  ## dựng trang vào site/; chỉ làm lại trang nào khác lần trước
	@$(RUN) -m facts settings
	$(BIN)/python -m mkdocs build --strict --dirty

hosting: .venv/.ready  ## dựng lại tất cả, rồi www nén sẵn, _headers, nginx, Caddy vào build/hosting/
	@$(RUN) -m facts settings
	$(BIN)/python -m mkdocs build --strict
	$(RUN) -m facts.exports.hosting make

publish-check: .venv/.ready  ## trang trong site/ có nguyên như lúc dựng không
	@$(RUN) -m facts.exports.hosting check

preview: .venv/.ready  ## sau build: bản mở được từ ổ đĩa, vào build/preview/, cho người duyệt; với BASE=main: cả trước và sau
	@$(RUN) -m delivery.preview
	@test -z "$$BASE" || $(RUN) -m delivery.built_before "$$BASE"

published: .venv/.ready  ## trang đang chạy có là trang đã dựng: make published URL=https://… (một giây hỏi một tệp)
	@$(RUN) -m delivery.published "$$URL" --again "$$AGAIN"

drafts: .venv/.ready  ## dựng cả bản nháp vào site-drafts/
	@$(RUN) -m facts settings
	SITE_DRAFTS=1 $(BIN)/python -m mkdocs build --strict

check: .venv/.ready  ## kiểm tra data/ và docs/, kể mọi lỗi
	@$(RUN) -m facts check

fix: .venv/.ready  ## đặt nháy quanh số, xếp trường, sửa dấu trong data/
	@$(RUN) -m facts fix

changes: .venv/.ready  ## kể người đọc thấy gì khác: make changes BASE=main
	@$(RUN) -m facts changes "$$BASE" "$$HEAD"

schema: .venv/.ready  ## viết lại data/schema/ và HUONG-DAN.md theo mã nguồn
	$(RUN) -m facts schema

# --- what the workflows in .github/ run; each works on anyone's machine too ---

# The code of a province and the new folder for its site.
CODE ?=
OUT ?=
new-province: .venv/.ready  ## kho mới cho một tỉnh khác: make new-province CODE=44 OUT=../quang-tri
	@$(RUN) -m engine.new "$(CODE)" "$(OUT)"

wheel: .venv/.ready  ## mã nguồn và lớp của cả nước thành một gói, vào build/: kho của tỉnh khác lấy bằng make update
	@$(RUN) -m engine.wheel build

annotations: .venv/.ready  ## lỗi đầu tiên, theo cách GitHub hiện ở dòng: make annotations BASE=main
	@$(RUN) -m host annotations --base "$$BASE"

summary: .venv/.ready  ## mọi lỗi và người đọc thấy gì khác: make summary BASE=main
	@$(RUN) -m host summary --base "$$BASE"

stale: .venv/.ready  ## mục nào tới hạn đối chiếu, hỏi ai
	@$(RUN) -m host stale

links: .venv/.ready  ## nguồn nào không còn mở được (cần mạng)
	@$(RUN) -m host links

stale-issue links-issue: .venv/.ready
	@$(RUN) -m host issue $(@:-issue=)

tools: $(NODE)  ## công cụ kiểm tra chạy bằng Node

lint: .venv/.ready-dev $(NODE)  ## kiểm tra mã nguồn: Python, JavaScript, CSS, mẫu trang
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/node_tools.py lint
	$(BIN)/python -m pytest tests/whole/test_templates.py

# What Debian has of it comes while pip and npm bring theirs; what came is asked for again below.
test:  ## kiểm tra tất cả, cả trong trình duyệt
	@$(or $(PYTHON),true) tests/debian.py & $(MAKE) --no-print-directory lint; status=$$?; wait; exit $$status
	PYTHONPATH=tests $(BIN)/python tests/browser/get_chromium.py
	$(RUN) tests/servers.py
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

CONSUMERS := build/consumers/.ready
$(CONSUMERS): requirements-consumers.txt tests/consumers/package-lock.json $(NODE)
	@$(BIN)/python -m venv build/consumers/venv || { $(NO_VENV); }
	build/consumers/venv/bin/python -m pip install $(PIP) -r requirements-consumers.txt || { $(NO_PACKAGES); }
	cp tests/consumers/.npmrc tests/consumers/package.json tests/consumers/package-lock.json tests/consumers/read.mjs build/consumers/
	cd build/consumers && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent || { $(NO_PACKAGES); }
	@touch $@

consumers: $(CONSUMERS)  ## tệp dữ liệu mở đọc thử bằng chương trình của người khác (cần mạng lần đầu)
	PYTHONPATH=hooks:tests $(BIN)/python tests/consumers/engines.py
	$(BIN)/python -m pytest -m exhaustive -rs tests/consumers

test-all: test $(CONSUMERS)  ## kiểm tra cả những gì lâu hay cần mạng
	PYTHONPATH=hooks:tests $(BIN)/python tests/consumers/engines.py
	$(BIN)/python -m pytest -m exhaustive

bless: .venv/.ready-dev  ## chấp nhận kết quả mới của tests/golden; hứa các trường mới của dữ liệu mở
	$(BIN)/python -m pytest tests/whole/test_golden.py tests/whole/test_awful.py tests/facts/exports/test_contract.py --bless
	git --no-pager diff --stat -- tests/golden tests/awful

.venv/.ready-tools: requirements-tools.txt .venv/.ready
	$(BIN)/python -m pip install $(PIP) -r requirements-tools.txt || { $(NO_PACKAGES); }
	@touch $@

lock: .venv/.ready-tools  ## khóa lại các gói, kèm mã băm (cần mạng)
	$(BIN)/python tests/lock.py

bench-reader: .venv/.ready-dev $(NODE) build  ## đo bao lâu thì số điện thoại hiện ra, trên mạng chậm
	$(BIN)/python tests/bench/reader.py site

shots: .venv/.ready-dev $(NODE) build  ## chụp mười mấy loại trang vào tests/shots/ để xem bằng mắt
	$(BIN)/python tests/bench/shots.py site

bench-search: .venv/.ready-dev $(NODE) build  ## đo phần tìm kiếm: tìm trúng bao nhiêu, tải bao nhiêu, chậm bao nhiêu
	$(BIN)/python tests/bench/search.py site

audit: .venv/.ready-tools  ## gói đã khóa nào có lỗ hổng đã biết (cần mạng)
	@$(BIN)/python -m pip_audit --strict --require-hashes --disable-pip --requirement requirements.txt || \
	  { echo "Có gói hỏng, hoặc chưa hỏi được về mọi gói: xem lời ở trên."; exit 1; }

licenses: .venv/.ready-dev  ## giấy phép của từng gói đã khóa
	@PYTHONPATH=hooks:tests $(BIN)/python tests/whole/test_licenses.py

bench-check: .venv/.ready-dev  ## đo make check trên tệp quá to, quá sâu, đầy lỗi, so với dữ kiện thật
	$(BIN)/python tests/bench/checking.py

fuzz: .venv/.ready-dev  ## thử make check với dữ kiện, trang và thiết đặt bị hỏng đủ kiểu, mười phút; lâu hơn: make fuzz SECONDS=3600
	$(BIN)/python tests/bench/fuzzing.py $(SECONDS)

bench: .venv/.ready-dev  ## đo lúc dựng, bên cạnh Material và Hugo (cần mạng lần đầu, mất chừng một giờ)
	$(BIN)/python tests/bench/building_time.py
	$(BIN)/python tests/bench/gate.py
	$(BIN)/python tests/bench/saving.py
	$(BIN)/python tests/bench/again.py

clean:  ## xóa những gì dựng ra
	@$(NEEDS_PYTHON)
	@PYTHONPATH=hooks $(PYTHON) -m delivery.turn site site-drafts
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/shots
