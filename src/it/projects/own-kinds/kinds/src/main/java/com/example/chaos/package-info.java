/** Chaos for spools: folders into which one program puts files, and from which another takes them. */
package com.example.chaos;
