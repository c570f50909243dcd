/** A database as every adapter that asks one needs it: by the JDBC driver that lies beside the plugin. */
@NullMarked
package dev.holograph.chaos.adapters.sql;

import org.jspecify.annotations.NullMarked;
