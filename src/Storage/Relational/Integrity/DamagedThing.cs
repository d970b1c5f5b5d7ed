using RagCluster.Storage.Relational.Seals;

namespace RagCluster.Storage.Relational.Integrity;

/// <summary>A damaged row that is to be made again.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Row">The row as it is.</param>
/// <param name="What">Names it, for people.</param>
/// <param name="Now">The time.</param>
internal sealed record DamagedThing(SealedTable Table, SealedRow Row, string What, DateTimeOffset Now);
