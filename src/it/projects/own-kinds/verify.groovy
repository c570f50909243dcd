def log = new File(basedir, 'build.log').text
assert log.contains('Tests run: 20') || log =~ /Tests run: \d+, Failures: 0, Errors: 0/
assert log.contains("CHAOS PASS: scenario 'locked'")

// The report shows what the artifact has brought.
def report = new File(basedir, 'target/chaos/ChaosReport.md').text
assert report.contains('spool-lock')
assert report.contains('jobs_value') && report.contains('waiting_value')
assert new File(basedir, 'target/chaos/ChaosReport-lines.txt').text == 'locked: PASS, Jobs wait while the spool is locked\n'
assert !new File(basedir, 'target/spool/LOCK').exists()

// Editors know its keys.
def schema = { name -> new File(basedir, ".chaos/schemas/${name}.schema.json").text }
assert schema('scenario').contains('"spool-lock"') && schema('scenario').contains('whom the lock names as its owner')
assert schema('scenario').contains('asks a spool how many files it has')
assert schema('environment').contains('a folder into which programs put files')

// Mistakes in its keys are told as well as any other: place, what was found, what is allowed, the nearest name.
[
    "scenarios/wrong.yaml:3:16: unknown value for type 'spool-lok'; did you mean 'spool-lock'?",
    "scenarios/wrong.yaml:5:18: unknown value for spool 'filez'; did you mean 'files'? Allowed: files",
    "scenarios/wrong.yaml:5:33: ending: 'job' is no ending; write .job",
    "scenarios/wrong.yaml:6:25: unknown key 'endng'; did you mean 'ending'? Allowed: ending, every, spool, target",
    "scenarios/wrong.yaml:7:40: unknown key 'timeout'; allowed: ending, every, spool, target",
    "environments/wrong.yaml:6:12: unknown key 'spol'; did you mean 'spool'?",
    "environments/wrong.yaml:7:22: unknown key 'foldr'; did you mean 'folder'? Allowed: folder",
    "environments/wrong.yaml:7:20: 'folder' is missing; write, for example, `folder: target/spool`",
    "environments/wrong.yaml:8:20: folder: '../spool' must not lead out of the project by ..",
].each { assert log.contains(it): it }
return true
