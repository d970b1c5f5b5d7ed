namespace RagCluster.Api.Auditing;

/// <summary>What a check of the audit log found.</summary>
/// <param name="IsWhole">Whether the chain is unbroken.</param>
/// <param name="EntryCount">Entries that were read.</param>
/// <param name="BlockCount">Blocks that they stand in.</param>
/// <param name="HeadHash">The hash of the last block.</param>
/// <param name="Faults">What is wrong, a sentence each; empty for nothing.</param>
internal sealed record AuditReportResponse(bool IsWhole, long EntryCount, long BlockCount, string HeadHash, string[] Faults);
