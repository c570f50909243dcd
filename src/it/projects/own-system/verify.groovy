def log = new File(basedir, 'build.log').text
assert log.contains("CHAOS PASS: scenario 'slow'")
assert log.contains("CHAOS BREACH: scenario 'cut-off'")
assert log.contains('MojoFailureException') || log.contains('chaos: BREACH')
return true
