/** Options of the jobs: names, defaults, descriptions, and how they are read from arguments and files. */
package dev.sluice.jobs.config;
