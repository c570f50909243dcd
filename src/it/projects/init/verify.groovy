def log = new File(basedir, 'build.log').text
assert log.contains('Module: web in web')
assert log.contains('port: any free one, by HTTP_PORT (web/src/main/java/app/Main.java:10)')
assert log.contains('Wrote web/scenarios/slow-answers.yaml')
assert log.contains('Kept web/scenarios/slow-answers.yaml, which was there')
assert !new File(basedir, 'scenarios').exists() && !new File(basedir, 'lib/scenarios').exists()
assert log.contains("CHAOS PASS: scenario 'slow-answers'")
return true
