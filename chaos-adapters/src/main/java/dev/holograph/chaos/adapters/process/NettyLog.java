package dev.holograph.chaos.adapters.process;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Netty's own log, but for one thing: that a connection could not be accepted, since this process has no file descriptor
 * left, is reported once by {@link Descriptors}, and not each second with a stack trace.
 */
final class NettyLog extends InternalLoggerFactory {

    private static final AtomicBoolean INSTALLED = new AtomicBoolean();

    private final Function<String, InternalLogger> loggers;

    private NettyLog(Function<String, InternalLogger> loggers) {
        this.loggers = loggers;
    }

    /** Silences classes of Netty that are loaded from now on, where Netty has found one of the usual libraries. */
    static void install() {
        if (INSTALLED.compareAndSet(false, true)) {
            InternalLoggerFactory found = InternalLoggerFactory.getDefaultFactory();
            if (found instanceof Slf4JLoggerFactory slf4j) {
                InternalLoggerFactory.setDefaultFactory(new NettyLog(slf4j::newInstance));
            } else if (found instanceof JdkLoggerFactory jdk) {
                InternalLoggerFactory.setDefaultFactory(new NettyLog(jdk::newInstance));
            }
        }
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return around(loggers.apply(name));
    }

    static InternalLogger around(InternalLogger logger) {
        return (InternalLogger) Proxy.newProxyInstance(
                NettyLog.class.getClassLoader(), new Class<?>[] {InternalLogger.class}, (proxy, method, arguments) -> {
                    if (arguments != null && isExhausted(arguments[arguments.length - 1])) {
                        Descriptors.noneIsLeft();
                        return null;
                    }
                    try {
                        return method.invoke(logger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean isExhausted(Object logged) {
        return logged instanceof IOException e && String.valueOf(e.getMessage()).contains("Too many open files");
    }
}
