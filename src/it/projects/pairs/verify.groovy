// The invocations' results say that builds passed and failed; this says that they did for the right reasons.
def summaries = new File(basedir, 'target/chaos').list({ dir, name -> new File(dir, name).isDirectory() } as FilenameFilter)
assert summaries.size() == 8: "eight runs, each with its folder: ${summaries}"
summaries.each { run ->
    ['journal.ndjson', 'series.csv', 'plan.txt'].each { assert new File(basedir, "target/chaos/${run}/${it}").length() > 0 }
}
def log = new File(basedir, 'build.log').text
['latency', 'packet-loss', 'redis-flush', 'pod-kill'].each { scenario ->
    assert log.contains("CHAOS PASS: scenario '${scenario}'")
    assert log.contains("CHAOS BREACH: scenario '${scenario}'")
}
def reasons = { scenario ->
    def from = log.indexOf("CHAOS BREACH: scenario '${scenario}'")
    log.substring(from, log.indexOf('Report:', from))
}
assert reasons('latency').contains('error_rate < 1%')
assert reasons('packet-loss').contains('error_rate < 2%')
assert reasons('redis-flush').contains('lost_writes = 0')
assert reasons('pod-kill').contains('lost_writes = 0')
def report = new File(basedir, 'target/chaos/ChaosReport.md').text
assert report.contains('## BREACH: The renderer answers 1 s late')
return true
