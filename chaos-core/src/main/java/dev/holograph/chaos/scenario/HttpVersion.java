package dev.holograph.chaos.scenario;

/** Which version of HTTP a load is to speak. */
public enum HttpVersion {
    /** HTTP/2 where client and server agree on it by ALPN, else HTTP/1.1. */
    ANY,
    /** HTTP/1.1, whatever the server offers. */
    HTTP_1_1,
    /** HTTP/2; a server that does not offer it cannot be loaded. */
    HTTP_2
}
