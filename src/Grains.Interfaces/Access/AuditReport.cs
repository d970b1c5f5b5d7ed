namespace RagCluster.Grains.Interfaces.Access;

/// <summary>What a check of the whole log found.</summary>
/// <param name="EntryCount">Entries that were read.</param>
/// <param name="BlockCount">Blocks that they stand in.</param>
/// <param name="HeadHash">The hash of the last block: who kept an earlier one knows that nothing before it was exchanged.</param>
/// <param name="Faults">What is wrong; none when the log is whole.</param>
[GenerateSerializer]
[Alias("RagCluster.AuditReport")]
[Immutable]
public sealed record AuditReport(
    [property: Id(0)] long EntryCount,
    [property: Id(1)] long BlockCount,
    [property: Id(2)] string HeadHash,
    [property: Id(3)] string[] Faults
);
