namespace RagCluster.Grains.Interfaces.Access;

/// <summary>An event at its place in the log.</summary>
/// <param name="Sequence">Its number, from 1, without gaps.</param>
/// <param name="Event">What happened.</param>
[GenerateSerializer]
[Alias("RagCluster.AuditEntry")]
[Immutable]
public sealed record AuditEntry([property: Id(0)] long Sequence, [property: Id(1)] AuditEvent Event);
