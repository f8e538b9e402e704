/** The canary: a harmless known picture, streamed through the whole path every minute to see that its flag comes. */
package dev.sluice.cli.canary;
