/** Between signature lists in files and the banks on their topic. */
package dev.sluice.cli.lists;
