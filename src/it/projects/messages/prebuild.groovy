import com.sun.net.httpserver.HttpServer

// Takes what is sent; its address becomes a secret of the settings.
def posts = Collections.synchronizedList([])
def server = HttpServer.create(new InetSocketAddress(InetAddress.getByName('127.0.0.1'), 0), 0)
server.createContext('/') { exchange ->
    posts << exchange.requestBody.getText('UTF-8')
    exchange.sendResponseHeaders(200, -1)
    exchange.close()
}
server.start()
context.put('posts', posts)
context.put('server', server)
new File(basedir, 'test.properties').text = "chaos.it.webhook=http://127.0.0.1:${server.address.port}/T0ken\n"
return true
