/** What the commands about policies share: where a policy is read from, and how two are compared. */
package dev.sluice.cli.policy;
