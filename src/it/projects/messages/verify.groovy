import groovy.json.JsonSlurper

context.get('server').stop(0)
def posts = context.get('posts').collect { new JsonSlurper().parseText(it) }
assert posts.size() == 2: "one message for each build: ${posts*.headline}"
assert posts[0].result == 'BREACH'
assert posts[0].headline == 'BREACH: cut-off (1 of 3 scenarios)'
assert posts[0].project == 'a, b'
assert posts[0].scenarios.collect { "${it.scenario} ${it.result} ${it.report}" as String } == [
    'slow PASS a/target/chaos/ChaosReport.md',
    'slow PASS a/target/chaos/ChaosReport.md',
    'cut-off BREACH b/target/chaos/ChaosReport.md']
assert posts[1].headline == 'PASS: slow' && posts[1].project == 'c'

def log = new File(basedir, 'build.log').text
assert log.count("Message 'board' (webhook) is sent") == 2
assert log.indexOf("Message 'board' (webhook) is sent") > log.indexOf(':enforce (not-today)'): 'it is sent when the build has ended'
assert log.indexOf("Message 'board' (webhook) is sent") < log.indexOf('BUILD FAILURE'): 'the summary of the build is the last'
assert !log.contains('T0ken')
return true
