package dev.sluice.event;

/** What decided: the job's version, the policy's, and the catalogue's (the offset up to which signatures were read). */
public record Versions(String job, String policy, long catalogue) {}
