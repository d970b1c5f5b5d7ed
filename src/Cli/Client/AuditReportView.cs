namespace RagCluster.Cli.Client;

/// <summary>What a check of the audit log found, as the API shows it.</summary>
internal sealed record AuditReportView(bool IsWhole, long EntryCount, long BlockCount, string HeadHash, string[] Faults);
