def log = new File(basedir, 'build.log').text
assert log.contains("CHAOS PASS: scenario 'kept'")
assert log.contains("CHAOS BREACH: scenario 'forgotten'")

def runs = new File(basedir, 'target/chaos').listFiles().findAll { it.directory }
def lines = { name, file -> runs.findAll { it.name.startsWith(name) }.collect { new File(it, file) }
        .findAll { it.exists() }.collectMany { it.readLines() } }
def lost = lines('forgotten-', 'lost.ndjson').size()
def acknowledged = lines('forgotten-', 'acknowledged.ndjson').size()
// Not just a tenth where a slow machine took frames that it could not acknowledge.
assert acknowledged > 800 && lost > 0.08 * acknowledged && lost < 0.12 * acknowledged:
        "${lost} of ${acknowledged} are told as lost"

def journals = runs.findAll { it.name.startsWith('kept-') }.sort { it.lastModified() }
        .collect { new File(it, 'journal.ndjson').text }
assert journals.size() == 3
assert journals[0].contains('LOAD_STARTED')
assert journals.tail().every { !it.contains('LOAD_STARTED') }: 'nothing is loaded for a ledger that cannot be asked'

assert log.contains("the ledger cannot ask target 'database': ")
assert log.contains('see that its URL has the right user and password')
assert log.contains("no JDBC driver for jdbc:h2 of target 'database' (none is there);"
        + " add com.h2database:h2 to the plugin's <dependencies>")
assert !log.contains('wrong-horse') && !log.contains('right-horse')
runs.each { run -> run.eachFileRecurse(groovy.io.FileType.FILES) { assert !it.text.contains('-horse'): "${it}" } }

assert log =~ /target database +OK +org.h2.Driver/
return true
