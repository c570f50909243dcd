def log = new File(basedir, 'build.log').text
def order = [':run (chaos)', "CHAOS BREACH: scenario 'redis-flush'", ':list (clean-up)', ':verify (chaos)', 'BUILD FAILURE', "CHAOS PASS: scenario 'redis-flush'", 'BUILD SUCCESS']
def at = -1
order.each { words ->
    def next = log.indexOf(words, at + 1)
    assert next > at: "'${words}' comes after what stands before it"
    at = next
}
return true
