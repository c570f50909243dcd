def log = new File(basedir, 'build.log').text
assert log.contains("CHAOS PASS: scenario 'slow'")
assert log.contains("CHAOS BREACH: scenario 'cut-off'")
assert log.contains('MojoFailureException') || log.contains('chaos: BREACH')

def report = new File(basedir, 'target/chaos/ChaosReport.md').text
assert report.contains('## PASS: The server is far away') && report.contains('## BREACH: The server cannot be reached')
// The pictures lie beside each report and are called after it.
def reported = { name -> new File(basedir, "target/${name}.md").text.replace("src=\"${name}-", 'src="ChaosReport-') }
assert new File(basedir, 'target/again-slow.svg').text == new File(basedir, 'target/chaos/ChaosReport-slow.svg').text
assert reported('again') == report: 'what is reported again is what was reported'
assert reported('no-history') == report: 'there is no earlier run to compare with'

def history = new File(basedir, '.chaos/history.ndjson').readLines()
assert history.size() == 2: "one line for each run: ${history}"
assert history[0].contains('"scenario":"slow"') && history[0].contains('"verdict":"PASS"')
assert history[1].contains('"scenario":"cut-off"') && history[1].contains('"verdict":"BREACH"')

def suite = new File(basedir, 'target/chaos/TEST-chaos.xml').text
assert suite.contains('tests="9" errors="0" skipped="0" failures="1"')
assert suite.contains('type="breach"')
return true
