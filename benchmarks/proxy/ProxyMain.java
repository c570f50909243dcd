import dev.holograph.chaos.adapters.fault.proxy.ProxyGatewayProvider;
import dev.holograph.chaos.run.RunContext;
import dev.holograph.chaos.spi.Endpoint;
import java.time.Clock;

/** The built-in proxy by itself: prints the port it listens on, and ends when its standard input does. */
public final class ProxyMain {

    private ProxyMain() {}

    public static void main(String[] args) throws Exception {
        RunContext context = new RunContext(Clock.systemUTC(), 1);
        Endpoint upstream = new Endpoint("127.0.0.1", Integer.parseInt(args[0]));
        System.out.println(new ProxyGatewayProvider()
                .gateways(context)
                .open("upstream", upstream, 0)
                .port());
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        context.shared().close();
    }
}
