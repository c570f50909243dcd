import java.util.zip.ZipFile

def log = new File(basedir, 'build.log').text
assert log.contains('src/main/resources/META-INF/chaos: valid as a pack, whatever the environment; sha256 ')

def jar = new ZipFile(new File(basedir, 'publisher/target/resilience-pack-1.2.0.jar'))
assert jar.getEntry('META-INF/chaos/scenarios/slow.yaml') != null
jar.close()

// By coordinates: listed, validated, planned and run, with the file's place, the parameters and the digest.
assert log.contains('resilience/slow[delay=100ms]  The server is far away')
assert log.contains("com.example.platform:resilience-pack:1.2.0!scenarios/slow.yaml (resilience/slow[delay=100ms]): valid in environment 'local'")
assert log.contains('delay = 100ms')
assert log.contains("CHAOS PASS: scenario 'resilience/slow[delay=100ms]'")
def report = new File(basedir, 'target/chaos/ChaosReport.md').text
assert report.contains('## PASS: The server is far away')
assert report =~ /pack resilience: com\.example\.platform:resilience-pack:1\.2\.0, sha256 [0-9a-f]{64}/
def published = (log =~ /whatever the environment; sha256 ([0-9a-f]{64})/)[0][1]
assert report.contains(published): 'what has run is what was published'

assert log.contains("no scenario 'resilience/slwo' in scenarios or the packs resilience; did you mean 'resilience/slow'?")

// Both at once.
assert log.contains("the pack 'resilience': the artifact com.example.platform:resilience-pack:9 cannot be found")
assert log.contains("-Dchaos.pack.other: 'LATEST' is no version but a range of them")

assert log.contains('src/main/resources/META-INF/chaos/scenarios/slow.yaml:6:')
assert log.contains("did you mean 'rate'?")
assert log.contains('a pack reads no variable of whoever uses it, such as {env.SHOP_TOKEN}')
assert !new File(basedir, 'broken/target/broken-pack-1.2.0.jar').exists()
return true
