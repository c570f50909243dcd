def log = new File(basedir, 'build.log').text.replace('\\', '/')
assert log.contains("nothing was started")
assert log.contains("unknown value for type 'latancy'; did you mean 'latency'?")
assert log.contains("unknown key 'leger'; did you mean 'ledger'?")
assert log =~ /scenarios\/bad\.yaml:\d+:\d+: '1' has no unit/
assert log.contains("no scenario 'goood' in scenarios; did you mean 'good'?")
assert log.contains('no/such/k6')
assert log.contains("chaos.fault: '5' has no unit")
assert log.contains('no chaos:run has finished in this build')
assert log.contains('good  The renderer answers 1 s late')
assert log.contains('by hand it is undone so:')
assert log.contains('chaos:run')
assert !log.contains('BREACH')
assert !log.contains('MojoFailureException')
assert !new File(basedir, 'target').exists() || !new File(basedir, 'target').list().any { it.contains('good-') }
return true
