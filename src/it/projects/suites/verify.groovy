def log = new File(basedir, 'build.log').text
def between = { from, to -> log.substring(log.indexOf(from), to == null ? log.length() : log.indexOf(to)) }

// One process for three scenarios, each with a verdict, a journal and a report of its own.
def suite = between('Suite night: What runs every night', 'late[delay=20ms]')
assert suite.count('starting server: ') == 1
def kept = (suite =~ /the services of scenario '[^']*' go on: server \(pid (\d+)\)/).collect { it[1] }
assert kept.size() == 2 && kept.unique().size() == 1
['slow', 'cut-off', 'slow[delay=100ms]'].each { assert suite.contains("CHAOS PASS: scenario '${it}'") }
def runs = new File(basedir, 'target/chaos').listFiles().findAll { new File(it, 'run.json').exists() }
def journal = { name -> new File(runs.find { it.name.startsWith(name + '-2') }, 'journal.ndjson').text }
assert journal('cut-off').contains('"services":"running since before this run, last used by scenario \'slow\'"')
assert journal('cut-off').contains('"services":"go on after this run"')
def summary = new File(basedir, '.chaos/history.ndjson').readLines()
assert summary.size() == 6: "one line for each run: ${summary}"

// The curve, from the runs of the matrix.
assert log.contains("CHAOS PASS: scenario 'late[delay=20ms]'")
assert log.contains("CHAOS BREACH: scenario 'late[delay=600ms]'")
def curves = new File(basedir, 'target/chaos/ChaosReport-curves.md').text
assert curves.contains('its limit lies between the two')
assert log.contains('Only what was not green last time: late[delay=600ms] (BREACH); left out, since green last time: late[delay=20ms]')

// All mistakes at once, each with its place, and nothing started.
assert log.contains('6 mistakes, nothing was started:')
[
    "suites/wrong.yaml:2:11: unknown value for services 'sometimes'; allowed: each, once",
    "suites/wrong.yaml:4:5: unknown scenario 'slwo'; did you mean 'slow'?",
    "suites/wrong.yaml:5:5: 'night' is a suite, and a suite holds scenarios alone",
    "suites/wrong.yaml:7:26: delay: '2s' is more than its max, 1s",
    "suites/wrong.yaml:7:38: unknown parameter 'dellay'; did you mean 'delay'?",
    "suites/wrong.yaml:9:5: the run 'cut-off' stands twice in the suite, first in line 8",
].each { assert log.contains(it): it }
assert log.contains("no suite 'nihgt' in suites; did you mean 'night'?")

// Where it is described.
assert log.contains('delay: how late answers are')
assert log.contains('Value  delay = 100ms, suite night (how late answers are)')
return true
