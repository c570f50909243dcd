def log = new File(basedir, 'build.log').text
assert log =~ /service redis +OK +redis-server \d/
assert log =~ /service java +OK +java -version, on a free port/
assert log =~ /service nothing +FAIL +.*there is no program 'no-such-program'/
assert log =~ /target redis +FAIL +Redis 127.0.0.1:1 cannot be reached/
assert log =~ /toxiproxy +FAIL +Toxiproxy at http:\/\/127.0.0.1:1 does not answer/
assert log =~ /pins +(OK|WARN) +Chaos Mesh API .*, checked \d{4}-\d\d-\d\d/
assert log =~ /target shop +FAIL +GET 127.0.0.1:18080\/ was not answered: the connection was refused/
assert log.contains('4 of 7 checks failed: service nothing, target redis, toxiproxy, target shop; see the table above')
assert log.contains("driver 'toxiproxy' cannot do packet-loss")
assert log.contains('cannot be reached (ConnectException); see that -Dchaos.k6.baseUrl says where')
assert log.contains("target 'shop' is not on this machine, and the environment has no guard")
assert !log.contains('GET 198.51.100.7')
assert !log.contains('not-told')
return true
